"""What hangs from one referral is read with this referral alone: appointments, pieces, reminders, its signed link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.orientations.access import (
    acces_de_reponse,
    jointures_de,
    parcours_oriente,
    pieces_a_joindre,
    pieces_de,
    relances_de,
    rendez_vous_de,
)
from parcours.orientations.models import AccesReponse, Orientation, PieceOrientation, RendezVousOrientation
from parcours.orientations.models.relance import Relance
from parcours.pieces.models import Piece
from parcours.pieces.rules import FormatPiece, NaturePiece
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours, structure
from tests.fabriques.rencontres import orientation


@dataclass
class Envoi:
    """A referral, the piece that goes with it, the one taken away since, and a third of the same file."""

    orientation: Orientation
    jointe: Piece
    retiree: Piece
    restee: Piece


def _envoi(session: Session, nom: str) -> Envoi:
    enfant, vers = beneficiaire(nom), structure(nom)
    ligne = orientation(parcours(enfant), vers)
    jointe, retiree, restee = (
        Piece(beneficiaire_id=enfant.id, nature=NaturePiece.AUTRE, format=FormatPiece.PDF, taille=9, empreinte=f"{nom}{rang}")
        for rang in range(3)
    )
    retiree.retiree_le = maintenant()
    session.add_all((jointe, retiree, restee))
    session.flush()
    session.add_all(
        (
            *(PieceOrientation(orientation_id=ligne.id, piece_id=piece.id) for piece in (jointe, retiree)),
            RendezVousOrientation(orientation_id=ligne.id, debut=maintenant() + timedelta(days=3)),
            Relance(orientation_id=ligne.id, envoi_du=aujourd_hui(), rang=1),
            AccesReponse(orientation_id=ligne.id, structure_id=vers.id, courriel=f"{nom}@exemple.fr", expire_le=maintenant()),
        )
    )
    session.flush()
    return Envoi(ligne, jointe, retiree, restee)


@pytest.fixture
def deux(session: Session) -> tuple[Envoi, Envoi]:
    return _envoi(session, "Renault"), _envoi(session, "Dumas")


@pytest.mark.parametrize("suite", [rendez_vous_de, relances_de, acces_de_reponse])
def test_une_orientation_ne_montre_que_ses_suites(session: Session, deux: tuple[Envoi, Envoi], suite: Any) -> None:
    sienne = deux[0].orientation
    assert [ligne.orientation_id for ligne in session.scalars(suite(sienne))] == [sienne.id]


def test_une_orientation_est_de_son_parcours(session: Session, deux: tuple[Envoi, Envoi]) -> None:
    assert session.scalars(parcours_oriente(deux[0].orientation)).one().id == deux[0].orientation.parcours_id


def test_elle_montre_ses_pieces_sauf_celles_retirees_du_dossier(session: Session, deux: tuple[Envoi, Envoi]) -> None:
    sienne = deux[0]
    assert session.scalars(pieces_de(sienne.orientation)).all() == [sienne.jointe]
    jointes = {ligne.piece_id for ligne in session.scalars(jointures_de(sienne.orientation))}
    assert jointes == {sienne.jointe.id, sienne.retiree.id}


def test_on_ne_joint_que_les_pieces_de_ce_dossier_en_disant_lesquelles_le_sont(
    session: Session, deux: tuple[Envoi, Envoi]
) -> None:
    sienne, autre = deux
    session.add(PieceOrientation(orientation_id=autre.orientation.id, piece_id=sienne.restee.id))
    session.flush()
    enfant = sienne.jointe.beneficiaire_id
    lues = session.execute(pieces_a_joindre(acteur(agent(Role.COORDINATEUR_PRE)), enfant, sienne.orientation.id)).all()
    assert {piece.id: jointe for piece, jointe in lues} == {sienne.jointe.id: True, sienne.restee.id: False}
