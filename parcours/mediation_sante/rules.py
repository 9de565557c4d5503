"""Words of an accompaniment in médiation santé: facts for the count, never an illness (sante_emploi.md §1.2 and §1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from parcours.accompagnements.rules import Canal, SaisieEchange

TYPES = {"droits": "Accès aux droits", "soins": "Accès aux soins", "prevention": "Prévention"}
"""Legal triad of the médiation sanitaire (art. D.1110-5 of the code de la santé publique)."""


class GenreDeChoix(StrEnum):
    """What one accompaniment may have several of."""

    BESOIN = "besoin"
    OBSTACLE = "obstacle"


DUREES = (10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
"""Minutes offered: nobody times an accompaniment more closely."""

_CANAUX = {
    "telephone": Canal.APPEL,
    "message": Canal.MESSAGE,
    "courriel": Canal.COURRIEL,
    "domicile": Canal.VISITE,
    "rue": Canal.RENCONTRE,
    "permanence": Canal.PERMANENCE,
}
_A_DISTANCE = frozenset({Canal.APPEL, Canal.MESSAGE, Canal.COURRIEL})


def canal_du_lieu(code: str, *, physique: bool) -> Canal:
    """How the exchange took place, told from the place: the mediator is not asked twice."""
    canal = _CANAUX.get(code, Canal.RENDEZ_VOUS)
    return Canal.ACCOMPAGNEMENT if physique and canal not in _A_DISTANCE else canal


@dataclass(frozen=True)
class SaisieActe:
    """Health side of an accompaniment, as chosen; the words of the lists are kept as they were that day."""

    lieu: str | None = None
    type: str | None = None
    besoins: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    accompagnement_physique: bool | None = None
    professionnel: str | None = None
    resultat: str | None = None
    suite: str | None = None

    def en_mots(self) -> tuple[tuple[str, str], ...]:
        """(label, words) of what is known; going along with the person is said only when it happened."""
        couples = (
            ("Pour", TYPES.get(self.type or "", self.type)),
            ("Besoins" if self.besoins[1:] else "Besoin", ", ".join(self.besoins)),
            ("Obstacles" if self.obstacles[1:] else "Obstacle", ", ".join(self.obstacles)),
            ("Lieu", self.lieu),
            ("Accompagnement physique", "oui" if self.accompagnement_physique else None),
            ("Professionnel", self.professionnel),
            ("Résultat", self.resultat),
            ("Suite", self.suite),
        )
        return tuple((libelle, mots) for libelle, mots in couples if mots)


@dataclass(frozen=True)
class SaisieAccompagnement:
    """One accompaniment as typed: the échange everybody of the team counts, and its health side."""

    echange: SaisieEchange
    acte: SaisieActe
