"""Who reads which meeting, when, and which part of a situation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.comptes.models import Agent, Habilitation
from parcours.reunions.access import parcours_inscrits, points_a_preparer
from parcours.reunions.models import PointAnonyme, Reunion
from parcours.reunions.rules import Decision
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import convoquer, reunion, situation

pytestmark = pytest.mark.usefixtures("session")


def membre(charte_il_y_a: int | None = 20) -> Agent:
    charte = None if charte_il_y_a is None else aujourd_hui() - timedelta(days=charte_il_y_a)
    return agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("École Sand"), charte_signee_le=charte)


@dataclass
class Cas:
    """A child on an agenda."""

    personne: Beneficiaire
    reunion: Reunion
    id: uuid.UUID

    @property
    def adresse(self) -> str:
        return f"/reunions/situations/{self.id}"


def une_situation(dans: int = 3, nom: str = "Renault", **valeurs: object) -> Cas:
    personne, de = beneficiaire(nom, "Léa", observations="ObservationTemoin"), reunion(dans)
    ligne = situation(de, parcours(personne), **{"resume": "ResumeTemoin", "raison": "RaisonTemoin", **valeurs})
    return Cas(personne, de, ligne.id)


@pytest.mark.parametrize("dans", [-7, 0, 7])
def test_un_membre_convoque_lit_la_fiche_de_sept_jours_avant_a_sept_jours_apres(client: ClientVerifie, dans: int) -> None:
    ligne, qui = une_situation(dans), membre()
    convoquer(ligne.reunion, qui)
    connecter(client, qui)
    page = client.voir(f"/reunions/situations/{ligne.id}").text
    assert "Léa RENAULT" in page and "ResumeTemoin" in page
    assert "RaisonTemoin" not in page and "ObservationTemoin" not in page
    assert "/beneficiaires/" not in page.split("<main")[1]
    assert "Léa RENAULT" in client.voir(f"/reunions/{ligne.reunion.id}").text


@pytest.mark.parametrize("dans", [-8, 8, 40])
def test_un_membre_ne_lit_rien_hors_de_la_fenetre(client: ClientVerifie, dans: int) -> None:
    ligne, qui = une_situation(dans), membre()
    convoquer(ligne.reunion, qui)
    connecter(client, qui)
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 404
    assert "RENAULT" not in client.voir(f"/reunions/{ligne.reunion.id}").text


@pytest.mark.parametrize("charte_il_y_a", [None, 366, -1])
def test_un_membre_sans_charte_de_l_annee_ne_lit_aucune_situation(client: ClientVerifie, charte_il_y_a: int | None) -> None:
    ligne, qui = une_situation(), membre(charte_il_y_a)
    convoquer(ligne.reunion, qui)
    connecter(client, qui)
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 404
    assert "RENAULT" not in client.voir(f"/reunions/{ligne.reunion.id}").text


def test_un_membre_non_convoque_ne_voit_pas_la_reunion(client: ClientVerifie) -> None:
    ligne, qui = une_situation(), membre()
    connecter(client, qui)
    assert client.get(f"/reunions/{ligne.reunion.id}").status_code == 404
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 404


def test_la_fin_de_l_habilitation_ferme_la_reunion_au_membre(client: ClientVerifie, session: Session) -> None:
    ligne, qui = une_situation(), membre()
    convoquer(ligne.reunion, qui)
    connecter(client, qui)
    client.voir(f"/reunions/{ligne.reunion.id}")
    for habilitation in session.scalars(select(Habilitation).where(Habilitation.agent_id == qui.id)):
        habilitation.fin = aujourd_hui() - timedelta(days=1)
    session.commit()
    assert client.get(f"/reunions/{ligne.reunion.id}").status_code == 403


def test_une_situation_retiree_n_est_plus_lue_par_personne(client: ClientVerifie, session: Session) -> None:
    ligne = une_situation()
    connecter(client, agent(Role.COORDINATEUR_PRE))
    client.voir(f"/reunions/situations/{ligne.id}")
    assert client.envoyer(f"/reunions/situations/{ligne.id}/retirer", f"/reunions/{ligne.reunion.id}").status_code == 303
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 404
    assert "RENAULT" not in client.voir(f"/reunions/{ligne.reunion.id}").text


def test_le_secretariat_lit_l_ordre_du_jour_mais_aucune_fiche_ni_decision(client: ClientVerifie) -> None:
    ligne = une_situation(decision="poursuite")
    connecter(client, agent(Role.SECRETARIAT_PRE))
    page = client.voir(f"/reunions/{ligne.reunion.id}").text
    assert "Léa RENAULT" in page and "Poursuite" not in page and "ResumeTemoin" not in page
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 403
    fragment = client.voir(f"/reunions/du-beneficiaire/{ligne.personne.id}").text
    assert "EPS plénière" in fragment and "Poursuite" not in fragment


def test_un_referent_ne_lit_que_les_situations_de_ses_enfants(client: ClientVerifie) -> None:
    mienne = une_situation(nom="Renault")
    autre = situation(mienne.reunion, parcours(beneficiaire("Dumas", "Tom")), rang=2)
    ailleurs = une_situation(nom="Bernard")
    qui = agent(Role.REFERENT_PRE)
    rattacher(mienne.personne, agent=qui)
    connecter(client, qui)
    page = client.voir(f"/reunions/{mienne.reunion.id}").text
    assert "RENAULT" in page and "DUMAS" not in page
    client.voir(f"/reunions/situations/{mienne.id}")
    assert client.get(f"/reunions/situations/{autre.id}").status_code == 404
    assert client.get(f"/reunions/{ailleurs.reunion.id}").status_code == 404
    assert client.envoyer(f"/reunions/situations/{mienne.id}/monter", f"/reunions/{mienne.reunion.id}").status_code == 403


@pytest.mark.parametrize("role", [Role.MEDIATEUR_SANTE, Role.PARTENAIRE, Role.PILOTE, Role.ADMINISTRATEUR])
def test_les_autres_metiers_n_ont_pas_les_reunions(client: ClientVerifie, role: Role) -> None:
    ligne = une_situation()
    connecter(client, agent(role, structure=structure("MIPE")))
    assert client.get("/reunions/").status_code == 403
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 403


def test_le_titre_d_une_reunion_ne_nomme_personne() -> None:
    ligne = une_situation()
    assert ligne.reunion.titre.startswith("EPS plénière du ")
    assert "RENAULT" not in ligne.reunion.titre.upper()


def test_un_parcours_n_attend_sa_reunion_que_tant_qu_elle_n_a_ni_decide_ni_ete_annulee(session: Session) -> None:
    attend, decide, annule = (parcours(beneficiaire(nom)) for nom in ("Attend", "Decide", "Annule"))
    situation(reunion(), attend)
    situation(reunion(-2), decide, decision=next(iter(Decision)))
    situation(reunion(annulee_le=maintenant()), annule)
    inscrits = session.execute(parcours_inscrits(acteur(agent(Role.COORDINATEUR_PRE)))).all()
    assert [ligne.parcours_id for ligne in inscrits] == [attend.id]


def test_le_secretariat_ne_prepare_aucun_point_sans_nom(session: Session) -> None:
    point = PointAnonyme(reunion_id=reunion().id, rang=1, question="Que faire d’un refus ?")
    session.add(point)
    session.flush()
    assert session.scalars(points_a_preparer(acteur(agent(Role.COORDINATEUR_PRE)))).all() == [point]
    assert session.scalars(points_a_preparer(acteur(agent(Role.SECRETARIAT_PRE)))).all() == []
