"""Type the means of a year; freeze a report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from parcours.bilan_annuel.models import ExerciceDuPre, Moyen, PhotoDeBilan
from parcours.bilan_annuel.queries.bilan import BilanAnnuel, exercice
from parcours.bilan_annuel.rules.moyens import SaisieDeMoyen
from parcours.bilan_annuel.rules.periodes import Periode
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant


def enregistrer_les_moyens(
    periode: Periode, saisies: Iterable[SaisieDeMoyen], ligne: ExerciceDuPre | None, *, par: Acteur
) -> ExerciceDuPre:
    """Replace the means of a year by what was typed; an empty cell is no amount, not zero."""
    if ligne is None:
        ligne = exercice(periode) or ExerciceDuPre(periode=periode.code, cree_par_id=par.agent_id)
        db.session.add(ligne)
    deja = {(m.genre, m.code): m for m in ligne.moyens}
    for saisie in saisies:
        moyen = deja.pop((saisie.genre, saisie.code), None)
        if saisie.centiemes is None:
            if moyen is not None:
                ligne.moyens.remove(moyen)
        elif moyen is None:
            ligne.moyens.append(Moyen(genre=saisie.genre, code=saisie.code, centiemes=saisie.centiemes))
        else:
            moyen.centiemes = saisie.centiemes
    ligne.modifie_par_id = par.agent_id
    ligne.modifie_le = maintenant()
    db.session.flush()
    noter("corriger", ligne, par=par, detail=periode.code)
    return ligne


def figer(bilan: BilanAnnuel, *, par: Acteur) -> PhotoDeBilan:
    """Keep the report as it is now: counts and words, nobody."""
    contenu = json.dumps(
        [
            {
                "code": r.code,
                "titre": r.titre,
                "tableaux": [
                    {
                        "titre": t.titre,
                        "note": t.note,
                        "lignes": [
                            {"cle": x.cle, "libelle": x.libelle, "valeur": x.valeur, "unite": x.unite} for x in t.lignes
                        ],
                    }
                    for t in r.tableaux
                ],
            }
            for r in bilan.rubriques
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    photo = PhotoDeBilan(
        periode=bilan.periode.code,
        prise_par_id=par.agent_id,
        contenu=contenu,
        empreinte=hashlib.sha256(contenu.encode()).hexdigest(),
    )
    db.session.add(photo)
    db.session.flush()
    noter("figer", photo, par=par, detail=bilan.periode.code)
    return photo


def verifier_la_photo(photo: PhotoDeBilan) -> None:
    """Refuse a photograph whose content was altered in the base.

    Raises:
        ErreurDuDomaine: the fingerprint does not match.
    """
    if hashlib.sha256(photo.contenu.encode()).hexdigest() != photo.empreinte:
        raise ErreurDuDomaine("Ce bilan figé a été altéré dans la base : il ne peut plus faire foi.".replace(" :", "\u00a0:"))
