"""Whose pieces each role opens, and whose bytes come with a piece: straight on the access functions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.comptes.models import Habilitation
from parcours.pieces.access import contenu_de, pieces_visibles
from parcours.pieces.models import ContenuDePiece, Piece
from parcours.pieces.rules import FormatPiece, NaturePiece
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import beneficiaire
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def lues(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose piece is read, when each has one."""
    for code, personne in v.fiches.items():
        session.add(
            Piece(
                beneficiaire_id=personne.id, nature=NaturePiece.ACCORD, format=next(iter(FormatPiece)), taille=1, empreinte=code
            )
        )  # fmt: skip
    session.flush()
    return v.codes(piece.beneficiaire_id for piece in session.scalars(pieces_visibles(v.acteur)))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_chaque_role_ne_lit_que_les_pieces_des_fiches_de_sa_portee(session: Session, role: Role) -> None:
    assert lues(session, voisinage(role)) == portee_de(role, absorbees=True)


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT_PRE])
def test_qui_n_en_a_pas_le_droit_ne_lit_aucune_piece(session: Session, role: Role | None) -> None:
    assert lues(session, voisinage(role)) == set()


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_pieces_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert lues(session, v) == portee_de(Role.REFERENT_PRE, absorbees=True)


def test_une_referente_partie_hier_ne_lit_plus_aucune_piece(session: Session) -> None:
    assert lues(session, voisinage(Role.REFERENT_PRE, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_le_contenu_rendu_est_celui_de_cette_piece(session: Session) -> None:
    pieces = []
    for nom in ("Renault", "Dumas"):
        piece = Piece(
            beneficiaire_id=beneficiaire(nom).id, nature=NaturePiece.ACCORD, format=next(iter(FormatPiece)), taille=1, empreinte=nom
        )  # fmt: skip
        session.add(piece)
        session.flush()
        session.add(ContenuDePiece(piece_id=piece.id, scelle=nom.encode()))
        pieces.append(piece)
    session.flush()
    assert [contenu.piece_id for contenu in session.scalars(contenu_de(pieces[0]))] == [pieces[0].id]
