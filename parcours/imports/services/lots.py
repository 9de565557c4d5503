"""Bringing a file, correcting its lines, deciding: every choice is kept at once, a closed browser loses nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import select

from parcours.imports.access import dispositifs_importables
from parcours.imports.models import CorrespondanceMemorisee, EtatLot, LigneImport, Lot
from parcours.imports.rules import champs
from parcours.imports.rules.champs import PAR_CODE, Genre
from parcours.imports.rules.classeur import lire_classeur
from parcours.imports.rules.contenu import PAS_POUR_LE_MOTEUR, Contenu
from parcours.imports.rules.correspondance import Correspondance, proposer
from parcours.imports.rules.dates import EtatDate, Sens, lire_date
from parcours.imports.rules.format_fichier import FichierRefuse
from parcours.imports.services.lecture import (
    Lecture,
    classeur_du_lot,
    correspondance_du_lot,
    enregistrer,
    garder_la_correspondance,
    jour_du_lot,
    lire,
)
from parcours.imports.system import oublier
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui

__all__ = [
    "Lecture",
    "abandonner",
    "annuler_le_choix",
    "changer_les_colonnes",
    "choisir",
    "colonnes",
    "corriger",
    "decider",
    "deposer",
    "lire",
]


class ImportRefuse(ErreurDuDomaine):
    """The file cannot be imported, and why: shown beside the field."""


def deposer(contenu: bytes, nom: str, dispositif: Dispositif | None, *, par: Acteur) -> Lot:
    """Read a file and keep its preview.

    Args:
        contenu: the file.
        nom: its name, shown only.
        dispositif: chosen on screen; None: told from the file.
        par: who imports; only a dispositif in which they may import.

    Raises:
        ImportRefuse: hostile, broken, empty, or of another dispositif.
    """
    possibles = dispositifs_importables(par)
    try:
        classeur = lire_classeur(contenu, nom)
    except FichierRefuse as refus:
        raise ImportRefuse(refus.raison) from None
    force = champs.Dispositif(dispositif.value) if dispositif else None
    choix = proposer(classeur, aujourd_hui(), dispositif=force)
    voulu = dispositif or Dispositif(choix.dispositif.value)
    if voulu not in possibles and dispositif is None and choix.confiance_dispositif < 0.5 and len(possibles) == 1:
        voulu = next(iter(possibles))  # nothing in the file says otherwise
        choix = proposer(classeur, aujourd_hui(), dispositif=champs.Dispositif(voulu.value))
    if voulu not in possibles:
        raise ImportRefuse(
            f"Ce fichier ressemble à un tableau « {voulu.libelle} », que vous n’importez pas. "
            "Si c’est bien le vôtre, choisissez votre dispositif ci-dessous."
        )
    if not choix.retenues:
        raisons = "\u00a0; ".join(f"« {f.nom} »\u00a0: {f.raison}" for f in choix.feuilles[:5])
        raise ImportRefuse(f"Aucune feuille de ce fichier ne peut être lue. {raisons}.")
    memoire = _memoire(choix, voulu)
    if memoire is not None:
        choix = choix.avec_memoire(memoire.correspondance)
    auteur = par.agent_id if par.agent_id.int else None  # a preview from the command line acts for nobody
    lot = Lot(
        dispositif=voulu,
        fichier=nom.replace("\\", "/").rsplit("/", 1)[-1][:160] or "fichier",
        empreinte=hashlib.sha256(contenu).hexdigest(),
        contenu=base64.b64encode(contenu).decode(),
        auteur_id=auteur,
        cree_par_id=auteur,
        bilan={},
    )
    garder_la_correspondance(lot, choix)
    db.session.add(lot)
    db.session.flush()
    enregistrer(lot, lire(lot, par=par))
    noter("deposer", lot, par=par)
    return lot


def _cle_memoire(choix: Correspondance, dispositif: Dispositif) -> str:
    return hashlib.sha256(f"{dispositif.value}:{choix.signature()}".encode()).hexdigest()


def _memoire(choix: Correspondance, dispositif: Dispositif) -> CorrespondanceMemorisee | None:
    return db.session.scalar(
        select(CorrespondanceMemorisee).where(CorrespondanceMemorisee.signature == _cle_memoire(choix, dispositif))
    )


def colonnes(lot: Lot) -> Correspondance:
    """The mapping in force, with examples of cells."""
    _en_apercu(lot)
    return correspondance_du_lot(lot, classeur_du_lot(lot))


def changer_les_colonnes(
    lot: Lot, version: int, feuilles: Mapping[str, bool], colonnes: Mapping[str, Mapping[int, str | None]], *, par: Acteur
) -> None:
    """Say which sheets are read and which column is which; remembered for the next file with the same headings.

    Raises:
        ErreurDuDomaine: no sheet left, or one field given to two columns.
    """
    _en_apercu(lot, version)
    choix = correspondance_du_lot(lot, classeur_du_lot(lot)).avec_feuilles(feuilles)
    if not choix.retenues:
        raise ErreurDuDomaine("Gardez au moins une feuille.")
    try:
        for feuille, voulus in colonnes.items():
            choix = choix.modifier(feuille, voulus)
    except ValueError as erreur:
        raise ErreurDuDomaine(str(erreur)) from None
    journal = any("date_acte" in f.champs() for f in choix.retenues)
    choix = replace(choix, forme=champs.Forme.JOURNAL if journal else champs.Forme.PERSONNES)
    garder_la_correspondance(lot, choix)
    memoire = _memoire(choix, lot.dispositif)
    if memoire is None:
        memoire = CorrespondanceMemorisee(
            signature=_cle_memoire(choix, lot.dispositif), dispositif=lot.dispositif, cree_par_id=par.agent_id
        )
        db.session.add(memoire)
    memoire.correspondance = choix.memoire()
    memoire.modifie_par_id = par.agent_id
    enregistrer(lot, lire(lot, par=par))
    noter("choisir_les_colonnes", lot, par=par)


def corriger(lot: Lot, ligne: LigneImport, version: int, champ: str, valeur: str, *, par: Acteur) -> list[LigneImport]:
    """Replace one cell, as typed; an empty value empties the cell.

    Raises:
        ErreurDuDomaine: a date that does not exist, a field that is not known.
    """
    if champ not in PAR_CODE:
        raise ErreurDuDomaine("Cette colonne n’existe pas.")
    if valeur and PAR_CODE[champ].genre in (Genre.DATE, Genre.NAISSANCE):
        naissance = Sens.NAISSANCE_ADULTE if lot.dispositif is Dispositif.EMPLOI else Sens.NAISSANCE
        sens = naissance if PAR_CODE[champ].genre is Genre.NAISSANCE else Sens.EVENEMENT
        lue = lire_date(valeur, sens, jour_du_lot(lot))
        if lue.etat is not EtatDate.LUE or lue.valeur is None:
            raison = lue.remarques[0].texte if lue.remarques else "cette date n’est pas lisible"
            raise ErreurDuDomaine(f"{raison[:1].upper()}{raison[1:]}.")
        valeur = f"{lue.valeur:%d/%m/%Y}"

    def changer(contenu: Contenu) -> None:
        contenu.corrections[champ] = valeur
        if contenu.action == "ecarter":
            contenu.action, contenu.avec_decide = "", None

    return _changer(lot, ligne, version, changer, par=par, detail=f"corriger {champ}")


def decider(lot: Lot, ligne: LigneImport, version: int, action: str, *, par: Acteur) -> list[LigneImport]:
    """Settle a line: create it, join it to the one it resembles, set it aside; or, for a file already recorded, say whether
    it is the same person."""

    def changer(contenu: Contenu) -> None:
        if action in PAS_POUR_LE_MOTEUR:
            contenu.sur_la_base = action
            return
        contenu.action = action
        contenu.avec_decide = contenu.avec if action == "fusionner" else None
        if action == "fusionner" and contenu.avec is None:
            raise ErreurDuDomaine("Cette ligne ne ressemble à aucune autre.")

    return _changer(lot, ligne, version, changer, par=par, detail=action)


def annuler_le_choix(lot: Lot, ligne: LigneImport, version: int, *, par: Acteur) -> list[LigneImport]:
    """Forget what was decided and corrected on a line."""

    def changer(contenu: Contenu) -> None:
        contenu.action, contenu.avec_decide, contenu.sur_la_base = "", None, ""
        contenu.corrections, contenu.choix = {}, {}

    return _changer(lot, ligne, version, changer, par=par, detail="annuler_le_choix")


def choisir(lot: Lot, ligne: LigneImport, version: int, cle: str, accepte: bool | None, *, par: Acteur) -> list[LigneImport]:
    """Accept or refuse one change proposed on a file already recorded (None: forget the choice)."""

    def changer(contenu: Contenu) -> None:
        if cle not in {c["cle"] for c in contenu.changements}:
            raise ErreurDuDomaine("Ce changement n’est plus proposé.")
        contenu.choix.pop(cle, None)
        if accepte is not None:
            contenu.choix[cle] = "accepte" if accepte else "refuse"

    return _changer(lot, ligne, version, changer, par=par, detail="choisir")


def _changer(
    lot: Lot, ligne: LigneImport, version: int, changer: Callable[[Contenu], None], *, par: Acteur, detail: str
) -> list[LigneImport]:
    _en_apercu(lot)
    if ligne.version != version:
        raise ConflitDeVersion("Cette ligne vient d’être modifiée. Rechargez la page pour voir où elle en est.")
    lecture_contenu = Contenu.depuis(ligne.contenu)
    changer(lecture_contenu)
    ligne.contenu = lecture_contenu.en_json()
    db.session.flush()
    changees = enregistrer(lot, lire(lot, par=par))
    noter("regler", lot, par=par, detail=detail)
    return changees


def _en_apercu(lot: Lot, version: int | None = None) -> None:
    if lot.etat is not EtatLot.APERCU:
        raise ErreurDuDomaine("Cet import est terminé\u00a0: ses lignes ne peuvent plus être changées.")
    if version is not None and lot.version != version:
        raise ConflitDeVersion("Cet aperçu vient de changer. Rechargez la page pour voir où il en est.")


def abandonner(lot: Lot, *, par: Acteur) -> None:
    """Drop a preview: nothing was created, the file and its lines are erased."""
    _en_apercu(lot)
    lot.etat, lot.contenu = EtatLot.ABANDONNE, None
    oublier(lot.id, traces=True)
    noter("abandonner", lot, par=par)
