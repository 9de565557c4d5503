"""Whose échanges and reminders somebody reads: those of the files they reach through a role that reads échanges."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements.access import echanges_visibles, rappels_visibles
from parcours.accompagnements.models import Echange, Rappel
from parcours.accompagnements.rules import Canal
from parcours.comptes.models import Habilitation
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def lus(session: Session, v: Voisinage) -> tuple[set[str], set[str]]:
    """Codes of the files whose échange is read, and of those whose reminder is, when each file has one."""
    for parcours in v.parcours.values():
        session.add(Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL))
        session.add(Rappel(parcours_id=parcours.id, pour_le=aujourd_hui()))
    session.flush()
    echanges, rappels = session.scalars(echanges_visibles(v.acteur)), session.scalars(rappels_visibles(v.acteur))
    return v.codes(e.parcours_id for e in echanges), v.codes(r.parcours_id for r in rappels)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_chaque_role_ne_lit_que_les_echanges_des_fiches_de_sa_portee(session: Session, role: Role) -> None:
    attendus = portee_de(role, absorbees=True)
    assert lus(session, voisinage(role)) == (attendus, attendus)


def test_le_secretariat_ne_lit_aucun_echange_des_fiches_qu_il_ouvre(session: Session) -> None:
    assert lus(session, voisinage(Role.SECRETARIAT_PRE)) == (set(), set())


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_echanges_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    attendus = portee_de(Role.REFERENT_PRE, absorbees=True)
    assert lus(session, v) == (attendus, attendus)


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_echange(session: Session) -> None:
    assert lus(session, voisinage(None)) == (set(), set())


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.REFERENT_INSERTION])
def test_une_habilitation_finie_hier_ne_donne_plus_aucun_echange(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role, fin=aujourd_hui() - timedelta(days=1))) == (set(), set())
