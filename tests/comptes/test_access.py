"""Whose accounts and habilitations somebody may list."""

from __future__ import annotations

from sqlalchemy.orm import Session

from parcours.comptes.access import agents_visibles, habilitations_visibles
from parcours.socle.droits import Role
from tests.fabriques.personnes import acteur, agent


def test_l_administrateur_voit_tous_les_comptes(session: Session) -> None:
    admin, autre = agent(Role.ADMINISTRATEUR, nom="Admin"), agent(Role.PILOTE, nom="Pilote")
    assert {a.id for a in session.scalars(agents_visibles(acteur(admin)))} == {admin.id, autre.id}
    assert {h.agent_id for h in session.scalars(habilitations_visibles(acteur(admin)))} == {admin.id, autre.id}


def test_les_autres_ne_voient_que_leur_compte_et_leurs_habilitations(session: Session) -> None:
    agent(Role.ADMINISTRATEUR, nom="Admin")
    moi = agent(Role.COORDINATEUR_PRE, nom="Moi")
    assert [a.id for a in session.scalars(agents_visibles(acteur(moi)))] == [moi.id]
    assert [h.agent_id for h in session.scalars(habilitations_visibles(acteur(moi)))] == [moi.id]
