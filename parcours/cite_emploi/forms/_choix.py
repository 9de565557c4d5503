"""Choices of lists."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice

from parcours.socle.typographie import insecables

Couples = Iterable[tuple[str, str]]
OUI_OU_NON = [SelectChoice("", "Non précisé"), SelectChoice("oui", "Oui"), SelectChoice("non", "Non")]


def choix(couples: Couples, vide: str | None = None) -> list[SelectChoice]:
    """Values and words, after an empty choice when one is given."""
    debut = [] if vide is None else [SelectChoice(value="", label=vide)]
    return [*debut, *(SelectChoice(value=code, label=insecables(mot)) for code, mot in couples)]


def oui_ou_non(valeur: str | None) -> bool | None:
    """True, False, or not asked."""
    return {"oui": True, "non": False}.get(valeur or "")


def texte(valeur: str | None) -> str | None:
    """Trimmed, or nothing."""
    return (valeur or "").strip() or None
