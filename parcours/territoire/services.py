"""Verbs on the territory: perimeters, streets and schools are dated or corrected, never erased."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from parcours.journal.services import noter
from parcours.socle.base import Base, db
from parcours.socle.donnees import identifiant_de_reference, lire_csv
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.recherche import normaliser
from parcours.territoire.models import (
    Ambition,
    Appellation,
    Axe,
    Commune,
    EducationPrioritaire,
    Etablissement,
    ObjectifContrat,
    Quartier,
    Repere,
    TypeQuartier,
    Voie,
)
from parcours.territoire.rules import (
    SaisieCommune,
    SaisieDuContrat,
    SaisieEtablissement,
    SaisieQuartier,
    SaisieVoie,
    cle_de_voie,
)

DONNEES = Path(__file__).parent / "donnees"
Ligne = TypeVar("Ligne", bound=Base)


def charger_reference() -> dict[str, int]:
    """Add what is missing of the contract's reference data; never touches a row that is there, edited or not."""
    communes = _charger_communes()
    quartiers = _charger_quartiers(communes)
    _charger_voies(communes, quartiers)
    _charger_etablissements(communes, quartiers)
    _charger_contrat()
    db.session.flush()
    tables: dict[str, type[Base]] = {
        "communes": Commune,
        "quartiers": Quartier,
        "voies": Voie,
        "établissements": Etablissement,
        "objectifs du contrat": ObjectifContrat,
        "repères": Repere,
    }
    return {nom: db.session.scalar(select(func.count()).select_from(table)) or 0 for nom, table in tables.items()}


def _charger_communes() -> dict[str, Commune]:
    """Communes by name and by INSEE code."""
    connues = {c.code_insee: c for c in db.session.scalars(select(Commune))}
    par_cle: dict[str, Commune] = dict(connues)
    for ligne in lire_csv(DONNEES / "communes.csv"):
        commune = connues.get(ligne["code_insee"])
        if commune is None:
            commune = Commune(
                nom=ligne["nom"],
                code_insee=ligne["code_insee"],
                code_postal=ligne["code_postal"],
                dans_perimetre_pre=ligne["dans_perimetre_pre"] == "oui",
            )
            db.session.add(commune)
        par_cle[ligne["code_insee"]] = par_cle[ligne["nom"]] = commune
    return par_cle


def _charger_quartiers(communes: dict[str, Commune]) -> dict[str, Quartier]:
    connus = {q.code: q for q in db.session.scalars(select(Quartier))}
    ecritures: dict[str, set[str]] = {}
    for ligne in lire_csv(DONNEES / "appellations.csv"):
        ecritures.setdefault(ligne["quartier"], set()).add(normaliser(ligne["appellation"]))
    prises = set(db.session.scalars(select(Appellation.texte)))
    for ligne in lire_csv(DONNEES / "quartiers.csv"):
        if ligne["code"] in connus:
            continue
        quartier = Quartier(
            code=ligne["code"],
            nom=ligne["nom"],
            type=TypeQuartier(ligne["type"]),
            valide_du=date.fromisoformat(ligne["valide_du"]),
            valide_au=date.fromisoformat(ligne["valide_au"]) if ligne["valide_au"] else None,
        )
        quartier.communes = [communes[nom] for nom in ligne["communes"].split("|")]
        quartier.appellations = [
            Appellation(quartier_id=quartier.id, texte=texte) for texte in sorted(ecritures.get(quartier.code, set()) - prises)
        ]
        db.session.add(quartier)
        connus[quartier.code] = quartier
    return connus


def _charger_voies(communes: dict[str, Commune], quartiers: dict[str, Quartier]) -> None:
    """Only residences whose name is the district's: which numbers of a street are inside is for the teams to say."""
    connues = set(db.session.scalars(select(Voie.id)))
    for ligne in lire_csv(DONNEES / "voies.csv"):
        identifiant = identifiant_de_reference("voie", f"{ligne['commune']}/{ligne['nom']}")
        if identifiant not in connues:
            db.session.add(
                Voie(
                    id=identifiant,
                    nom=ligne["nom"],
                    cle=cle_de_voie(ligne["nom"]),
                    commune_id=communes[ligne["commune"]].id,
                    quartier_id=quartiers[ligne["quartier"]].id,
                )
            )


def _charger_etablissements(communes: dict[str, Commune], quartiers: dict[str, Quartier]) -> None:
    connus = set(db.session.scalars(select(Etablissement.id)))
    for ligne in lire_csv(DONNEES / "etablissements_scolaires.csv"):
        identifiant = identifiant_de_reference("etablissement", f"{ligne['commune']}/{ligne['nom']}")
        if identifiant not in connus:
            db.session.add(
                Etablissement(
                    id=identifiant,
                    nom=ligne["nom"].replace("'", "’"),
                    niveau=ligne["niveau"],
                    commune_id=communes[ligne["commune"]].id,
                    quartier_id=quartiers[ligne["quartier"]].id,
                    situation=ligne["situation"] or None,
                    education_prioritaire=EducationPrioritaire(ligne["education_prioritaire"]),
                )
            )


