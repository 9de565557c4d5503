"""Whose school years, groups of brothers and sisters and open pathways somebody reads in the PRE."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.comptes.models import Habilitation
from parcours.parcours_individuels.rules import EtatParcours
from parcours.pre.access import fratries_visibles, parcours_du_pre, scolarites_visibles
from parcours.pre.models import Fratrie, MembreDeFratrie, Scolarite
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def scolarites(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose school year is read, when each has one."""
    for personne in v.fiches.values():
        session.add(Scolarite(beneficiaire_id=personne.id, annee=2026, classe="CE2"))
    session.flush()
    return v.codes(ligne.beneficiaire_id for ligne in session.scalars(scolarites_visibles(v.acteur)))


def fratries(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose brothers and sisters are read, when all of them are one group."""
    groupe = Fratrie()
    session.add(groupe)
    session.flush()
    for personne in v.fiches.values():
        session.add(MembreDeFratrie(beneficiaire_id=personne.id, fratrie_id=groupe.id))
    session.flush()
    return v.codes(ligne.beneficiaire_id for ligne in session.scalars(fratries_visibles(v.acteur)))


def ouverts(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose open pathway is read by whoever coordinates."""
    return v.codes(ligne.id for ligne in session.scalars(parcours_du_pre(v.acteur)))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_chaque_role_ne_lit_que_les_scolarites_des_fiches_de_sa_portee(session: Session, role: Role) -> None:
    assert scolarites(session, voisinage(role)) == portee_de(role, absorbees=True)


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT_PRE])
def test_qui_ne_lit_pas_les_parcours_ne_lit_aucune_scolarite(session: Session, role: Role | None) -> None:
    assert scolarites(session, voisinage(role)) == set()


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_scolarites_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert scolarites(session, v) == portee_de(Role.REFERENT_PRE, absorbees=True)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_d_une_fratrie_chacun_ne_voit_que_les_fiches_de_sa_portee(session: Session, role: Role) -> None:
    assert fratries(session, voisinage(role)) == portee_de(role, absorbees=True)


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT_PRE])
def test_qui_ne_lit_pas_les_parcours_ne_sait_rien_des_fratries(session: Session, role: Role | None) -> None:
    assert fratries(session, voisinage(role)) == set()


def test_le_secretariat_qui_est_aussi_referent_ne_voit_que_les_fratries_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert fratries(session, v) == portee_de(Role.REFERENT_PRE, absorbees=True)


def test_une_referente_partie_hier_ne_voit_plus_aucune_fratrie(session: Session) -> None:
    assert fratries(session, voisinage(Role.REFERENT_PRE, fin=aujourd_hui() - timedelta(days=1))) == set()


@pytest.mark.parametrize("role", [None, *Role])
def test_seule_la_coordination_du_pre_lit_tous_ses_parcours(session: Session, role: Role | None) -> None:
    attendus = portee_de(role) if role is Role.COORDINATEUR_PRE else set()
    assert ouverts(session, voisinage(role)) == attendus


def test_coordonner_aussi_la_mediation_n_ajoute_aucun_parcours_au_pre(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.MEDIATEUR_SANTE, dispositif=None, debut=aujourd_hui()))
    assert ouverts(session, v) == portee_de(Role.COORDINATEUR_PRE)


def test_une_coordinatrice_partie_hier_ne_lit_plus_rien(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE, fin=aujourd_hui() - timedelta(days=1))
    assert (scolarites(session, v), ouverts(session, v)) == (set(), set())


def test_un_parcours_termine_n_occupe_plus_de_place(session: Session) -> None:
    etats = {parcours(beneficiaire(etat.value), etat).id: etat for etat in EtatParcours}
    lus = session.scalars(parcours_du_pre(acteur(agent(Role.COORDINATEUR_PRE))))
    ouverts = {"demande", "a_demarrer", "en_cours", "suspendu", "sortie_proposee"}
    assert {etats[ligne.id].value for ligne in lus} == ouverts
