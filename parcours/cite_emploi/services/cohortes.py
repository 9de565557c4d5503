"""Cohorts: made, joined, left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from parcours.cite_emploi.access import membre_de
from parcours.cite_emploi.models import Cohorte, MembreDeCohorte
from parcours.cite_emploi.rules import SaisieCohorte
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui


def enregistrer_cohorte(cohorte: Cohorte | None, saisie: SaisieCohorte, *, par: Acteur) -> Cohorte:
    """Make a cohort, or correct it.

    Raises:
        ErreurDuDomaine: an end before the beginning.
    """
    if saisie.fin_le and saisie.fin_le < saisie.debut_le:
        raise ErreurDuDomaine("La fin vient après le début.")
    nouvelle = cohorte is None
    if cohorte is None:
        cohorte = Cohorte(cree_par_id=par.agent_id)
        db.session.add(cohorte)
    for champ, valeur in asdict(saisie).items():
        setattr(cohorte, champ, valeur)
    cohorte.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if nouvelle else "modifier", cohorte, par=par)
    return cohorte


def ajouter_des_membres(cohorte: Cohorte, parcours: Sequence[Parcours], *, par: Acteur) -> int:
    """Put these pathways in the cohort; who had left comes back; returns how many are new."""
    jour = aujourd_hui()
    deja = {m.parcours_id: m for m in db.session.scalars(membre_de(cohorte.id, [p.id for p in parcours]))}
    nombre = 0
    for un in parcours:
        membre = deja.get(un.id)
        if membre is None:
            db.session.add(MembreDeCohorte(cohorte_id=cohorte.id, parcours_id=un.id, entre_le=jour, cree_par_id=par.agent_id))
        elif membre.sorti_le is not None:
            membre.sorti_le, membre.modifie_par_id = None, par.agent_id
        else:
            continue
        nombre += 1
        noter("entrer_en_cohorte", un, par=par, detail=str(cohorte.id))
    db.session.flush()
    return nombre


def retirer_un_membre(cohorte: Cohorte, parcours: Parcours, *, par: Acteur) -> None:
    """Take somebody out; leaving twice changes nothing."""
    membre = db.session.scalar(membre_de(cohorte.id, [parcours.id]))
    if membre is not None and membre.sorti_le is None:
        membre.sorti_le, membre.modifie_par_id = aujourd_hui(), par.agent_id
        db.session.flush()
        noter("quitter_la_cohorte", parcours, par=par, detail=str(cohorte.id))
