"""Writing a saisine: begin, keep as a draft, send."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from parcours.journal.services import noter
from parcours.saisines import system
from parcours.saisines.models import (
    AideTentee,
    MotifDeSaisine,
    ProfessionnelDeSaisine,
    RecitDeSaisine,
    Saisine,
    TitulaireDeSaisine,
)
from parcours.saisines.rules import EtatSaisine, Exigence, Origine, Par, SaisieDemande, manques
from parcours.saisines.services.etapes import passer
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.recherche import cle_de_recherche, cle_de_tri

_LETTRES = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, O, 1, I: a reference is said on the phone."""


def commencer(demande: SaisieDemande, *, par: Acteur) -> Saisine:
    """Begin a draft."""
    saisine = _nouvelle(demande, Origine.SAISIE, par)
    passer(saisine, EtatSaisine.BROUILLON, Par.SAISIE, par=par, le=demande.demande_le)
    _poser_le_recit(saisine, None, demande, par)
    noter("creer", saisine, par=par)
    return saisine


def recevoir(demande: SaisieDemande) -> Saisine:
    """A saisine filled in by a prescripteur without an account.

    Raises:
        ErreurDuDomaine: something mandatory is missing.
    """
    _refuser_si_incomplete(demande)
    saisine = _nouvelle(demande, Origine.LIEN, None)
    passer(saisine, EtatSaisine.RECUE, Par.PRESCRIPTEUR, par=None, preuves={Exigence.COMPLETE})
    _poser_le_recit(saisine, None, demande, None)
    noter("creer", saisine, par=None)
    return saisine


def enregistrer_brouillon(saisine: Saisine, recit: RecitDeSaisine | None, demande: SaisieDemande, *, par: Acteur) -> None:
    """Keep what is typed so far.

    Raises:
        TransitionRefusee: it is not a draft any more.
    """
    if saisine.etat is not EtatSaisine.BROUILLON:
        raise TransitionRefusee("Cette saisine est déjà transmise : elle ne se modifie plus.")
    _remplir(saisine, demande)
    _poser_le_recit(saisine, recit, demande, par)
    saisine.modifie_par_id = par.agent_id
    db.session.flush()


def transmettre(saisine: Saisine, recit: RecitDeSaisine | None, demande: SaisieDemande, *, par: Acteur) -> None:
    """Send a draft to the coordination.

    Raises:
        ErreurDuDomaine: something mandatory is missing.
    """
    _refuser_si_incomplete(demande)
    enregistrer_brouillon(saisine, recit, demande, par=par)
    passer(saisine, EtatSaisine.RECUE, Par.SAISIE, par=par, preuves={Exigence.COMPLETE})


def supprimer_brouillon(saisine: Saisine, recit: RecitDeSaisine | None, *, par: Acteur) -> None:
    """Erase a draft never sent: nothing was decided on it.

    Raises:
        TransitionRefusee: it was sent.
    """
    if saisine.etat is not EtatSaisine.BROUILLON:
        raise TransitionRefusee("Cette saisine est déjà transmise : elle ne s’efface plus.")
    noter("supprimer", saisine, par=par)
    if recit is not None:
        db.session.delete(recit)
        db.session.flush()
    db.session.delete(saisine)
    db.session.flush()


def _refuser_si_incomplete(demande: SaisieDemande) -> None:
    for phrase in manques(demande).values():
        raise ErreurDuDomaine(phrase)


def _nouvelle(demande: SaisieDemande, origine: Origine, par: Acteur | None) -> Saisine:
    saisine = Saisine(reference=_reference(), origine=origine, cree_par_id=par.agent_id if par else None)
    _remplir(saisine, demande)
    return saisine


def _reference() -> str:
    while True:
        lettres = "".join(secrets.choice(_LETTRES) for _ in range(6))
        reference = f"{lettres[:3]}-{lettres[3:]}"
        if system.reference_libre(reference):
            return reference


def _remplir(saisine: Saisine, demande: SaisieDemande) -> None:
    p, accord = demande.prescripteur, demande.accord
    valeurs: dict[str, Any] = {
        "demande_le": demande.demande_le,
        "prescripteur_nom": p.nom,
        "prescripteur_fonction": p.fonction,
        "prescripteur_institution": p.institution,
        "prescripteur_telephone": p.telephone,
        "prescripteur_courriel": p.courriel,
        "prescripteur_lien": p.lien,
        "orienteur": p.orienteur,
        **asdict(demande.enfant),
        "information_le": accord.information_le,
        "information_par": accord.information_par,
        "accord_forme": accord.forme,
        "accord_par": accord.par,
        "avis_enfant": accord.avis_enfant,
        "notice_remise": accord.notice_remise,
        "cle_recherche": cle_de_recherche(demande.enfant.nom, demande.enfant.prenom),
        "cle_tri": cle_de_tri(demande.enfant.nom, demande.enfant.prenom),
    }
    for nom, valeur in valeurs.items():
        setattr(saisine, nom, valeur)
    saisine.titulaires = [
        TitulaireDeSaisine(saisine_id=saisine.id, rang=rang, **asdict(t)) for rang, t in enumerate(demande.titulaires, start=1)
    ]
    saisine.motifs = [
        MotifDeSaisine(saisine_id=saisine.id, rang=rang, code=code, libelle=libelle)
        for rang, (code, libelle) in enumerate(demande.motifs)
    ]


def _poser_le_recit(saisine: Saisine, recit: RecitDeSaisine | None, demande: SaisieDemande, par: Acteur | None) -> None:
    if recit is None:
        recit = RecitDeSaisine(saisine_id=saisine.id, cree_par_id=par.agent_id if par else None)
        db.session.add(recit)
    for nom, texte in asdict(demande.recit).items():
        setattr(recit, nom, texte)
    recit.aides = [
        AideTentee(recit_id=recit.id, rang=rang, code=code, libelle=libelle)
        for rang, (code, libelle) in enumerate(demande.aides)
    ]
    recit.professionnels = [
        ProfessionnelDeSaisine(recit_id=recit.id, rang=rang, **asdict(qui))
        for rang, qui in enumerate(demande.professionnels, start=1)
    ]
    db.session.flush()
