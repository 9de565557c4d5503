"""Whose accounts and habilitations somebody may list, and on which days a habilitation holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.comptes.access import agents_visibles, habilitations_en_vigueur, habilitations_visibles
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent
from tests.fabriques.voisinage import voisinage


def test_l_administrateur_voit_tous_les_comptes(session: Session) -> None:
    admin, autre = agent(Role.ADMINISTRATEUR, nom="Admin"), agent(Role.PILOTE, nom="Pilote")
    assert {a.id for a in session.scalars(agents_visibles(acteur(admin)))} == {admin.id, autre.id}
    assert {h.agent_id for h in session.scalars(habilitations_visibles(acteur(admin)))} == {admin.id, autre.id}


def test_les_autres_ne_voient_que_leur_compte_et_leurs_habilitations(session: Session) -> None:
    agent(Role.ADMINISTRATEUR, nom="Admin")
    moi = agent(Role.COORDINATEUR_PRE, nom="Moi")
    assert [a.id for a in session.scalars(agents_visibles(acteur(moi)))] == [moi.id]
    assert [h.agent_id for h in session.scalars(habilitations_visibles(acteur(moi)))] == [moi.id]


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.ADMINISTRATEUR})])
def test_aucun_autre_role_ne_voit_le_compte_de_son_collegue(session: Session, role: Role | None) -> None:
    v = voisinage(role)
    assert [a.id for a in session.scalars(agents_visibles(v.acteur))] == [v.agent.id]
    assert {h.agent_id for h in session.scalars(habilitations_visibles(v.acteur))} <= {v.agent.id}


def test_un_administrateur_parti_hier_ne_voit_plus_les_comptes(session: Session) -> None:
    v = voisinage(Role.ADMINISTRATEUR, fin=aujourd_hui() - timedelta(days=1))
    assert [a.id for a in session.scalars(agents_visibles(v.acteur))] == [v.agent.id]
    assert [h.agent_id for h in session.scalars(habilitations_visibles(v.acteur))] == [v.agent.id]


def test_une_habilitation_vaut_de_son_premier_a_son_dernier_jour(session: Session) -> None:
    jour, un_jour = aujourd_hui(), timedelta(days=1)
    sans_fin = agent(Role.PILOTE, nom="Sans fin", debut=jour)
    dernier_jour = agent(Role.PILOTE, nom="Dernier jour", debut=jour - un_jour, fin=jour)
    agent(Role.PILOTE, nom="Hier", debut=jour - 2 * un_jour, fin=jour - un_jour)
    agent(Role.PILOTE, nom="Demain", debut=jour + un_jour)
    assert {h.agent_id for h in session.scalars(habilitations_en_vigueur(jour))} == {sans_fin.id, dernier_jour.id}
