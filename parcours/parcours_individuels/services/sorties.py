"""The exit of a PRE pathway and the watch after it (pre.md §1.1, steps 10 and 11)."""

from __future__ import annotations

from parcours.journal.services import noter
from parcours.parcours_individuels.access import sortie_de_ce_parcours
from parcours.parcours_individuels.models import Parcours, SortieDeParcours
from parcours.parcours_individuels.rules import (
    RETRAITS,
    EtatParcours,
    Moment,
    SaisieEtat,
    SaisieSortie,
    SaisieVeille,
)
from parcours.parcours_individuels.services.etapes import franchir, verifier_la_date
from parcours.parcours_individuels.services.evaluations import evaluer
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee

CORRIGEABLES = frozenset({EtatParcours.SORTI, EtatParcours.VEILLE})


def sortir(parcours: Parcours, saisie: SaisieSortie, *, par: Acteur) -> SortieDeParcours:
    """Record the exit, and start the watch when one is wanted; on a pathway already out, correct what was written.

    Raises:
        ErreurDuDomaine: not the PRE, no reason, a watch that is not later or after a withdrawal.
        TransitionRefusee: the table does not allow an exit from here.
    """
    if parcours.dispositif is not Dispositif.PRE:
        raise ErreurDuDomaine("Cette page de sortie n’existe que dans le PRE.")
    if not saisie.motif:
        raise ErreurDuDomaine("Choisissez le motif de sortie.")
    retrait = saisie.motif in RETRAITS
    if saisie.veille_le is not None and (retrait or saisie.veille_le <= saisie.le):
        raise ErreurDuDomaine(
            "Après un retrait de l’accord, il n’y a pas de veille." if retrait else "Les nouvelles se prennent après la sortie."
        )
    sortie = db.session.scalar(sortie_de_ce_parcours(parcours.id))
    if parcours.etat in CORRIGEABLES:
        _corriger_la_sortie(parcours, saisie)
    else:
        franchir(parcours, SaisieEtat(EtatParcours.SORTI, saisie.le, saisie.motif, saisie.libelle_motif), par=par)
    nouvelle = sortie is None
    if sortie is None:
        sortie = SortieDeParcours(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(sortie)
    for champ in (
        "relais", "relais_vers", "relais_structure_id", "satisfaction", "relu_avec_parents_le", "mots_enfant", "mots_parents",
        "veille_le",
    ):  # fmt: skip
        setattr(sortie, champ, getattr(saisie, champ))
    sortie.modifie_par_id = parcours.modifie_par_id = par.agent_id
    evaluer(parcours, Moment.SORTIE, saisie.le, dict(saisie.situations))
    db.session.flush()
    noter("creer" if nouvelle else "corriger", sortie, par=par, detail=saisie.motif)
    if saisie.veille_le is not None and parcours.etat is EtatParcours.SORTI:
        franchir(parcours, SaisieEtat(EtatParcours.VEILLE, saisie.le, prevu_le=saisie.veille_le), par=par)
    db.session.expire(parcours, ["sortie"])
    return sortie


def _corriger_la_sortie(parcours: Parcours, saisie: SaisieSortie) -> None:
    if parcours.motif_sortie in RETRAITS:
        raise ErreurDuDomaine("La famille a retiré son accord : il ne reste qu’à clore ce parcours.")
    verifier_la_date(parcours, saisie.le)
    parcours.sortie_le, parcours.motif_sortie, parcours.motif_sortie_texte = saisie.le, saisie.motif, saisie.libelle_motif


def prendre_des_nouvelles(parcours: Parcours, saisie: SaisieVeille, *, par: Acteur) -> SortieDeParcours:
    """End the watch with what was learnt: the pathway is closed.

    Raises:
        TransitionRefusee: the pathway is not under watch.
        ErreurDuDomaine: a date before the exit.
    """
    if parcours.etat is not EtatParcours.VEILLE:
        raise TransitionRefusee("Ce parcours n’est pas en veille.")
    if parcours.sortie_le and saisie.le < parcours.sortie_le:
        raise ErreurDuDomaine("Cette date précède la sortie.")
    sortie = db.session.scalar(sortie_de_ce_parcours(parcours.id))
    if sortie is None:
        sortie = SortieDeParcours(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(sortie)
    sortie.veille_faite_le, sortie.veille_situation, sortie.veille_texte = saisie.le, saisie.situation, saisie.texte
    sortie.modifie_par_id = par.agent_id
    franchir(parcours, SaisieEtat(EtatParcours.CLOS, saisie.le, precision="Fin de la veille"), par=par)
    noter("corriger", sortie, par=par, detail="veille")
    return sortie