def _charger_contrat() -> None:
    """Axes, ambitions, objectives and reference figures of the contract."""
    axes = {a.code: a for a in db.session.scalars(select(Axe))}
    for ligne in lire_csv(DONNEES / "axes.csv"):
        if ligne["code"] not in axes:
            axes[ligne["code"]] = Axe(code=ligne["code"], libelle=ligne["libelle"])
            db.session.add(axes[ligne["code"]])
    ambitions = {a.code: a for a in db.session.scalars(select(Ambition))}
    for ligne in lire_csv(DONNEES / "ambitions.csv"):
        if ligne["code"] not in ambitions:
            ambitions[ligne["code"]] = Ambition(code=ligne["code"], rang=int(ligne["rang"]), libelle=ligne["libelle"])
            db.session.add(ambitions[ligne["code"]])
    objectifs = set(db.session.scalars(select(ObjectifContrat.code)))
    for ligne in lire_csv(DONNEES / "objectifs.csv"):
        if ligne["code"] not in objectifs:
            objectif = ObjectifContrat(code=ligne["code"], axe_id=axes[ligne["axe"]].id, libelle=ligne["libelle"])
            objectif.ambitions = [ambitions[code] for code in ligne["ambitions"].split()]
            db.session.add(objectif)
    reperes = set(db.session.scalars(select(Repere.code)))
    for ligne in lire_csv(DONNEES / "reperes.csv"):
        if ligne["code"] not in reperes:
            db.session.add(
                Repere(
                    code=ligne["code"],
                    libelle=ligne["libelle"],
                    valeur=ligne["valeur"],
                    unite=ligne["unite"] or None,
                    territoire=ligne["territoire"] or None,
                    a_la_date=ligne["date"] or None,
                    source=ligne["source"] or None,
                )
            )


def enregistrer_quartier(quartier: Quartier | None, saisie: SaisieQuartier, *, par: Acteur) -> Quartier:
    """Create or change a district. A perimeter that moves is ended at a date, and a new one created from the next day."""
    if saisie.valide_au and saisie.valide_au < saisie.valide_du:
        raise ErreurDuDomaine("Le dernier jour du périmètre précède le premier.")
    creation = quartier is None
    if quartier is None:
        code = normaliser(saisie.nom).replace(" ", "-")[:60]
        if _existe(Quartier.code, code):
            code = f"{code[:50]}-{saisie.valide_du.year}"
        if _existe(Quartier.code, code):
            raise ErreurDuDomaine("Un quartier porte déjà ce nom à cette date.")
        quartier = Quartier(code=code, nom=saisie.nom, type=TypeQuartier(saisie.type), valide_du=saisie.valide_du)
        db.session.add(quartier)
    quartier.nom = saisie.nom
    quartier.type = TypeQuartier(saisie.type)
    quartier.valide_du, quartier.valide_au = saisie.valide_du, saisie.valide_au
    quartier.communes = list(db.session.scalars(select(Commune).where(Commune.id.in_(saisie.communes))))
    _nommer(quartier, {normaliser(a) for a in (*saisie.appellations, saisie.nom)} - {""}, nom=normaliser(saisie.nom))
    return _noter(quartier, creation, par)


def _nommer(quartier: Quartier, voulues: set[str], *, nom: str) -> None:
    """Set the other names; two valid districts cannot share one (the recognition would hesitate)."""
    pris = {
        a.texte
        for a in db.session.scalars(
            select(Appellation).where(Appellation.texte.in_(voulues), Appellation.quartier_id != quartier.id)
        )
    }
    # A new perimeter often keeps the name of the former: the name stays with the one that had it.
    if genants := pris - {nom}:
        raise ErreurDuDomaine(f"Une autre écriture désigne déjà un autre quartier : {', '.join(sorted(genants))}.")
    quartier.appellations = [a for a in quartier.appellations if a.texte in voulues]
    connues = {a.texte for a in quartier.appellations}
    quartier.appellations += [Appellation(quartier_id=quartier.id, texte=texte) for texte in sorted(voulues - connues - pris)]


def enregistrer_voie(voie: Voie | None, saisie: SaisieVoie, *, par: Acteur) -> Voie:
    """Create or change a street, whole or between two numbers."""
    if saisie.numero_min is not None and saisie.numero_max is not None and saisie.numero_max < saisie.numero_min:
        raise ErreurDuDomaine("Le dernier numéro précède le premier.")
    cle = cle_de_voie(saisie.nom)
    memes = db.session.scalars(
        select(Voie).where(
            Voie.cle == cle,
            Voie.commune_id == saisie.commune_id,
            Voie.numero_min.is_not_distinct_from(saisie.numero_min),
            Voie.numero_max.is_not_distinct_from(saisie.numero_max),
        )
    )
    if any(voie is None or meme.id != voie.id for meme in memes):
        raise ErreurDuDomaine("Cette voie est déjà dans la table, avec les mêmes numéros.")
    creation = voie is None
    if voie is None:
        voie = Voie(nom=saisie.nom, cle=cle, commune_id=saisie.commune_id)
        db.session.add(voie)
    voie.nom, voie.cle = saisie.nom, cle
    voie.commune_id, voie.quartier_id = saisie.commune_id, saisie.quartier_id
    voie.numero_min, voie.numero_max = saisie.numero_min, saisie.numero_max
    return _noter(voie, creation, par)


