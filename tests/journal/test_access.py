"""Who reads the journal: the data protection officer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.journal.access import evenements_visibles
from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.voisinage import Voisinage, voisinage


def lus(session: Session, v: Voisinage) -> list[str]:
    """Actions read by this person, when the journal holds one line of theirs and one of somebody else."""
    session.add(EvenementJournal(agent_id=v.agent.id, action="fiche_lue", objet="beneficiaire"))
    session.add(EvenementJournal(action="import_applique", objet="import"))
    session.flush()
    return sorted(evenement.action for evenement in session.scalars(evenements_visibles(v.acteur)))


def test_le_delegue_a_la_protection_des_donnees_lit_tout_le_journal(session: Session) -> None:
    assert lus(session, voisinage(Role.DPO)) == ["fiche_lue", "import_applique"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DPO}))
def test_aucun_autre_role_ne_lit_le_journal_pas_meme_ses_propres_lignes(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role)) == []


def test_qui_n_a_aucune_habilitation_ne_lit_pas_le_journal(session: Session) -> None:
    assert lus(session, voisinage(None)) == []


def test_un_delegue_parti_hier_ne_lit_plus_le_journal(session: Session) -> None:
    assert lus(session, voisinage(Role.DPO, fin=aujourd_hui() - timedelta(days=1))) == []
