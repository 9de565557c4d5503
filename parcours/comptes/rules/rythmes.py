"""When an agent is told by e-mail of what happened: pure."""

from __future__ import annotations

import enum


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
            "jamais": "Jamais : je regarde « À faire »",
        }[self.value]
