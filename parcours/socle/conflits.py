"""Two agents, one form: the version travels in the form and is compared on return (securite §0.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from flask_wtf import FlaskForm

from parcours.socle.base import Versionnee
from parcours.socle.typographie import euros


@dataclass(frozen=True)
class Difference:
    """One field both agents may have changed: what is saved, what was typed."""

    champ: str
    libelle: str
    enregistre: str
    saisi: str


def a_reprendre(form: FlaskForm, objet: Versionnee | None, autres: Mapping[str, Any] | None = None) -> list[Difference] | None:
    """None when the form may be saved; otherwise what its page shows again with it.

    Errors of the form itself: nothing to compare (422). Another agent saved the row since: both texts (409, by `rendre`).
    `objet` is the row being edited, None when it is being created; `autres` says what is saved for the fields of the form
    that are rows of their own (ratings), by name of field.
    """
    if not form.validate_on_submit():
        return []
    return (_ecarts(form, objet, autres or {}) or None) if objet is not None else None


def _ecarts(form: FlaskForm, objet: Versionnee, autres: Mapping[str, Any]) -> list[Difference]:
    """Differences to settle when the row changed since the form was opened; empty when it did not.

    The form keeps what was typed and takes the new version, so that saving again is a deliberate choice.
    """
    champ_version = form["version"]
    if str(champ_version.data) == str(objet.version):
        return []
    differences = []
    for champ in form:
        if (
            champ.name in {"version", "csrf_token", "numero_envoi"}
            or champ.type == "SubmitField"
            or not (champ.name in autres or hasattr(objet, champ.name))
        ):
            continue
        valeur = autres[champ.name] if champ.name in autres else getattr(objet, champ.name)
        enregistre, saisi = _en_mots(champ, valeur), _en_mots(champ, champ.data)
        if enregistre != saisi:
            differences.append(Difference(champ.name, champ.label.text, enregistre, saisi))
    champ_version.data = objet.version
    champ_version.raw_data = [str(objet.version)]
    return differences


def _en_mots(champ: Any, valeur: Any) -> str:
    """A value as its field shows it."""
    if valeur is None or valeur == "":
        return "(vide)"
    if isinstance(valeur, list | tuple):
        return ", ".join(_en_mots(champ, v) for v in valeur) or "(vide)"
    if isinstance(valeur, bool):
        valeur = "oui" if valeur else "non"
    if isinstance(valeur, (list, tuple)):
        return ", ".join(_en_mots(champ, une) for une in valeur) or "(vide)"
    for choix in getattr(champ, "choices", None) or []:
        code, libelle = (choix.value, choix.label) if hasattr(choix, "value") else choix[:2]
        if str(code) == str(valeur):
            return str(libelle)
    if champ.type == "EurosField":
        return euros(valeur)
    if isinstance(valeur, time):
        return f"{valeur:%H:%M}"
    if hasattr(valeur, "strftime"):
        return str(valeur.strftime("%d/%m/%Y"))
    return str(valeur)
