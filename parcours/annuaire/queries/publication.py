"""The directory as data·inclusion v1 publishes it, and what still keeps a row from being published."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from parcours.annuaire.models import Service, Structure
from parcours.annuaire.queries.structures import ouvertes, services_ouverts
from parcours.annuaire.rules import schema
from parcours.annuaire.rules.saisie import a_verifier
from parcours.socle.base import db
from parcours.socle.csv_sur import cellule
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.territoire.models import Commune

_NOMBRE_OU_TELEPHONE = re.compile(r"[+-]?[\d. ]+")


@dataclass(frozen=True)
class Publication:
    """Rows ready to leave, under the names of the schema, in the order of their identifiers."""

    structures: list[dict[str, Any]]
    services: list[dict[str, Any]]


@dataclass(frozen=True)
class ACompleter:
    """A row, and what it lacks in words."""

    fiche: Structure | Service
    raisons: list[str]


def publication(*, tout: bool = False) -> Publication:
    """Open rows that the schema accepts; only ours, unless `tout` is asked. Services of a structure left out stay too."""
    structures, services = _ouvertes(tout=tout)
    publiables = {s.id: s for s in structures if not schema.manques(s.nom, s.description)}
    return Publication(
        sorted((fiche(s) for s in publiables.values()), key=lambda f: str(f["id"])),
        sorted(
            (
                fiche(s, structure_id=publiables[s.structure_id].identifiant_publie)
                for s in services
                if s.structure_id in publiables and not schema.manques(s.nom, s.description)
            ),
            key=lambda f: str(f["id"]),
        ),
    )


def a_completer() -> list[ACompleter]:
    """Rows of ours that cannot be published, with their reasons: structures first, in the order of their names."""
    structures, services = _ouvertes(tout=False)
    fiches: list[Structure | Service] = [*structures, *services]
    return [ACompleter(f, raisons) for f in fiches if (raisons := schema.manques(f.nom, f.description))]


def a_reverifier() -> list[Structure]:
    """Open structures that nobody checked for six months, or that left the last file of their source: oldest first."""
    jour = aujourd_hui()
    trouvees = [s for s in db.session.scalars(ouvertes()) if s.a_revoir or a_verifier(s.verifie_le, jour)]
    return sorted(trouvees, key=lambda s: (not s.a_revoir, s.verifie_le or date.min, s.nom))


def _ouvertes(*, tout: bool) -> tuple[list[Structure], list[Service]]:
    structures, services = ouvertes(), services_ouverts().join(Service.structure).options(contains_eager(Service.structure))
    services = services.where(or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui()))
    if not tout:
        structures = structures.where(Structure.source == schema.SOURCE_LOCALE)
        services = services.where(Service.source == schema.SOURCE_LOCALE)
    return list(db.session.scalars(structures)), list(db.session.scalars(services.order_by(Service.nom)))


def fiche(ligne: Structure | Service, *, structure_id: str | None = None) -> dict[str, Any]:
    """A row under the names of the schema: fields in order, lists without order sorted, nothing of what is only ours."""
    champs = schema.SERVICE if isinstance(ligne, Service) else schema.STRUCTURE
    calcules = {"id": ligne.identifiant_publie, "structure_id": structure_id, "date_maj": _date_maj(ligne).isoformat()}
    publiee = {champ: calcules[champ] if champ in calcules else getattr(ligne, champ) for champ in champs}
    for champ in schema.ENSEMBLES & publiee.keys():
        valeurs = publiee[champ]
        publiee[champ] = (sorted(valeurs) if champ != "zone_eligibilite" else list(valeurs)) if valeurs else None
    return publiee


def _date_maj(ligne: Structure | Service) -> date:
    """Of the producer; for a row made here, the day it was last changed or checked."""
    if ligne.date_maj is not None:
        return ligne.date_maj
    modifiee = a_paris(ligne.modifie_le).date()
    return max(modifiee, ligne.verifie_le) if ligne.verifie_le else modifiee


def en_json(publiee: Publication) -> bytes:
    """Two arrays, as the national file."""
    return json.dumps({"structures": publiee.structures, "services": publiee.services}, ensure_ascii=False, indent=2).encode(
        "utf-8"
    )


def en_csv(lignes: Iterable[Mapping[str, Any]], champs: tuple[str, ...]) -> bytes:
    """Commas and UTF-8 as the national file; several values as a JSON list; a cell that a spreadsheet would run is quoted.

    A number or a telephone (`+33…`) stays bare: it computes nothing, and other tools must read it.
    """
    tampon = io.StringIO()
    redacteur = csv.writer(tampon, lineterminator="\r\n")
    redacteur.writerow(champs)
    for ligne in lignes:
        redacteur.writerow([_case(ligne[champ]) for champ in champs])
    return tampon.getvalue().encode("utf-8")


def _case(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, list):
        return json.dumps(valeur, ensure_ascii=False)
    texte = str(valeur)
    return texte if _NOMBRE_OU_TELEPHONE.fullmatch(texte) else cellule(texte)


def communes_par_code() -> dict[str, Commune]:
    """Communes of our table by INSEE code."""
    return {c.code_insee: c for c in db.session.scalars(select(Commune))}


def structures_par_identifiant() -> dict[str, Structure]:
    """Every structure under its identifier of the schema."""
    return {s.identifiant_publie: s for s in db.session.scalars(select(Structure))}


def services_par_identifiant() -> dict[str, Service]:
    """Every service under its identifier of the schema."""
    return {s.identifiant_publie: s for s in db.session.scalars(select(Service))}


def noms_publies(structures: Iterable[Structure]) -> dict[uuid.UUID, str]:
    """Identifier of the schema of each structure."""
    return {s.id: s.identifiant_publie for s in structures}
