"""One step of the declared table: the only place where a state changes, and each step is kept."""

from __future__ import annotations

from datetime import date

from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours, TransitionParcours
from parcours.parcours_individuels.rules import (
    BILAN_APRES_MOIS,
    EtatParcours,
    SaisieEtat,
    bilan_suivant,
    dans_des_mois,
    transition_permise,
)
from parcours.parcours_individuels.services.accord import exiger_un_accord_en_vigueur
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglage

E = EtatParcours


def franchir(parcours: Parcours, saisie: SaisieEtat, *, par: Acteur) -> TransitionParcours:
    """Take one step; what it requires beyond the table is checked by the verb that calls it.

    Raises:
        TransitionRefusee: the table of the dispositif does not allow the step.
        ErreurDuDomaine: the date is in the future, before the request or before the entry.
    """
    de, vers, le = parcours.etat, saisie.vers, saisie.le
    if not transition_permise(de, vers, parcours.dispositif):
        raise TransitionRefusee(f"Un parcours « {de.libelle} » ne peut pas devenir « {vers.libelle} ».")
    verifier_la_date(parcours, le)
    if vers is E.EN_COURS and parcours.debut_le is None:
        _entrer(parcours, le)
    elif de is E.SUSPENDU and vers is E.EN_COURS:
        _reprendre(parcours, le)
    parcours.retour_prevu_le = saisie.prevu_le if vers is E.SUSPENDU else None
    if vers is E.SUSPENDU and saisie.prevu_le is not None:
        parcours.prochain_bilan_le = saisie.prevu_le
    if vers is E.SORTI:
        parcours.sortie_le, parcours.prochain_bilan_le = le, None
        parcours.motif_sortie, parcours.motif_sortie_texte = saisie.motif, saisie.precision
    parcours.etat = vers
    parcours.modifie_par_id = par.agent_id
    pas = noter_le_pas(parcours, de, saisie, par=par)
    noter("changer_etat", parcours, par=par, detail=f"{de.value} → {vers.value}")
    return pas


def verifier_la_date(parcours: Parcours, le: date) -> None:
    """A fact is neither in the future nor before what made it possible.

    Raises:
        ErreurDuDomaine: otherwise.
    """
    if le > aujourd_hui():
        raise ErreurDuDomaine("Cette date est dans le futur.")
    if parcours.demande_le and le < parcours.demande_le:
        raise ErreurDuDomaine("Cette date précède la demande.")
    if parcours.debut_le and le < parcours.debut_le:
        raise ErreurDuDomaine("Cette date précède l’entrée en parcours.")


def _entrer(parcours: Parcours, le: date) -> None:
    pre = parcours.dispositif is Dispositif.PRE
    if pre:
        exiger_un_accord_en_vigueur(parcours)
    parcours.debut_le = le
    if parcours.prochain_bilan_le is None:
        parcours.prochain_bilan_le = (
            bilan_suivant(le, reglage("bilan_initial_pre")) if pre else dans_des_mois(le, BILAN_APRES_MOIS)
        )


def _reprendre(parcours: Parcours, le: date) -> None:
    if parcours.dispositif is Dispositif.PRE and (parcours.prochain_bilan_le is None or parcours.prochain_bilan_le <= le):
        parcours.prochain_bilan_le = bilan_suivant(le, reglage("bilan_suivant_pre"))


def noter_le_pas(parcours: Parcours, de: EtatParcours | None, saisie: SaisieEtat, *, par: Acteur) -> TransitionParcours:
    """Keep the step: from, to, when, by whom, why."""
    motif = saisie.precision or saisie.motif
    pas = TransitionParcours(
        parcours_id=parcours.id,
        de=de,
        vers=saisie.vers,
        a_la_date=saisie.le,
        agent_id=par.agent_id,
        motif=motif[:160] if motif else None,
        prevu_le=saisie.prevu_le,
        texte=saisie.texte,
    )
    db.session.add(pas)
    db.session.flush()
    return pas
