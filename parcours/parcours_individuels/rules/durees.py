"""Months counted on the calendar, and lengths in words."""

from __future__ import annotations

from datetime import date


def dans_des_mois(jour: date, mois: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    total = jour.month - 1 + mois
    annee, rang = jour.year + total // 12, total % 12 + 1
    for quantieme in range(jour.day, 27, -1):
        try:
            return date(annee, rang, quantieme)
        except ValueError:
            continue
    return date(annee, rang, jour.day)


def duree_en_mots(debut: date, fin: date) -> str:
    """« 11 mois », « 12 jours », « 2 ans »."""
    mois = (fin.year - debut.year) * 12 + fin.month - debut.month - (fin.day < debut.day)
    if mois < 1:
        jours = max(0, (fin - debut).days)
        return f"{jours}\u00a0jour{'s' if jours > 1 else ''}"
    if mois < 24:
        return f"{mois}\u00a0mois"
    return f"{mois // 12}\u00a0ans"
