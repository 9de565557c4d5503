"""What each role finds on signing in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange, Rappel
from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import Convocation, Reunion
from parcours.reunions.rules import PLENIERE, RESTREINTE
from parcours.reunions.services.types import charger_reference
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure

MAINTENANT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_la_date() -> Iterator[None]:
    with time_machine.travel(MAINTENANT, tick=False):
        yield


def orientation(suivi: Any, chez: Any, **valeurs: Any) -> Orientation:
    ligne = Orientation(
        parcours_id=suivi.id, structure_id=chez.id, personne_nom="Renault",
        **{"personne_prenom": "Alexandrie", "etat": EtatOrientation.ENVOYEE, "envoyee_le": datetime(2026, 11, 1, tzinfo=UTC), **valeurs},
    )  # fmt: skip
    db.session.add(ligne)
    db.session.flush()
    return ligne


def test_une_base_vide_dit_ce_qui_viendra(client: ClientVerifie) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE))
    page = client.voir("/").text
    assert "Lundi 23" in page
    assert "Rien ne presse aujourd’hui" in page
    assert "Importer un tableau" in page


@pytest.mark.parametrize("role", list(Role))
def test_chaque_role_a_sa_page(client: ClientVerifie, role: Role) -> None:
    maison = structure() if role in {Role.PARTENAIRE, Role.REFERENT_INSERTION, Role.MEMBRE_EPS} else None
    connecter(client, agent(role, structure=maison))
    client.voir("/")


def test_la_coordination_voit_pourquoi_avant_de_voir_quoi_faire(client: ClientVerifie, session: Session) -> None:
    lea = beneficiaire(telephone="+33643240035")
    suivi = parcours(lea)
    session.add(Echange(parcours_id=suivi.id, a_la_date=date(2026, 10, 7), canal=Canal.APPEL, interlocuteur=Interlocuteur.MERE))
    tom = beneficiaire("Dumas", "Tom")
    bilan = parcours(tom, prochain_bilan_le=date(2026, 11, 18))
    session.add(
        Echange(parcours_id=bilan.id, a_la_date=date(2026, 11, 20), canal=Canal.APPEL, interlocuteur=Interlocuteur.MERE)
    )
    qui = agent(Role.COORDINATEUR_PRE)
    session.add(Rappel(parcours_id=bilan.id, agent_id=qui.id, pour_le=date(2026, 11, 23), objet="Demander le bulletin"))
    session.add(Rappel(parcours_id=bilan.id, agent_id=qui.id, pour_le=date(2026, 11, 24), objet="Pas encore"))
    parcours(beneficiaire("Petit", "Zoé"), EtatParcours.DEMANDE, demande_le=date(2026, 10, 20), debut_le=None)
    orientation(suivi, structure("Maison", sigle="MIPE"))
    session.flush()
    connecter(client, qui)
    page = client.voir("/").text
    assert "4\u00a0situations vous attendent" in page
    assert "Aucun contact depuis 47" in page
    assert (
        page.index("Perte de contact")
        < page.index("Orientation sans réponse")
        < page.index("Rappel<")
        < page.index("Bilan en retard")
    )
    assert "Demander le bulletin" in page
    assert "Pas encore" not in page
    assert "2 <small>enfants suivis sur 130 places" in page
    assert "1\u00a0demande en attente" in page


def test_le_referent_ne_trouve_que_ses_enfants(client: ClientVerifie) -> None:
    lea, tom = beneficiaire(), beneficiaire("Pottier", "Tom")
    parcours(lea)
    parcours(tom)
    qui = agent(Role.REFERENT_PRE)
    rattacher(lea, agent=qui)
    connecter(client, qui)
    page = client.voir("/").text
    assert "RENAULT" in page
    assert "POTTIER" not in page
    assert "Places du PRE" not in page


def test_le_partenaire_trouve_les_orientations_qui_attendent_et_rien_d_autre(client: ClientVerifie) -> None:
    mipe, autre = structure("MIPE"), structure("CIDFF")
    lea = beneficiaire("Secret", "Léa")
    suivi = parcours(lea)
    orientation(suivi, mipe)
    orientation(suivi, mipe, personne_prenom="Déjà", etat=EtatOrientation.ACCEPTEE)
    orientation(suivi, mipe, personne_prenom="Histoire", importee=True)
    orientation(suivi, autre, personne_prenom="Ailleurs")
    connecter(client, agent(Role.PARTENAIRE, structure=mipe))
    page = client.voir("/").text
    assert "Alexandrie RENAULT" in page
    assert "Une situation vous attend" in page
    for absent in ("Déjà", "Histoire", "Ailleurs", "SECRET", "Places du PRE"):
        assert absent not in page


def test_le_partenaire_repere_une_personne_des_l_accueil(client: ClientVerifie) -> None:
    connecter(client, agent(Role.PARTENAIRE, structure=structure("MIPE")))
    assert 'href="/cite-emploi/reperer"' in client.voir("/").text


def test_une_structure_n_est_nommee_que_si_le_partenaire_en_a_plusieurs(client: ClientVerifie) -> None:
    mipe = structure("MIPE")
    orientation(parcours(beneficiaire()), mipe)
    connecter(client, agent(Role.PARTENAIRE, structure=mipe))
    assert "Pour MIPE" not in client.voir("/").text


def test_l_alerte_de_la_mediation_sante_mene_a_son_propre_formulaire(client: ClientVerifie) -> None:
    suivi = parcours(beneficiaire(dispositif=Dispositif.SANTE), debut_le=date(2026, 1, 5))
    connecter(client, agent(Role.MEDIATEUR_SANTE))
    page = client.voir("/").text
    assert f"/mediation-sante/parcours/{suivi.id}/accompagnements/nouveau" in page
    assert "/echanges/nouveau" not in page


def test_le_membre_de_l_eps_trouve_ses_reunions(client: ClientVerifie, session: Session) -> None:
    qui = agent(Role.MEMBRE_EPS, structure=structure("Collège"), charte_signee_le=date(2026, 9, 1))
    charger_reference()
    mienne = Reunion(type_code=RESTREINTE, debut=datetime(2026, 11, 26, 13, tzinfo=UTC), lieu="École George Sand")
    autre = Reunion(type_code=PLENIERE, debut=datetime(2026, 11, 27, 13, tzinfo=UTC), lieu="Ailleurs")
    session.add_all([mienne, autre])
    session.flush()
    session.add(Convocation(reunion_id=mienne.id, agent_id=qui.id))
    session.flush()
    connecter(client, qui)
    page = client.voir("/").text
    assert "École George Sand" in page
    assert "Ailleurs" not in page


def test_le_pilote_et_l_administration_ne_lisent_aucun_nom(client: ClientVerifie) -> None:
    charger_les_referentiels()
    parcours(beneficiaire("Témoin", "Léa"))
    for role, attendu in ((Role.PILOTE, "Voir les indicateurs"), (Role.ADMINISTRATEUR, "Premiers pas"), (Role.DPO, "Journal")):
        connecter(client, agent(role))
        page = client.voir("/").text
        assert attendu in page
        assert "TÉMOIN" not in page.upper()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE, Role.REFERENT_PRE, Role.ADMINISTRATEUR])
def test_la_page_coute_dix_lectures_au_plus(client: ClientVerifie, session: Session, role: Role) -> None:
    qui = agent(role)
    for rang in range(12):
        lea = beneficiaire("Renault", f"Léa{rang}", importe_le=date(2026, 10, 1))
        suivi = parcours(lea, prochain_bilan_le=date(2026, 11, 18))
        rattacher(lea, agent=qui)
        session.add(Rappel(parcours_id=suivi.id, agent_id=qui.id, pour_le=date(2026, 11, 23), objet="Rappeler"))
        orientation(suivi, structure(f"Maison {rang}"))
    session.commit()
    connecter(client, qui)
    session.expire_all()
    lectures: list[str] = []

    @event.listens_for(session.connection(), "before_cursor_execute")
    def _compter(_c: Any, _k: Any, sql: str, *_: Any) -> None:
        if sql.lstrip().upper().startswith("SELECT"):
            lectures.append(sql)

    client.voir("/")
    assert len(lectures) <= 10, "\n\n".join(lectures)
