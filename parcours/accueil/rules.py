"""What the page says first: pure."""

from __future__ import annotations

from parcours.socle.typographie import pluriel


def phrase_d_accueil(nombre: int) -> str:
    """One sentence under the date."""
    if nombre == 0:
        return "Rien ne presse aujourd’hui"
    if nombre == 1:
        return "Une situation vous attend"
    return f"{pluriel(nombre, 'situation')} vous attendent, la plus urgente d’abord"
