"""Reading a data·inclusion file, JSON or CSV, v0 or v1: rows under the names of v1, and what had to be said about them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parcours.annuaire.rules import referentiels, v0
from parcours.annuaire.rules.schema import ENSEMBLES, NOMBRES, SERVICE, STRUCTURE

LIGNES_AU_PLUS = 20_000
LONGUEURS = {
    "source": 60,
    "id": 200,
    "nom": 150,
    "siret": 14,
    "commune": 120,
    "code_postal": 5,
    "code_insee": 5,
    "adresse": 200,
    "complement_adresse": 200,
    "telephone": 40,
    "courriel": 254,
    "site_web": 500,
    "accessibilite_lieu": 500,
    "lien_mobilisation": 500,
    "contact_nom_prenom": 160,
    "type": 60,
    "frais": 60,
}
LIENS = frozenset({"site_web", "accessibilite_lieu", "lien_mobilisation"})
_LIEN = re.compile(r"https?://\S+")
_COURRIEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class FichierIllisible(ValueError):
    """The file is no data·inclusion file; the message says why."""


@dataclass
class Lecture:
    """What a file holds."""

    structures: list[dict[str, Any]] = field(default_factory=list)
    services: list[dict[str, Any]] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)


def lire(fichiers: Iterable[tuple[str, bytes]]) -> Lecture:
    """Rows of one or two files (structures, services).

    Raises:
        FichierIllisible: nothing of data·inclusion in them.
    """
    lecture = Lecture()
    for nom, contenu in fichiers:
        for service, ligne in _lignes(nom, contenu):
            _retenir(lecture, ligne, service=service)
            if len(lecture.structures) + len(lecture.services) > LIGNES_AU_PLUS:
                raise FichierIllisible(
                    f"Ce fichier a plus de {LIGNES_AU_PLUS} lignes\u00a0: extrayez d’abord votre département."
                )
    if not lecture.structures and not lecture.services:
        raise FichierIllisible("Ce fichier ne contient aucune structure ni aucun service de data·inclusion.")
    lecture.structures = _sans_doublon(lecture, lecture.structures)
    lecture.services = _sans_doublon(lecture, lecture.services)
    return lecture


def _lignes(nom: str, contenu: bytes) -> Iterable[tuple[bool, dict[str, Any]]]:
    """(is it a service?, row) for each row of one file."""
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FichierIllisible(f"{nom}\u00a0: ce fichier n’est pas écrit en UTF-8, comme data·inclusion le demande.") from None
    texte = texte.replace("\0", "")
    if texte.lstrip()[:1] in ("{", "["):
        yield from _lignes_json(nom, texte)
    else:
        yield from _lignes_csv(nom, texte)


def _lignes_json(nom: str, texte: str) -> Iterable[tuple[bool, dict[str, Any]]]:
    try:
        donnees = json.loads(texte)
    except (ValueError, RecursionError):
        raise FichierIllisible(f"{nom}\u00a0: ce fichier JSON est incomplet ou abîmé.") from None
    if isinstance(donnees, dict):
        tableaux: list[tuple[bool | None, Any]] = [(False, donnees.get("structures")), (True, donnees.get("services"))]
    else:
        tableaux = [(None, donnees)]
    for service, lignes in tableaux:
        if lignes is None:
            continue
        if not isinstance(lignes, list) or not all(isinstance(ligne, dict) for ligne in lignes):
            raise FichierIllisible(
                f"{nom}\u00a0: ce fichier JSON n’a pas la forme de data·inclusion (deux tableaux de fiches)."
            )
        for ligne in lignes:
            yield ("structure_id" in ligne if service is None else service), ligne


def _lignes_csv(nom: str, texte: str) -> Iterable[tuple[bool, dict[str, Any]]]:
    entete = texte.partition("\n")[0]
    separateur = ";" if entete.count(";") > entete.count(",") else ","
    csv.field_size_limit(1_000_000)
    lecteur = csv.DictReader(io.StringIO(texte, newline=""), delimiter=separateur)
    colonnes = {(c or "").strip() for c in lecteur.fieldnames or ()}
    if not {"id", "source", "nom"} <= colonnes:
        raise FichierIllisible(f"{nom}\u00a0: il manque les colonnes id, source ou nom de data·inclusion.")
    listes = ENSEMBLES | {"types", "profils", "pre_requis", "justificatifs", "labels_nationaux", "labels_autres"}
    listes |= {"modes_orientation_beneficiaire", "modes_orientation_accompagnateur"}
    try:
        for brute in lecteur:
            ligne: dict[str, Any] = {}
            for colonne, valeur in brute.items():
                if not colonne or not isinstance(valeur, str) or not valeur.strip():
                    continue
                cle, cellule = colonne.strip(), _cellule(valeur)
                ligne[cle] = _liste_en_csv(cellule) if cle in listes or (cle == "frais" and cellule[:1] in "[{") else cellule
            yield "structure_id" in colonnes, ligne
    except csv.Error:
        raise FichierIllisible(f"{nom}\u00a0: ce fichier CSV n’est pas lisible (guillemets ou cases démesurées).") from None


def _cellule(valeur: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it (our own export puts it)."""
    propre = valeur.strip()
    return propre[1:] if propre[:1] == "'" and propre[1:2] in "=+-@" else propre


