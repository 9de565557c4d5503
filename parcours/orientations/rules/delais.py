"""When a referral without an answer is reminded, then expires: pure (delays of sante_emploi.md §3.7, DORA's reminders)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from parcours.orientations.rules.etats import EN_ATTENTE, EtatOrientation
from parcours.socle.jours_ouvres import est_ouvre, ouvre_a_partir_de

CLES = ("relance_1", "relance_2", "relance_3")
CLE_EXPIRATION = "expiration_orientation"
ECART_MINIMAL = 2
"""Days between two reminders, when a worker that was stopped has several to catch up with (rdv-insertion: never two in a row)."""


class Rang(enum.IntEnum):
    """Which reminder."""

    PREMIERE = 1
    """Only when nobody opened the referral."""
    DEUXIEME = 2
    DERNIERE = 3


@dataclass(frozen=True)
class Delais:
    """Calendar days after the sending, as the settings say today: a change applies to what is already waiting."""

    relances: tuple[int, int, int]
    expiration: int

    @classmethod
    def des_reglages(cls, reglages: dict[str, int]) -> Delais:
        """From the present settings."""
        premiere, deuxieme, derniere = (reglages[cle] for cle in CLES)
        return cls((premiere, deuxieme, derniere), reglages[CLE_EXPIRATION])

    @property
    def premier(self) -> int:
        """Nothing is done before."""
        return min(*self.relances, self.expiration)


def echeance(envoi: date, jours: int) -> date:
    """So many calendar days later, or the next working day."""
    return ouvre_a_partir_de(envoi + timedelta(days=jours))


def expire(envoi: date, delais: Delais, au: date) -> bool:
    """True on the working day when nothing is awaited any more."""
    return est_ouvre(au) and echeance(envoi, delais.expiration) <= au


def relance_due(envoi: date, etat: EtatOrientation, faites: dict[int, date], delais: Delais, au: date) -> Rang | None:
    """The reminder that leaves today, or None.

    Args:
        envoi: day of sending.
        etat: present state.
        faites: reminders already sent since that day: rank and day.
        delais: present settings.
        au: today.
    """
    if etat not in EN_ATTENTE or not est_ouvre(au) or expire(envoi, delais, au):
        return None
    passees = [rang for rang, jours in zip(Rang, delais.relances, strict=True) if echeance(envoi, jours) <= au]
    if not passees or any(rang >= passees[-1] for rang in faites):
        return None
    rang = passees[-1]
    if rang is Rang.PREMIERE and etat is not EtatOrientation.ENVOYEE:
        return None
    if faites and (au - max(faites.values())).days < ECART_MINIMAL:
        return None
    return rang


def prochaine(envoi: date, etat: EtatOrientation, faites: dict[int, date], delais: Delais, au: date) -> date | None:
    """The day of the next reminder, or None when only the end remains."""
    fin = echeance(envoi, delais.expiration)
    jour = ouvre_a_partir_de(au)
    while jour < fin:
        if relance_due(envoi, etat, faites, delais, jour) is not None:
            return jour
        jour = ouvre_a_partir_de(jour + timedelta(days=1))
    return None
