"""When an agent is told by e-mail of what happened: pure."""

from __future__ import annotations

import enum
from datetime import datetime, time, timedelta

from parcours.socle.jours_ouvres import dernier_ouvre, ouvre_a_partir_de


class Rythme(enum.StrEnum):
    """How often one receives what is not urgent; links to sign in are never held back."""

    TOUT_DE_SUITE = "tout_de_suite"
    CHAQUE_JOUR = "chaque_jour"
    CHAQUE_SEMAINE = "chaque_semaine"
    JAMAIS = "jamais"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "tout_de_suite": "Tout de suite, un courriel à chaque nouvelle",
            "chaque_jour": "Un récapitulatif chaque jour ouvré, à 8 heures",
            "chaque_semaine": "Un récapitulatif chaque semaine, le lundi à 8 heures",
            "jamais": "Jamais\u00a0: je regarde « À faire »",
        }[self.value]


HEURE = time(8, 0)
"""When summaries leave, in Paris, on a working day."""


def coupure(rythme: Rythme, instant: datetime) -> datetime:
    """What was noted before this instant is in a summary that has left, or leaves now.

    Args:
        rythme: of the agent.
        instant: now, on a clock in Paris.
    """
    if rythme is Rythme.CHAQUE_JOUR:
        jour = instant.date() if instant.timetz().replace(tzinfo=None) >= HEURE else instant.date() - timedelta(days=1)
        return datetime.combine(dernier_ouvre(jour), HEURE, instant.tzinfo)
    if rythme is Rythme.CHAQUE_SEMAINE:
        lundi = instant.date() - timedelta(days=instant.weekday())
        cette_semaine = datetime.combine(ouvre_a_partir_de(lundi), HEURE, instant.tzinfo)
        if cette_semaine <= instant:
            return cette_semaine
        return datetime.combine(ouvre_a_partir_de(lundi - timedelta(days=7)), HEURE, instant.tzinfo)
    return instant
