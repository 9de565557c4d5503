"""Verbs on the directory: a structure is created, corrected or closed at a date; history keeps its name."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from parcours.annuaire.models import Service, Structure
from parcours.annuaire.rules import AjoutsLocaux, SaisieStructure
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.donnees import identifiant_de_reference, lire_csv
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import cle_de_recherche
from parcours.territoire.models import Commune, Quartier

DONNEES = Path(__file__).parents[1] / "donnees"


def charger_reference() -> dict[str, int]:
    """Add the contract's partners that are missing; a structure renamed or closed on screen stays as it is."""
    communes = {c.nom: c for c in db.session.scalars(select(Commune))}
    connues = set(db.session.scalars(select(Structure.id)))
    for ligne in lire_csv(DONNEES / "partenaires.csv"):
        identifiant = identifiant_de_reference("structure", ligne["nom"])
        if identifiant in connues:
            continue
        nom = ligne["nom"].replace("'", "’").replace(" - ", ", ")
        role = ligne["role"].replace("'", "’")
        commune = communes.get(ligne["commune"])
        db.session.add(
            Structure(
                id=identifiant,
                nom=nom,
                sigle=ligne["sigle"] or None,
                cle_recherche=cle(nom, ligne["sigle"]),
                type=ligne["type"] or None,
                description=(role[:1].upper() + role[1:]).replace("; ", "\u00a0; ") or None,
                commune_id=commune.id if commune else None,
                commune=commune.nom if commune else None,
                code_postal=commune.code_postal if commune else None,
                code_insee=commune.code_insee if commune else None,
            )
        )
    db.session.flush()
    return {"structures": db.session.scalar(select(func.count()).select_from(Structure)) or 0}


def cle(nom: str, sigle: str | None) -> str:
    """Key of search of a structure."""
    return cle_de_recherche(sigle, nom)[:300]


def enregistrer(structure: Structure | None, saisie: SaisieStructure, ajouts: AjoutsLocaux, *, par: Acteur) -> Structure:
    """Create or correct a structure made here."""
    if structure is not None and not structure.locale:
        raise ErreurDuDomaine(f"Cette fiche vient de {structure.source}\u00a0: elle se corrige chez qui la publie.")
    memes = db.session.scalars(
        select(Structure.id).where(
            func.lower(Structure.nom) == saisie.nom.lower(), Structure.commune_id.is_not_distinct_from(saisie.commune_id)
        )
    )
    if any(structure is None or meme != structure.id for meme in memes):
        raise ErreurDuDomaine("Une structure porte déjà ce nom dans cette commune.")
    creation = structure is None
    if structure is None:
        structure = Structure(nom=saisie.nom, cle_recherche="", cree_par_id=par.agent_id)
        db.session.add(structure)
    changes = poser(structure, saisie) + poser(structure, ajouts)
    _situer(structure)
    return _finir(structure, ajouts, changes, par=par, creation=creation)


def completer(structure: Structure, ajouts: AjoutsLocaux, *, par: Acteur) -> Structure:
    """Write what the teams add to a structure published elsewhere; what its producer wrote stays as it is."""
    return _finir(structure, ajouts, poser(structure, ajouts), par=par, creation=False)


def verifier(structure: Structure, *, par: Acteur) -> None:
    """Say that the row was checked today."""
    structure.verifie_le, structure.a_revoir = aujourd_hui(), False
    structure.modifie_par_id = par.agent_id
    db.session.flush()
    noter("modifier", structure, par=par, detail="verifie_le")


def poser(fiche: Structure | Service, saisie: Any) -> list[str]:
    """Write the fields of `saisie` that the row has as columns; a list left empty is null. Gives those that changed."""
    changes = []
    for champ, valeur in asdict(saisie).items():
        if champ == "quartiers":
            continue
        nouvelle = (list(valeur) or None) if isinstance(valeur, tuple) else valeur
        if getattr(fiche, champ) != nouvelle:
            changes.append(champ)
            setattr(fiche, champ, nouvelle)
    return changes


def _finir(structure: Structure, ajouts: AjoutsLocaux, changes: list[str], *, par: Acteur, creation: bool) -> Structure:
    quartiers = list(db.session.scalars(select(Quartier).where(Quartier.id.in_(ajouts.quartiers)))) if ajouts.quartiers else []
    if {q.id for q in structure.quartiers} != {q.id for q in quartiers}:
        structure.quartiers = quartiers
        changes.append("quartiers")
    structure.cle_recherche = cle(structure.nom, structure.sigle)
    structure.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if creation else "modifier", structure, par=par, detail=None if creation else " ".join(sorted(changes)))
    return structure


def _situer(structure: Structure) -> None:
    """Write the commune under the names of the schema, beside the link to our table."""
    commune = db.session.get(Commune, structure.commune_id) if structure.commune_id else None
    structure.commune = commune.nom if commune else None
    structure.code_postal = commune.code_postal if commune else None
    structure.code_insee = commune.code_insee if commune else None
