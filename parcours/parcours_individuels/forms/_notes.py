"""Fields made of the lists and of the objectives at hand: a rating for each domain, a progress for each objective."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from wtforms import RadioField, SelectField

from parcours.parcours_individuels.forms._choix import choix, etats_de
from parcours.parcours_individuels.rules import NOTES, EtatObjectif, Situation
from parcours.socle.formulaires import Formulaire

F = TypeVar("F", bound=Formulaire)
Couples = Iterable[tuple[str, str]]


def nom_de_note(domaine: str) -> str:
    return f"note_{domaine}"


def nom_de_situation(domaine: str) -> str:
    return f"situation_{domaine}"


def nom_d_objectif(objectif_id: uuid.UUID, quoi: str) -> str:
    return f"objectif_{objectif_id.hex}_{quoi}"


def champ_de_note(libelle: str, **options: Any) -> SelectField:
    """One of the four words, or nothing."""
    mots = ((str(n), f"{n}, {mot.lower()}") for n, mot in NOTES.items())
    return SelectField(libelle, choices=choix(mots, "Non évalué"), default="", **options)


def note(valeur: str | None) -> int | None:
    return int(valeur) if valeur else None


def avec_des_notes(
    classe: type[F], domaines: Couples, *, situations: bool = False, objectifs: Iterable[tuple[uuid.UUID, str]] = ()
) -> type[F]:
    """`classe` with a field for each domain rated and each open objective."""
    champs: dict[str, Any] = {}
    for code, mots in domaines:
        champs[nom_de_note(code)] = champ_de_note(mots)
        if situations:
            champs[nom_de_situation(code)] = SelectField(
                f"{mots}, la situation", choices=choix(((s.value, s.libelle) for s in Situation), "Non précisée"), default=""
            )
    for objectif_id, texte in objectifs:
        champs[nom_d_objectif(objectif_id, "etat")] = RadioField(
            texte, choices=etats_de(EtatObjectif), default=EtatObjectif.EN_COURS.value
        )
        champs[nom_d_objectif(objectif_id, "note")] = champ_de_note(
            f"Où en est « {texte[:80]} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
        )
    return type(classe.__name__, (classe,), champs)


def notes_saisies(form: Any, domaines: Iterable[str]) -> dict[str, int]:
    """Domain -> rating, for those rated."""
    return {code: int(form[nom_de_note(code)].data) for code in domaines if form[nom_de_note(code)].data}
