"""Whose repérage somebody reads: all of them for the coordination, those of their structure for a partner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.cite_emploi.access import reperages_visibles
from parcours.cite_emploi.models import Reperage
from parcours.comptes.models import Habilitation
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.voisinage import ABSORBEE, Voisinage, portee_de, voisinage

REPEREES_CHEZ_MOI = {"emploi à une autre", "emploi à personne"}
"""Spotted by one's structure, which nothing else ties to the file."""


def lus(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose repérage is read, when each has one."""
    for code, parcours in v.parcours.items():
        chez = v.structure if code in REPEREES_CHEZ_MOI or ABSORBEE in code else v.ailleurs
        session.add(Reperage(parcours_id=parcours.id, structure_id=chez.id))
    session.flush()
    return v.codes(reperage.parcours_id for reperage in session.scalars(reperages_visibles(v.acteur)))


def test_la_coordination_lit_tous_les_reperages_de_son_dispositif(session: Session) -> None:
    assert lus(session, voisinage(Role.COORDINATEUR_CITE)) == portee_de(Role.COORDINATEUR_CITE)


def test_un_partenaire_ne_lit_que_les_reperages_de_sa_structure(session: Session) -> None:
    assert lus(session, voisinage(Role.PARTENAIRE)) == REPEREES_CHEZ_MOI


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATEUR_CITE, Role.PARTENAIRE}))
def test_aucun_autre_role_ne_lit_un_reperage_meme_membre_de_la_structure(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role)) == set()


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_reperage(session: Session) -> None:
    assert lus(session, voisinage(None)) == set()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_CITE, Role.PARTENAIRE])
def test_une_habilitation_finie_hier_ne_donne_plus_aucun_reperage(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_un_partenaire_qui_a_change_de_structure_ne_lit_que_les_reperages_de_la_nouvelle(session: Session) -> None:
    v = voisinage(Role.PARTENAIRE, fin=aujourd_hui() - timedelta(days=1))
    session.add(
        Habilitation(
            agent_id=v.agent.id, role=Role.PARTENAIRE, dispositif=None, structure_id=v.ailleurs.id, debut=aujourd_hui()
        )
    )
    a_moi_avant = REPEREES_CHEZ_MOI | {code for code in v.fiches if ABSORBEE in code}
    assert lus(session, v) == set(v.fiches) - a_moi_avant