def enregistrer_commune(commune: Commune | None, saisie: SaisieCommune, *, par: Acteur) -> Commune:
    """Create or change a commune; the INSEE code identifies it."""
    meme = db.session.scalar(select(Commune).where(Commune.code_insee == saisie.code_insee))
    if meme is not None and (commune is None or meme.id != commune.id):
        raise ErreurDuDomaine("Ce code Insee est déjà celui d’une autre commune.")
    creation = commune is None
    if commune is None:
        commune = Commune(nom=saisie.nom, code_insee=saisie.code_insee, code_postal=saisie.code_postal)
        db.session.add(commune)
    commune.nom, commune.code_insee, commune.code_postal = saisie.nom, saisie.code_insee, saisie.code_postal
    commune.dans_perimetre_pre = saisie.dans_perimetre_pre
    return _noter(commune, creation, par)


def enregistrer_etablissement(ecole: Etablissement | None, saisie: SaisieEtablissement, *, par: Acteur) -> Etablissement:
    """Create, change or close (at a date) a school."""
    creation = ecole is None
    if ecole is None:
        ecole = Etablissement(nom=saisie.nom, niveau=saisie.niveau)
        db.session.add(ecole)
    ecole.nom, ecole.niveau = saisie.nom, saisie.niveau
    ecole.commune_id, ecole.quartier_id = saisie.commune_id, saisie.quartier_id
    ecole.situation = saisie.situation
    ecole.education_prioritaire = EducationPrioritaire(saisie.education_prioritaire)
    ecole.valide_au = saisie.valide_au
    return _noter(ecole, creation, par)


def enregistrer_axe(axe: Axe | None, saisie: SaisieDuContrat, *, par: Acteur) -> Axe:
    """Create, reword or close (at a date) an axis of the contract."""
    creation = axe is None
    if axe is None:
        axe = Axe(code=_code_libre(Axe.code, saisie.libelle), libelle=saisie.libelle)
        db.session.add(axe)
    return _du_contrat(axe, saisie, creation, par)


def enregistrer_ambition(ambition: Ambition | None, saisie: SaisieDuContrat, *, par: Acteur) -> Ambition:
    """Create, reword, reorder or close (at a date) an ambition of the contract."""
    creation = ambition is None
    if ambition is None:
        ambition = Ambition(code=_code_libre(Ambition.code, saisie.libelle), libelle=saisie.libelle)
        db.session.add(ambition)
    ambition.rang = saisie.rang
    return _du_contrat(ambition, saisie, creation, par)


def enregistrer_objectif(objectif: ObjectifContrat | None, saisie: SaisieDuContrat, *, par: Acteur) -> ObjectifContrat:
    """Create, reword or close (at a date) an objective of the contract; its code identifies it."""
    meme = db.session.scalar(select(ObjectifContrat.id).where(ObjectifContrat.code == saisie.code))
    if meme is not None and (objectif is None or meme != objectif.id):
        raise ErreurDuDomaine("Ce code est déjà celui d’un autre objectif.")
    creation = objectif is None
    if saisie.axe_id is None or db.session.get(Axe, saisie.axe_id) is None:
        raise ErreurDuDomaine("Choisissez l’axe de cet objectif.")
    if objectif is None:
        objectif = ObjectifContrat(code=saisie.code, libelle=saisie.libelle)
        db.session.add(objectif)
    objectif.code, objectif.axe_id = saisie.code, saisie.axe_id
    objectif.ambitions = list(db.session.scalars(select(Ambition).where(Ambition.id.in_(saisie.ambitions))))
    return _du_contrat(objectif, saisie, creation, par)


PartDuContrat = TypeVar("PartDuContrat", Axe, Ambition, ObjectifContrat)


def _du_contrat(part: PartDuContrat, saisie: SaisieDuContrat, creation: bool, par: Acteur) -> PartDuContrat:
    if saisie.valide_du and saisie.valide_au and saisie.valide_au < saisie.valide_du:
        raise ErreurDuDomaine("Le dernier jour précède le premier.")
    part.libelle, part.valide_du, part.valide_au = saisie.libelle, saisie.valide_du, saisie.valide_au
    return _noter(part, creation, par)


def _code_libre(colonne: InstrumentedAttribute[str], libelle: str) -> str:
    """Code made of the words, with a number when it is taken."""
    racine = normaliser(libelle).strip().replace(" ", "-")[:36] or "sans-nom"
    codes = [racine, *(f"{racine}-{rang}" for rang in range(2, 100))]
    return next(code for code in codes if not _existe(colonne, code))


def _existe(colonne: InstrumentedAttribute[str], valeur: str) -> bool:
    return db.session.scalar(select(colonne).where(colonne == valeur)) is not None


def _noter(objet: Ligne, creation: bool, par: Acteur) -> Ligne:
    db.session.flush()
    noter("creer" if creation else "modifier", objet, par=par)
    return objet
