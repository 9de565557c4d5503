"""Verbs on the objectives of a pathway."""

from __future__ import annotations

from parcours.journal.services import noter
from parcours.parcours_individuels.access import objectifs_de_ce_parcours
from parcours.parcours_individuels.models import Objectif, Parcours
from parcours.parcours_individuels.rules import OBJECTIFS_AU_PLUS, EtatObjectif, SaisieObjectif
from parcours.parcours_individuels.services.accord import exiger_l_accord
from parcours.parcours_individuels.services.evaluations import verifier_la_note
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui


def enregistrer_objectif(parcours: Parcours, objectif: Objectif | None, saisie: SaisieObjectif, *, par: Acteur) -> Objectif:
    """Set or change an objective; at most three are open at once (pre.md §3.2).

    Raises:
        ErreurDuDomaine: a fourth open objective, or the agreement was withdrawn.
    """
    exiger_l_accord(parcours)
    tous = db.session.scalars(objectifs_de_ce_parcours(parcours.id)).all()
    ouverts = [o for o in tous if o.etat is EtatObjectif.EN_COURS and o is not objectif]
    if saisie.etat is EtatObjectif.EN_COURS and len(ouverts) >= OBJECTIFS_AU_PLUS:
        raise ErreurDuDomaine("Trois objectifs sont déjà en cours : terminez-en un avant d’en ouvrir un autre.")
    verbe = "corriger"
    if objectif is None:
        verbe = "creer"
        rang = max((o.rang for o in tous), default=0) + 1
        objectif = Objectif(parcours_id=parcours.id, rang=rang, depuis_le=saisie.depuis_le, cree_par_id=par.agent_id)
        db.session.add(objectif)
    objectif.texte, objectif.domaine, objectif.depuis_le = saisie.texte, saisie.domaine, saisie.depuis_le
    objectif.etat = saisie.etat
    for nom in ("note_debut", "note_fin"):
        if (note := verifier_la_note(getattr(saisie, nom))) is not None:
            setattr(objectif, nom, note)  # whoever rates nothing erases nothing: an EPS writes texts, a bilan writes ratings
    ferme = saisie.etat is not EtatObjectif.EN_COURS
    objectif.atteint_le = (saisie.atteint_le or aujourd_hui()) if ferme else None
    objectif.modifie_par_id = par.agent_id
    db.session.flush()
    noter(verbe, objectif, par=par, detail=saisie.etat.value)
    db.session.expire(parcours, ["objectifs"])
    return objectif