def _liste_en_csv(cellule: str) -> list[str]:
    """Several values in one cell: JSON, a PostgreSQL or Python list, or simply separated."""
    try:
        if isinstance(lue := json.loads(cellule), list):
            return [str(v) for v in lue]
    except (ValueError, RecursionError):
        pass
    interieur = cellule.strip("[]{}()")
    return [v.strip(" '\"") for v in re.split(r"[,;|]", interieur) if v.strip(" '\"")]


def _retenir(lecture: Lecture, brute: dict[str, Any], *, service: bool) -> None:
    """Keep one row, said in v1; a row that names nothing is left out, and it is said."""
    ligne = {cle: valeur for cle, valeur in brute.items() if isinstance(cle, str)}
    if v0.est_v0(ligne, service=service):
        ligne = v0.service_en_v1(ligne) if service else v0.structure_en_v1(ligne)
    propre = _propre(ligne, SERVICE if service else STRUCTURE)
    quoi = "Service" if service else "Structure"
    manquants = [c for c in ("id", "source", "nom", *(("structure_id",) if service else ())) if not propre[c]]
    if manquants:
        nomme = propre["nom"] or propre["id"] or "sans nom"
        lecture.avertissements.append(f"{quoi} «\u00a0{nomme}\u00a0» laissée de côté\u00a0: {', '.join(manquants)} manque.")
        return
    for champ in referentiels.LISTE_DU_CHAMP:
        valeurs = propre.get(champ)
        for valeur in valeurs if isinstance(valeurs, list) else [valeurs] if valeurs else []:
            if not referentiels.connue(champ, valeur):
                lecture.avertissements.append(
                    f"{propre['nom']}\u00a0: «\u00a0{valeur}\u00a0» n’est pas une valeur connue de {champ}."
                )
    (lecture.services if service else lecture.structures).append(propre)


def _propre(ligne: dict[str, Any], champs: tuple[str, ...]) -> dict[str, Any]:
    """Every field of the schema, typed; what does not fit is kept aside under `autres_champs`, never dropped."""
    propre: dict[str, Any] = {}
    autres = {cle: valeur for cle, valeur in ligne.items() if cle not in champs and valeur not in (None, "", [], {})}
    for champ in champs:
        valeur = ligne.get(champ)
        bonne = _valeur(champ, valeur)
        propre[champ] = bonne
        if bonne is None and valeur not in (None, "", [], {}):
            autres[champ] = valeur
    propre["autres_champs"] = autres or None
    return propre


def _valeur(champ: str, valeur: Any) -> Any:
    """A value as the schema types it; None when it does not fit."""
    if valeur is None or valeur == "":
        return None
    if champ in ENSEMBLES:
        valeurs = [str(v).strip() for v in v0.en_liste(valeur) if str(v).strip()]
        return (list(dict.fromkeys(valeurs)) if champ == "zone_eligibilite" else sorted(set(valeurs))) or None
    if champ in NOMBRES:
        return _nombre(champ, valeur)
    if isinstance(valeur, dict | list):
        return None
    texte = str(valeur).strip()
    if champ == "date_maj":
        return _jour(texte)
    if len(texte) > LONGUEURS.get(champ, 100_000):
        return None
    if (champ in LIENS and not _LIEN.fullmatch(texte)) or (champ == "courriel" and not _COURRIEL.fullmatch(texte)):
        return None
    return texte or None


def _nombre(champ: str, valeur: Any) -> float | int | None:
    try:
        nombre = float(str(valeur).replace(",", "."))
    except ValueError:
        return None
    if champ == "nombre_semaines":
        return int(nombre) if nombre == int(nombre) and 1 <= nombre <= 10_000 else None
    bornes = {"longitude": 180.0, "latitude": 90.0}
    bas, haut = (-bornes[champ], bornes[champ]) if champ in bornes else (0.0, 168.0)
    return nombre if bas <= nombre <= haut else None


def _jour(texte: str) -> str | None:
    """A date, kept as the schema writes it."""
    try:
        return date.fromisoformat(texte[:10]).isoformat()
    except ValueError:
        return None


def _sans_doublon(lecture: Lecture, lignes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    par_id = {}
    for ligne in lignes:
        if ligne["id"] in par_id:
            lecture.avertissements.append(
                f"{ligne['nom']}\u00a0: l’identifiant {ligne['id']} revient, la dernière fiche est gardée."
            )
        par_id[ligne["id"]] = ligne
    return list(par_id.values())
