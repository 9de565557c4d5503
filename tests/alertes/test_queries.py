"""Alerts of a file: they fire, they do not fire, they disappear with their cause, and stay inside the perimeter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.alertes import queries
from parcours.beneficiaires.models import Beneficiaire
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.reglages import changer, reglages
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours, rattacher, structure

MAINTENANT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_la_date() -> Iterator[None]:
    with time_machine.travel(MAINTENANT, tick=False):
        yield


@pytest.fixture
def coordinatrice(session: Session) -> Acteur:
    return acteur(agent(Role.COORDINATEUR_PRE))


def echange(suivi: Parcours, jour: date, **valeurs: Any) -> Echange:
    ligne = Echange(
        parcours_id=suivi.id, a_la_date=jour, **{"canal": Canal.APPEL, "interlocuteur": Interlocuteur.MERE, **valeurs}
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne


def orienter(
    suivi: Parcours, envoyee: datetime | None, etat: EtatOrientation = EtatOrientation.ENVOYEE, **valeurs: Any
) -> Orientation:
    ligne = Orientation(
        parcours_id=suivi.id, structure_id=structure("Maison de l’Insertion", sigle="MIPE").id, etat=etat,
        personne_nom="Renault", personne_prenom="Alexandrie", envoyee_le=envoyee, **valeurs,
    )  # fmt: skip
    db.session.add(ligne)
    db.session.flush()
    return ligne


def motifs(qui: Acteur, personne: Beneficiaire) -> list[str]:
    """Labels of the list, and the same seen by the home page."""
    etiquettes = [libelle for libelle, _ in queries.etats_par_personne(qui, [personne.id]).get(personne.id, [])]
    contacts, _ = queries.alertes_de_contact(qui, reglages())
    toutes = [*contacts, *queries.alertes_d_orientation(qui, reglages())]
    a_l_accueil = {a.alerte.motif.libelle for a in toutes if a.beneficiaire_id == personne.id}
    assert a_l_accueil <= set(etiquettes)
    assert bool(a_l_accueil) == bool(etiquettes)
    return etiquettes


def test_trente_jours_sans_contact_au_pre_alertent(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea)
    echange(suivi, date(2026, 10, 24))
    assert motifs(coordinatrice, lea) == ["Perte de contact"]


def test_vingt_neuf_jours_au_pre_n_alertent_pas(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    echange(parcours(lea), date(2026, 10, 25))
    assert motifs(coordinatrice, lea) == []


def test_les_autres_dispositifs_attendent_quarante_cinq_jours(session: Session) -> None:
    qui = acteur(agent(Role.MEDIATEUR_SANTE))
    tot, tard = (beneficiaire(nom, "Marie", Dispositif.SANTE) for nom in ("Alves", "Dias"))
    echange(parcours(tot), MAINTENANT.date() - timedelta(days=44), interlocuteur=Interlocuteur.PERSONNE)
    echange(parcours(tard), MAINTENANT.date() - timedelta(days=45), interlocuteur=Interlocuteur.PERSONNE)
    assert motifs(qui, tot) == []
    assert motifs(qui, tard) == ["Perte de contact"]


def test_un_contact_fait_disparaitre_l_alerte(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea)
    assert motifs(coordinatrice, lea) == ["Perte de contact"]
    nouveau = echange(suivi, date(2026, 11, 23))
    assert motifs(coordinatrice, lea) == []
    nouveau.annule_le = MAINTENANT
    db.session.flush()
    assert motifs(coordinatrice, lea) == ["Perte de contact"]


@pytest.mark.parametrize(
    "valeurs", [{"abouti": False}, {"interlocuteur": Interlocuteur.ECOLE}, {"interlocuteur": Interlocuteur.PARTENAIRE}]
)
def test_un_appel_tente_ou_un_appel_a_l_ecole_ne_remet_pas_le_compte_a_zero(
    coordinatrice: Acteur, valeurs: dict[str, Any]
) -> None:
    lea = beneficiaire()
    echange(parcours(lea), date(2026, 11, 20), **valeurs)
    assert motifs(coordinatrice, lea) == ["Perte de contact"]


def test_les_appels_tentes_sont_dits(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea)
    echange(suivi, date(2026, 10, 1), abouti=False)
    echange(suivi, date(2026, 10, 7))
    echange(suivi, date(2026, 10, 20), abouti=False)
    echange(suivi, date(2026, 10, 27), abouti=False)
    (alerte,) = queries.du_dossier(coordinatrice, lea.id)
    assert "2\u00a0tentatives sans succès depuis, la dernière le 27\u00a0octobre" in alerte.alerte.precisions


@pytest.mark.parametrize(
    "etat", [EtatParcours.SUSPENDU, EtatParcours.SORTI, EtatParcours.DEMANDE, EtatParcours.A_DEMARRER, EtatParcours.CLOS]
)
def test_un_parcours_suspendu_sorti_ou_pas_commence_n_alerte_pas(coordinatrice: Acteur, etat: EtatParcours) -> None:
    lea = beneficiaire()
    parcours(lea, etat)
    assert motifs(coordinatrice, lea) == []


def test_l_histoire_d_un_tableau_n_alerte_pas_le_jour_de_la_reprise(coordinatrice: Acteur) -> None:
    lea = beneficiaire(importe_le=date(2026, 11, 23))
    suivi = parcours(lea, prochain_bilan_le=date(2026, 5, 6))
    echange(suivi, date(2026, 1, 7), importe=True)
    orienter(suivi, None, envoyee_jour=date(2026, 2, 1), importee=True)
    assert motifs(coordinatrice, lea) == []
    (ligne,) = queries.reprise(coordinatrice)
    assert len(ligne.raisons) == 3
    with time_machine.travel(MAINTENANT + timedelta(days=30), tick=False):
        assert motifs(coordinatrice, lea) == ["Perte de contact"]


def test_la_reprise_se_vide_quand_le_dossier_est_repris(coordinatrice: Acteur) -> None:
    lea = beneficiaire(importe_le=date(2026, 11, 20))
    suivi = parcours(lea, prochain_bilan_le=date(2026, 5, 6))
    assert len(queries.reprise(coordinatrice)) == 1
    echange(suivi, date(2026, 11, 21))
    suivi.prochain_bilan_le = date(2026, 12, 15)
    db.session.flush()
    assert queries.reprise(coordinatrice) == []


def test_une_orientation_sans_reponse_alerte_au_dixieme_jour_jusqu_a_la_reponse(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea)
    echange(suivi, date(2026, 11, 20))
    demande = orienter(suivi, datetime(2026, 11, 14, 10, tzinfo=UTC))
    assert motifs(coordinatrice, lea) == []
    demande.envoyee_le = datetime(2026, 11, 13, 22, tzinfo=UTC)
    db.session.flush()
    assert motifs(coordinatrice, lea) == ["Orientation sans réponse"]
    demande.etat = EtatOrientation.ACCEPTEE
    db.session.flush()
    assert motifs(coordinatrice, lea) == []


def test_une_orientation_envoyee_apres_minuit_a_paris_compte_de_ce_jour(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea)
    echange(suivi, date(2026, 11, 20))
    orienter(suivi, datetime(2026, 11, 13, 23, 30, tzinfo=UTC))
    assert motifs(coordinatrice, lea) == []


def test_un_bilan_depasse_se_dit_en_retard(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    suivi = parcours(lea, prochain_bilan_le=date(2026, 11, 18))
    echange(suivi, date(2026, 11, 20))
    assert motifs(coordinatrice, lea) == ["Bilan en retard"]
    suivi.prochain_bilan_le = date(2026, 11, 23)
    db.session.flush()
    assert motifs(coordinatrice, lea) == []


def test_le_seuil_est_un_reglage(coordinatrice: Acteur) -> None:
    lea = beneficiaire()
    echange(parcours(lea), date(2026, 10, 24))
    changer("sans_contact_pre", 40)
    db.session.flush()
    assert motifs(coordinatrice, lea) == []


def test_les_alertes_restent_dans_le_perimetre(session: Session) -> None:
    lea, tom = beneficiaire(), beneficiaire("Pottier", "Tom")
    parcours(lea)
    parcours(tom)
    qui = agent(Role.REFERENT_PRE)
    rattacher(lea, agent=qui)
    vues, total = queries.alertes_de_contact(acteur(qui), reglages())
    assert [a.beneficiaire_id for a in vues] == [lea.id]
    assert total == 1
    assert queries.etats_par_personne(acteur(qui), [tom.id]) == {}
    for role in (Role.SECRETARIAT_PRE, Role.PILOTE, Role.ADMINISTRATEUR, Role.MEDIATEUR_SANTE):
        autre = acteur(agent(role))
        assert queries.alertes_de_contact(autre, reglages()) == ([], 0)
        assert queries.etats_par_personne(autre, [lea.id]) == {}


def test_un_secretaire_qui_est_aussi_referent_n_a_que_les_alertes_de_ses_enfants(session: Session) -> None:
    from parcours.comptes.models import Habilitation

    lea, tom = beneficiaire(), beneficiaire("Pottier", "Tom")
    parcours(lea)
    parcours(tom)
    qui = agent(Role.SECRETARIAT_PRE)
    db.session.add(Habilitation(agent_id=qui.id, role=Role.REFERENT_PRE, dispositif=Dispositif.PRE, debut=date(2025, 1, 1)))
    db.session.flush()
    rattacher(lea, agent=qui)
    vues, _ = queries.alertes_de_contact(acteur(qui), reglages())
    assert [a.beneficiaire_id for a in vues] == [lea.id]


def test_les_etiquettes_de_cent_personnes_coutent_deux_lectures(coordinatrice: Acteur) -> None:
    personnes = [beneficiaire("Renault", f"Léa{i}") for i in range(20)]
    for personne in personnes:
        parcours(personne)
    requetes: list[str] = []
    connexion = db.session.connection()

    @event.listens_for(connexion, "before_cursor_execute")
    def _compter(_c: Any, _k: Any, sql: str, *_: Any) -> None:
        requetes.append(sql)

    etats = queries.etats_par_personne(coordinatrice, [p.id for p in personnes])
    assert len(etats) == 20
    assert len([r for r in requetes if r.lstrip().upper().startswith("SELECT")]) == 2
