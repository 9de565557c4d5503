"""Who reads the journal: the data protection officer, nobody else."""

from __future__ import annotations

from sqlalchemy import Select, false, select

from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Acteur, Droit


def evenements_visibles(acteur: Acteur) -> Select[EvenementJournal]:
    """Every line for the DPO; nothing for anybody else."""
    requete = select(EvenementJournal)
    return requete if acteur.peut(Droit.JOURNAL_LIRE) else requete.where(false())
