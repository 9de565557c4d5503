"""Contract, attestation and bilan of a PRE pathway, read back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Sexe
from parcours.parcours_individuels.models import Action, Bilan, Objectif, Parcours
from parcours.parcours_individuels.rules import EtatAction, EtatParcours, Suite, TypeBilan
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher
from tests.fabriques.rencontres import mere
from tests.lecture_pdf import PdfLu, pdf_de


@pytest.fixture
def suivi(session: Session) -> Parcours:
    """Léa's pathway, with an objective, two actions and two holders of parental authority."""
    enfant = beneficiaire(classe="CE2")
    rattacher(enfant, agent=agent(Role.REFERENT_PRE, prenom="Inès", nom="Morel"), debut=date(2026, 1, 5))
    ligne = parcours(enfant, EtatParcours.A_DEMARRER, prochain_bilan_le=aujourd_hui() + timedelta(days=90))
    objectif = Objectif(parcours_id=ligne.id, texte="Lire seule une page", depuis_le=date(2026, 1, 5), note_debut=1, note_fin=3)
    db.session.add(objectif)
    db.session.flush()
    for libelle, etat in (("Club de lecture", EtatAction.PREVUE), ("Bilan visuel", EtatAction.FAITE)):
        db.session.add(Action(parcours_id=ligne.id, objectif_id=objectif.id, type="aide", libelle=libelle, etat=etat))
    db.session.commit()
    mere(enfant)
    mere(enfant, prenom="Paul")
    mere(enfant, prenom="Jean", nom="Écarté", contact_autorise=False)
    return ligne


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    return connecter(client, agent(Role.COORDINATEUR_PRE))


def lire(client: ClientVerifie, suivi: Parcours, adresse: str, nom: str) -> PdfLu:
    return pdf_de(client.get(f"/parcours/{suivi.id}/{adresse}.pdf"), nom)


def test_le_contrat_dit_ce_que_l_on_fera_et_attend_chaque_signature(coordination: ClientVerifie, suivi: Parcours) -> None:
    lu = lire(coordination, suivi, "contrat", "contrat-d-engagement-")
    for mot in (
        "Léa RENAULT",
        "1. Lire seule une page",
        "Club de lecture",
        "s’engage à participer",
        "La personne référente, Inès Morel,",
        "Alexandrie RENAULT",
        "Paul RENAULT",
        "Coordination du programme",
    ):
        assert mot in lu.texte, mot
    assert "Bilan visuel" not in lu.texte and "ÉCARTÉ" not in lu.texte


def test_un_contrat_sans_objectif_laisse_la_place_de_les_ecrire(coordination: ClientVerifie, session: Session) -> None:
    vide = parcours(beneficiaire("Durand", "Noé"), EtatParcours.A_DEMARRER, debut_le=None)
    session.commit()
    lu = lire(coordination, vide, "contrat", "contrat-d-engagement-")
    assert "à écrire ensemble" in lu.texte and "à désigner" in lu.texte


def test_l_attestation_ne_dit_rien_des_raisons(coordination: ClientVerifie, suivi: Parcours) -> None:
    lu = lire(coordination, suivi, "attestation", "attestation-")
    assert "Léa RENAULT, né(e) le 16 janvier 2018, est accompagné(e) dans ce cadre depuis le 5 décembre 2025." in lu.texte
    for sexe, mots in (
        (Sexe.FEMININ, "née le 16 janvier 2018, est accompagnée"),
        (Sexe.MASCULIN, "né le 16 janvier 2018, est accompagné"),
    ):
        db.session.scalars(select(Beneficiaire).options(Perimetre(Beneficiaire))).one().sexe = sexe
        db.session.commit()
        assert f"{mots} dans" in lire(coordination, suivi, "attestation", "attestation-").texte
    for mot in ("Lire seule", "Club", "CE2", "Inès"):
        assert mot not in lu.texte


def test_avant_l_entree_il_n_y_a_rien_a_attester(coordination: ClientVerifie, session: Session) -> None:
    demande = parcours(beneficiaire("Durand", "Noé"), EtatParcours.DEMANDE, debut_le=None)
    session.commit()
    assert coordination.get(f"/parcours/{demande.id}/attestation.pdf").status_code == 404
    assert "attestation.pdf" not in coordination.voir(f"/beneficiaires/{demande.beneficiaire_id}/situation").text


def test_le_bilan_dit_le_chemin_parcouru_et_la_parole_de_la_famille(
    coordination: ClientVerifie, suivi: Parcours, session: Session
) -> None:
    lu = lire(coordination, suivi, "bilan", "bilan-individuel-")
    assert "Très difficile" in lu.texte and "Plutôt bien" in lu.texte and "Bilan visuel" in lu.texte
    session.add(
        Bilan(
            parcours_id=suivi.id,
            le=aujourd_hui(),
            type=TypeBilan.INTERMEDIAIRE,
            suite=Suite.CONTINUER,
            present_mere=True,
            paroles="« J'aime lire maintenant »",
            constat="Des progrès.",
        )
    )
    session.commit()
    lu = lire(coordination, suivi, "bilan", "bilan-individuel-")
    for mot in ("Bilan intermédiaire", "« J’aime lire maintenant »", "Des progrès.", "Le parcours continue.", "La mère"):
        assert mot in lu.texte, mot


def test_la_fiche_offre_les_documents_et_la_note_d_information(coordination: ClientVerifie, suivi: Parcours) -> None:
    page = coordination.voir(f"/beneficiaires/{suivi.beneficiaire_id}/situation").text
    for adresse in (f"/parcours/{suivi.id}/contrat.pdf", f"/parcours/{suivi.id}/bilan.pdf", "/textes/note-information.pdf"):
        assert adresse in page
    note = pdf_de(coordination.get("/textes/note-information.pdf"), "note-information")
    assert "Vos droits." in note.texte and "Confidentiel" not in note.texte


def test_un_autre_dispositif_n_a_pas_ces_documents_et_un_autre_referent_non_plus(
    client: ClientVerifie, suivi: Parcours, session: Session
) -> None:
    sante = parcours(beneficiaire("Petit", "Ana", Dispositif.SANTE))
    connecter(client, agent(Role.MEDIATEUR_SANTE))
    assert client.get(f"/parcours/{sante.id}/contrat.pdf").status_code == 403
    connecter(client, agent(Role.REFERENT_PRE, prenom="Autre", nom="Référent"))
    for adresse in ("contrat", "bilan", "attestation"):
        assert client.get(f"/parcours/{suivi.id}/{adresse}.pdf").status_code == 404
