"""Who follows the person, period by period: a period is ended, never rewritten."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from parcours.beneficiaires.access import accompagnements_en_vigueur
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement, SaisieReferent
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte


def nommer_referent(personne: Beneficiaire, saisie: SaisieReferent, *, par: Acteur) -> Rattachement:
    """Name a référent or a co-référent from a date; the former référent's period ends the day before.

    Raises:
        ErreurDuDomaine: already named, or a later period exists.
    """
    memes = [r for r in personne.rattachements if r.nature is saisie.nature and (r.fin is None or r.fin >= saisie.debut)]
    if any(r.agent_id == saisie.agent_id and r.debut <= saisie.debut for r in memes):
        raise ErreurDuDomaine("Cette personne suit déjà ce parcours à cette date.")
    if saisie.nature is NatureRattachement.REFERENT:
        if plus_tard := [r for r in memes if r.debut > saisie.debut]:
            raise ErreurDuDomaine(
                f"Une période de référent commence le {date_courte(plus_tard[0].debut)} : choisissez cette date ou une date suivante."
            )
        for ancien in memes:
            if ancien.debut == saisie.debut:
                return _remplacer_le_jour_meme(ancien, saisie, par)
            ancien.fin = saisie.debut - timedelta(days=1)
            ancien.modifie_par_id = par.agent_id
            noter("clore", ancien, par=par)
    nouveau = Rattachement(
        beneficiaire_id=personne.id,
        nature=saisie.nature,
        agent_id=saisie.agent_id,
        debut=saisie.debut,
        cree_par_id=par.agent_id,
    )
    db.session.add(nouveau)
    db.session.flush()
    noter("nommer", nouveau, par=par, detail=saisie.nature.value)
    return nouveau


def _remplacer_le_jour_meme(ancien: Rattachement, saisie: SaisieReferent, par: Acteur) -> Rattachement:
    """A period that begins the same day was a slip: it changes hands, the journal keeps the trace."""
    ancien.agent_id, ancien.structure_id, ancien.libelle, ancien.fin = saisie.agent_id, None, None, None
    ancien.modifie_par_id = par.agent_id
    noter("nommer", ancien, par=par, detail="agent")
    return ancien


def mettre_fin(rattachement: Rattachement, fin: date, *, par: Acteur | None) -> None:
    """End a period; its last day is `fin`.

    Raises:
        ErreurDuDomaine: the end is before the beginning.
    """
    if fin < rattachement.debut:
        raise ErreurDuDomaine(f"Cette période commence le {date_courte(rattachement.debut)} : sa fin ne peut pas la précéder.")
    rattachement.fin = fin
    rattachement.modifie_par_id = par.agent_id if par else None
    noter("clore", rattachement, par=par)


def accompagner(beneficiaire_id: uuid.UUID, structure_id: uuid.UUID, *, par: Acteur | None) -> None:
    """A structure accompanies a person from today, once (ADR 2); the caller reached both through its own scope."""
    if db.session.scalars(accompagnements_en_vigueur(beneficiaire_id, structure_id)).first() is not None:
        return
    rattachement = Rattachement(
        beneficiaire_id=beneficiaire_id,
        nature=NatureRattachement.ACCOMPAGNEMENT,
        structure_id=structure_id,
        debut=aujourd_hui(),
        cree_par_id=par.agent_id if par else None,
    )
    db.session.add(rattachement)
    db.session.flush()
    noter("nommer", rattachement, par=par, detail=NatureRattachement.ACCOMPAGNEMENT.value)


def cesser_d_accompagner(beneficiaire_id: uuid.UUID, structure_id: uuid.UUID, depuis: date, *, par: Acteur | None) -> None:
    """Today is the last day of what `accompagner` opened on `depuis`; an older accompaniment has its own reasons and stays."""
    for rattachement in db.session.scalars(accompagnements_en_vigueur(beneficiaire_id, structure_id)):
        if rattachement.debut == depuis:
            mettre_fin(rattachement, aujourd_hui(), par=par)
