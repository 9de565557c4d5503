"""Verbs on échanges and reminders: a correction keeps what was written before."""

from __future__ import annotations

import uuid
from datetime import date

from parcours.accompagnements.models import Echange, Rappel, VersionEchange
from parcours.accompagnements.rules import SaisieEchange
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.parcours_individuels.services import exiger_l_accord
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant

CHAMPS = ("a_la_date", "canal", "interlocuteur", "abouti", "duree_min")


def ajouter_echange(parcours: Parcours, saisie: SaisieEchange, *, par: Acteur) -> Echange:
    """Write down what was done or tried, and the reminder given with it.

    Raises:
        ErreurDuDomaine: the pathway is closed for good, or the family has withdrawn its agreement.
    """
    if parcours.etat is EtatParcours.CLOS:
        raise ErreurDuDomaine("Ce parcours est clos : ouvrez un nouveau parcours pour y écrire.")
    exiger_l_accord(parcours)
    echange = Echange(
        parcours_id=parcours.id,
        texte=saisie.texte,
        auteur_id=par.agent_id,
        cree_par_id=par.agent_id,
        **{champ: getattr(saisie, champ) for champ in CHAMPS},
    )
    db.session.add(echange)
    db.session.flush()
    noter("creer", echange, par=par)
    if saisie.rappel_le is not None:
        rappeler(parcours, saisie.rappel_le, saisie.rappel_objet, par=par)
    return echange


def rappeler(parcours: Parcours, pour_le: date, objet: str | None, *, par: Acteur) -> Rappel:
    """Set a dated reminder for oneself.

    Raises:
        ErreurDuDomaine: the family has withdrawn its agreement.
    """
    exiger_l_accord(parcours)
    rappel = Rappel(parcours_id=parcours.id, agent_id=par.agent_id, pour_le=pour_le, objet=objet, cree_par_id=par.agent_id)
    db.session.add(rappel)
    db.session.flush()
    noter("creer", rappel, par=par)
    return rappel


def _garder_la_version(echange: Echange, par: Acteur, a_cote: str = "") -> None:
    db.session.add(
        VersionEchange(
            echange_id=echange.id,
            texte="\n".join(mots for mots in (echange.texte, a_cote) if mots) or None,
            remplacee_par_id=par.agent_id,
            **{champ: getattr(echange, champ) for champ in CHAMPS},
        )
    )


def corriger_echange(echange: Echange, saisie: SaisieEchange, *, par: Acteur, a_cote: str = "") -> None:
    """Replace what an échange says; what it said stays readable among its versions.

    Args:
        echange: the one to correct.
        saisie: what it says from now on.
        par: who corrects.
        a_cote: what a domain above kept beside it and is about to change, in words: sealed with the earlier version.

    Raises:
        ErreurDuDomaine: the échange was cancelled.
    """
    if echange.annule_le is not None:
        raise ErreurDuDomaine("Cet échange est annulé : il ne se corrige plus.")
    changes = [champ for champ in CHAMPS if getattr(echange, champ) != getattr(saisie, champ)]
    if (echange.texte or None) != (saisie.texte or None):
        changes.append("texte")
    if a_cote:
        changes.append("complement")
    if not changes:
        return
    _garder_la_version(echange, par, a_cote)
    for champ in CHAMPS:
        setattr(echange, champ, getattr(saisie, champ))
    echange.texte = saisie.texte
    echange.modifie_par_id, echange.modifie_le = par.agent_id, maintenant()
    noter("corriger", echange, par=par, detail=", ".join(changes))


def annuler_echange(echange: Echange, *, par: Acteur) -> None:
    """Strike an échange entered by mistake: it stays readable, and counts no more.

    Raises:
        ErreurDuDomaine: already cancelled.
    """
    if echange.annule_le is not None:
        raise ErreurDuDomaine("Cet échange est déjà annulé.")
    _garder_la_version(echange, par)
    echange.annule_le = maintenant()
    echange.modifie_par_id = par.agent_id
    noter("annuler", echange, par=par)


def marquer_fait(rappel: Rappel, *, par: Acteur) -> None:
    """The reminder has been dealt with; doing it twice changes nothing."""
    if rappel.fait_le is None:
        rappel.fait_le = maintenant()
        rappel.modifie_par_id = par.agent_id
        noter("faire", rappel, par=par)


def reporter(rappel: Rappel, pour_le: date, *, par: Acteur) -> None:
    """Move a reminder to another day.

    Raises:
        ErreurDuDomaine: it is already done.
    """
    if rappel.fait_le is not None:
        raise ErreurDuDomaine("Ce rappel est déjà fait.")
    rappel.pour_le = pour_le
    rappel.modifie_par_id = par.agent_id
    noter("reporter", rappel, par=par)


def confier(
    parcours: Parcours,
    agent_id: uuid.UUID | None,
    pour_le: date,
    objet: str,
    *,
    par: Acteur | None,
    rappel: Rappel | None = None,
) -> Rappel:
    """Give somebody something to do (nobody in particular: whoever coordinates), or change what was given and is not done."""
    verbe = "corriger"
    if rappel is None or rappel.fait_le is not None:
        verbe = "creer"
        rappel = Rappel(parcours_id=parcours.id, pour_le=pour_le, cree_par_id=par.agent_id if par else None)
        db.session.add(rappel)
    rappel.agent_id, rappel.pour_le, rappel.objet = agent_id, pour_le, objet
    rappel.modifie_par_id = par.agent_id if par else None
    db.session.flush()
    noter(verbe, rappel, par=par)
    return rappel
