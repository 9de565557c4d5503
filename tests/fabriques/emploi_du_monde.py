"""What the matrix of rights needs of a pathway towards work: one row of everything, with the texts that must not leak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from parcours.cite_emploi.models import (
    Cohorte,
    DiagnosticEmploi,
    FreinDiagnostic,
    MembreDeCohorte,
    OffreMobilisee,
    SuiviApresSortie,
    SuiviEmploi,
)
from parcours.cite_emploi.rules import EtapeEmploi, EtatOffre, NiveauFrein
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class EmploiDuMonde:
    """Rows named by the addresses."""

    frein: object
    offre: object
    suivi: object
    cohorte: object


def emploi_du_monde(parcours: Parcours, temoin: Callable[[str], str]) -> EmploiDuMonde:
    """A person accompanied, with an obstacle, an offer, a cohort and news to take."""
    depuis = parcours.debut_le or date(2025, 9, 1)
    diagnostic = DiagnosticEmploi(parcours_id=parcours.id, fait_le=depuis, projet=temoin("objectif"))
    frein = FreinDiagnostic(
        parcours_id=parcours.id, code="mobilite", libelle="Mobilité", niveau=NiveauFrein.FREIN, precision=temoin("observations")
    )
    offre = OffreMobilisee(
        parcours_id=parcours.id, code="pmsmp", libelle="Immersion", etat=EtatOffre.ENVISAGEE, precision=temoin("objectif")
    )
    suivi = SuiviApresSortie(parcours_id=parcours.id, mois=3, prevu_le=aujourd_hui())
    cohorte = Cohorte(nom="Cohorte d’automne", debut_le=depuis - timedelta(days=1))
    db.session.add_all((diagnostic, frein, offre, suivi, cohorte))
    db.session.flush()
    db.session.add_all(
        (
            SuiviEmploi(parcours_id=parcours.id, etape=EtapeEmploi.ACCOMPAGNE, depuis_le=depuis),
            MembreDeCohorte(cohorte_id=cohorte.id, parcours_id=parcours.id, entre_le=depuis),
        )
    )
    db.session.flush()
    return EmploiDuMonde(frein.id, offre.id, suivi.id, cohorte.id)
