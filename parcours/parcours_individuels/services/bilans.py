"""A bilan is written on one screen: progress, ratings, words, and what follows (pre.md §1.5)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from parcours.journal.services import noter
from parcours.parcours_individuels.access import bilans_de_ce_parcours, objectifs_de_ce_parcours, progres_de_ce_bilan
from parcours.parcours_individuels.models import Bilan, Objectif, Parcours, ProgresObjectif
from parcours.parcours_individuels.rules import (
    EtatObjectif,
    EtatParcours,
    Moment,
    Present,
    SaisieBilan,
    SaisieEtat,
    Suite,
    bilan_suivant,
)
from parcours.parcours_individuels.services.accord import exiger_l_accord
from parcours.parcours_individuels.services.etapes import franchir, verifier_la_date
from parcours.parcours_individuels.services.evaluations import evaluer, verifier_la_note
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.reglages import reglage


def enregistrer_bilan(parcours: Parcours, bilan: Bilan | None, saisie: SaisieBilan, *, par: Acteur) -> Bilan:
    """Write a bilan down, or correct one. The latest bilan sets the next date; a new one may propose the exit.

    Raises:
        ErreurDuDomaine: not a PRE pathway under way, a date that cannot be, an objective of another pathway, or the
            agreement was withdrawn.
    """
    if parcours.dispositif is not Dispositif.PRE:
        raise ErreurDuDomaine("Le bilan n’existe que dans le PRE.")
    exiger_l_accord(parcours)
    nouveau = bilan is None
    if nouveau and not parcours.etat.actif:
        raise ErreurDuDomaine(f"Un parcours « {parcours.etat.libelle} » n’a pas de bilan à écrire.")
    verifier_la_date(parcours, saisie.le)
    prochain = saisie.prochain_bilan_le or bilan_suivant(saisie.le, reglage("bilan_suivant_pre"))
    if prochain <= saisie.le:
        raise ErreurDuDomaine("Le prochain bilan vient après celui-ci.")
    dernier = max((b.le for b in db.session.scalars(bilans_de_ce_parcours(parcours.id)) if b is not bilan), default=None)
    if bilan is None:
        bilan = Bilan(parcours_id=parcours.id, cree_par_id=par.agent_id)
    bilan.le, bilan.type, bilan.suite, bilan.prochain_bilan_le = saisie.le, saisie.type, saisie.suite, prochain
    bilan.paroles, bilan.constat, bilan.modifie_par_id = saisie.paroles, saisie.constat, par.agent_id
    for qui in Present:
        setattr(bilan, f"present_{qui.value}", qui in saisie.presents)
    db.session.add(bilan)
    flag_modified(bilan, "modifie_par_id")  # ratings are rows of their own: the version moves with them
    db.session.flush()
    _progres(parcours, bilan, saisie, par=par, dernier=dernier is None or saisie.le >= dernier)
    evaluer(parcours, Moment.BILAN, saisie.le, {d: (note, None) for d, note in saisie.notes.items()}, bilan)
    if parcours.etat.actif and (dernier is None or saisie.le >= dernier):
        parcours.prochain_bilan_le, parcours.modifie_par_id = prochain, par.agent_id
    if nouveau and saisie.suite is Suite.SORTIE and parcours.etat is EtatParcours.EN_COURS:
        franchir(parcours, SaisieEtat(EtatParcours.SORTIE_PROPOSEE, saisie.le, precision="Décidé au bilan"), par=par)
    noter("creer" if nouveau else "corriger", bilan, par=par, detail=saisie.type.value)
    return bilan


def _progres(parcours: Parcours, bilan: Bilan, saisie: SaisieBilan, *, par: Acteur, dernier: bool) -> None:
    """Keep where each objective stood; the latest bilan also moves the objective itself."""
    objectifs = {o.id: o for o in db.session.scalars(objectifs_de_ce_parcours(parcours.id))}
    if set(saisie.objectifs) - set(objectifs):
        raise ErreurDuDomaine("Cet objectif n’est pas dans ce parcours.")
    for ancien in db.session.scalars(progres_de_ce_bilan(bilan.id)).all():
        db.session.delete(ancien)
    for objectif_id, (etat, note) in saisie.objectifs.items():
        db.session.add(ProgresObjectif(bilan_id=bilan.id, objectif_id=objectif_id, etat=etat, note=verifier_la_note(note)))
        if dernier:
            _avancer(objectifs[objectif_id], etat, note, saisie.le, par)
    db.session.flush()
    db.session.expire(parcours, ["objectifs"])


def _avancer(objectif: Objectif, etat: EtatObjectif, note: int | None, le: date, par: Acteur) -> None:
    avant = (objectif.etat, objectif.note_fin)
    objectif.note_fin = note or objectif.note_fin
    if etat is not objectif.etat:
        objectif.etat, objectif.atteint_le = etat, None if etat is EtatObjectif.EN_COURS else le
    if avant != (objectif.etat, objectif.note_fin):
        objectif.modifie_par_id = par.agent_id
        noter("corriger", objectif, par=par, detail=etat.value)
