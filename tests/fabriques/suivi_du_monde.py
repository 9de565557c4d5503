"""Bilans, an exit and a watch in the files of the PRE of the town of the tests."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Bilan, ContratEngagement, Parcours, SortieDeParcours
from parcours.parcours_individuels.rules import EtatParcours, Suite, TypeBilan
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes


def bilan_du_monde(parcours: Parcours, temoin: Callable[[str], str]) -> uuid.UUID:
    """A bilan whose words must not leave the team, and the contract of the pathway."""
    bilan = Bilan(
        parcours_id=parcours.id,
        le=aujourd_hui() - timedelta(days=10),
        type=TypeBilan.INITIAL,
        suite=Suite.CONTINUER,
        prochain_bilan_le=aujourd_hui() + timedelta(days=90),
        present_mere=True,
        paroles=temoin("bilan"),
        constat=temoin("bilan"),
    )
    parcours.prochain_bilan_le = bilan.prochain_bilan_le
    db.session.add_all([bilan, ContratEngagement(parcours_id=parcours.id, signe_le=parcours.debut_le, signe_parents=True)])
    db.session.flush()
    return bilan.id


def veille_du_monde(personne: Beneficiaire, temoin: Callable[[str], str]) -> uuid.UUID:
    """A pathway of the PRE under watch after its exit, with what the family said."""
    parcours = personnes.parcours(
        personne, EtatParcours.VEILLE, sortie_le=aujourd_hui() - timedelta(days=150), motif_sortie="objectifs_atteints"
    )
    sortie = SortieDeParcours(
        parcours_id=parcours.id, veille_le=aujourd_hui() - timedelta(days=20), mots_parents=temoin("bilan")
    )
    db.session.add(sortie)
    db.session.flush()
    return parcours.id
