"""Verbs on the directory: a structure is created, corrected or closed at a date; history keeps its name."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sqlalchemy import func, select

from parcours.annuaire.models import Structure
from parcours.annuaire.rules import SaisieStructure
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.donnees import identifiant_de_reference, lire_csv
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.recherche import cle_de_recherche
from parcours.territoire.models import Commune

DONNEES = Path(__file__).parent / "donnees"


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
                cle_recherche=_cle(nom, ligne["sigle"]),
                type=ligne["type"] or None,
                description=(role[:1].upper() + role[1:]).replace("; ", "\u00a0; ") or None,
                commune_id=commune.id if commune else None,
            )
        )
    db.session.flush()
    return {"structures": db.session.scalar(select(func.count()).select_from(Structure)) or 0}


def _cle(nom: str, sigle: str | None) -> str:
    return cle_de_recherche(sigle, nom)[:300]


def enregistrer(structure: Structure | None, saisie: SaisieStructure, *, par: Acteur) -> Structure:
    """Create or correct a structure."""
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
    avant = {champ: getattr(structure, champ) for champ in asdict(saisie)}
    for champ, valeur in asdict(saisie).items():
        setattr(structure, champ, valeur)
    structure.cle_recherche = _cle(saisie.nom, saisie.sigle)
    structure.modifie_par_id = par.agent_id
    db.session.flush()
    changes = sorted(champ for champ, valeur in asdict(saisie).items() if avant[champ] != valeur)
    noter("creer" if creation else "modifier", structure, par=par, detail=None if creation else " ".join(changes))
    return structure
