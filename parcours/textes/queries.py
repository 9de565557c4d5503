"""Reading the texts: the one in force, its history. They name nobody: all who hold the right read them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Select, select

from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_longue
from parcours.textes.models import TexteType, VersionDeTexte
from parcours.textes.rules import MODELES, ModeleDeTexte, normaliser, remplir

DONNEES = Path(__file__).parent / "donnees"


@dataclass(frozen=True)
class LigneTexte:
    """One text of the list: when it was last changed, or nothing when it is the package's."""

    modele: ModeleDeTexte
    modifie_le: datetime | None


@cache
def texte_d_origine(code: str) -> str:
    """The text shipped with the package."""
    return normaliser((DONNEES / f"{code}.txt").read_text(encoding="utf-8"))


def tous() -> Select[TexteType]:
    """Every text changed on screen."""
    return select(TexteType)


def ligne(code: str) -> TexteType | None:
    """The row of a text, when it was ever changed."""
    return db.session.scalar(tous().where(TexteType.code == code))


def contenu(code: str) -> str:
    """The text in force, its fields not filled."""
    return db.session.scalar(select(TexteType.contenu).where(TexteType.code == code)) or texte_d_origine(code)


def texte(code: str, service: str, valeurs: Mapping[str, str] | None = None) -> str:
    """The text in force, filled in for a document: what `documents.py` files ask for.

    Args:
        code: one of `textes.rules.MODELES`.
        service: name of the service (`Maison.service`).
        valeurs: values of the fields of this document; `{date}` is today unless given.
    """
    return redacteur(code, service)(valeurs or {})


def redacteur(code: str, service: str) -> Callable[[Mapping[str, str]], str]:
    """The same, read once and filled in many times: one letter for each recipient."""
    lu, communes = contenu(code), {"service": service, "date": date_longue(aujourd_hui())}
    return lambda valeurs: remplir(lu, communes | dict(valeurs))


def liste() -> list[LigneTexte]:
    """Every text, in the order of the rules."""
    changes = {t.code: t.modifie_le for t in db.session.scalars(tous().where(TexteType.contenu.is_not(None)))}
    return [LigneTexte(modele, changes.get(modele.code)) for modele in MODELES.values()]


def versions(code: str) -> list[VersionDeTexte]:
    """Every version of a text, latest first."""
    requete = versions_de(code).order_by(VersionDeTexte.numero.desc())
    return list(db.session.scalars(requete))


def versions_de(code: str) -> Select[VersionDeTexte]:
    """Versions of one text, for the loader."""
    return select(VersionDeTexte).join(TexteType, TexteType.id == VersionDeTexte.texte_id).where(TexteType.code == code)
