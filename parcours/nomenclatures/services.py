"""Verbs on the editable lists: a value is added, renamed, moved or ended; never erased, so that history keeps its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from parcours.journal.services import noter
from parcours.nomenclatures.models import ValeurDeListe
from parcours.nomenclatures.rules import LISTES, SaisieValeur, code_depuis
from parcours.socle.base import db
from parcours.socle.donnees import lire_csv
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine

DONNEES = Path(__file__).parent / "donnees"


def charger_reference() -> dict[str, int]:
    """Add the shipped values whose code is missing; leaves alone what was renamed, moved or ended."""
    connus = {(liste, code) for liste, code in db.session.execute(select(ValeurDeListe.liste, ValeurDeListe.code))}
    for liste in LISTES:
        for rang, ligne in enumerate(lire_csv(DONNEES / f"{liste}.csv"), 1):
            if (liste, ligne["code"]) not in connus:
                db.session.add(
                    ValeurDeListe(
                        liste=liste,
                        code=ligne["code"],
                        libelle=ligne["libelle"],
                        parent=ligne["parent"] or None,
                        unite=ligne["unite"] or None,
                        rang=rang * 10,
                        valide_au=date.fromisoformat(fin) if (fin := ligne.get("valide_au")) else None,
                    )
                )
    db.session.flush()
    return {"valeurs de liste": db.session.scalar(select(func.count()).select_from(ValeurDeListe)) or 0}


def ajouter(liste: str, saisie: SaisieValeur, *, par: Acteur) -> ValeurDeListe:
    """Add a value; its code is drawn from its words and never changes after."""
    _verifier(liste, saisie, sauf=None)
    codes = set(db.session.scalars(select(ValeurDeListe.code).where(ValeurDeListe.liste == liste)))
    base, rang = code_depuis(saisie.libelle), 1
    code = base
    while code in codes:
        rang += 1
        code = f"{base}_{rang}"
    valeur = ValeurDeListe(liste=liste, code=code, libelle=saisie.libelle, cree_par_id=par.agent_id)
    _remplir(valeur, saisie)
    db.session.add(valeur)
    db.session.flush()
    noter("creer", valeur, par=par, detail=f"{liste}/{code}")
    return valeur


def modifier(valeur: ValeurDeListe, saisie: SaisieValeur, *, par: Acteur) -> None:
    """Rename, move or end a value."""
    _verifier(valeur.liste, saisie, sauf=valeur)
    valeur.libelle = saisie.libelle
    _remplir(valeur, saisie)
    valeur.modifie_par_id = par.agent_id
    db.session.flush()
    noter("modifier", valeur, par=par, detail=f"{valeur.liste}/{valeur.code}")


def _remplir(valeur: ValeurDeListe, saisie: SaisieValeur) -> None:
    valeur.rang = saisie.rang
    valeur.parent = saisie.parent
    valeur.unite = saisie.unite
    valeur.valide_du = saisie.valide_du
    valeur.valide_au = saisie.valide_au


def _verifier(liste: str, saisie: SaisieValeur, *, sauf: ValeurDeListe | None) -> None:
    memes = db.session.scalars(
        select(ValeurDeListe).where(ValeurDeListe.liste == liste, ValeurDeListe.libelle == saisie.libelle)
    )
    if any(sauf is None or meme.id != sauf.id for meme in memes):
        raise ErreurDuDomaine("Cette valeur existe déjà dans la liste.")
    if saisie.valide_du and saisie.valide_au and saisie.valide_au < saisie.valide_du:
        raise ErreurDuDomaine("Le dernier jour précède le premier.")
    if saisie.parent and sauf is not None:
        enfants = db.session.scalar(select(func.count()).where(ValeurDeListe.liste == liste, ValeurDeListe.parent == sauf.code))
        if enfants or saisie.parent == sauf.code:
            raise ErreurDuDomaine("Cette valeur en contient d’autres : elle reste au premier niveau.")
