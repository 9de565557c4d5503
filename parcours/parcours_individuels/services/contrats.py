"""Verbs of a PRE pathway under way: its contract, its pauses, its renewals (pre.md §1.2)."""

from __future__ import annotations

from dataclasses import replace

from parcours.journal.services import noter
from parcours.parcours_individuels.access import contrat_de_ce_parcours
from parcours.parcours_individuels.models import ContratEngagement, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import (
    EtatParcours,
    Moment,
    SaisieContrat,
    SaisieEtat,
    SaisieRenouvellement,
    SaisieSuspension,
    Signataire,
    dans_des_mois,
)
from parcours.parcours_individuels.services.accord import exiger_l_accord, exiger_un_accord_en_vigueur
from parcours.parcours_individuels.services.etapes import franchir, verifier_la_date
from parcours.parcours_individuels.services.evaluations import evaluer
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.reglages import reglage

AVANT = frozenset({EtatParcours.DEMANDE, EtatParcours.A_DEMARRER})


def signer_le_contrat(parcours: Parcours, saisie: SaisieContrat, *, par: Acteur) -> ContratEngagement:
    """Record the signed contract: the pathway starts on that day. On a pathway under way, record it late or correct it.

    Raises:
        ErreurDuDomaine: not a PRE pathway, no agreement, a date that cannot be, a term before the signature.
        TransitionRefusee: the pathway is over.
    """
    _du_pre(parcours)
    terme = saisie.terme_le or dans_des_mois(saisie.signe_le, reglage("duree_contrat_pre"))
    if terme <= saisie.signe_le:
        raise ErreurDuDomaine("Le terme du contrat vient après sa signature.")
    contrat = db.session.scalar(contrat_de_ce_parcours(parcours.id))
    nouveau = contrat is None
    if parcours.etat in AVANT:
        exiger_un_accord_en_vigueur(parcours)
        parcours.prochain_bilan_le = saisie.prochain_bilan_le
        franchir(parcours, SaisieEtat(EtatParcours.EN_COURS, saisie.signe_le), par=par)
    elif parcours.etat.actif:
        exiger_l_accord(parcours)
        if contrat is not None or parcours.debut_le is None:
            parcours.debut_le = None  # the entry follows the date of the contract, when it is the contract that gave it
            verifier_la_date(parcours, saisie.signe_le)
            parcours.debut_le = saisie.signe_le
    else:
        raise TransitionRefusee("Ce parcours est terminé : son contrat ne se signe plus.")
    if contrat is None:
        contrat = ContratEngagement(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(contrat)
    contrat.signe_le = saisie.signe_le
    for qui in Signataire:
        setattr(contrat, f"signe_{qui.value}", qui in saisie.signataires)
    contrat.modifie_par_id = parcours.modifie_par_id = par.agent_id
    parcours.terme_le, parcours.profil = terme, saisie.profil or parcours.profil
    evaluer(parcours, Moment.ENTREE, saisie.signe_le, {domaine: (note, None) for domaine, note in saisie.notes.items()})
    db.session.flush()
    noter("signer" if nouveau else "corriger", contrat, par=par)
    db.session.expire(parcours, ["contrat"])
    return contrat


def suspendre(parcours: Parcours, saisie: SaisieSuspension, *, par: Acteur) -> TransitionParcours:
    """Pause: why, and when the family is expected back.

    Raises:
        ErreurDuDomaine: the return is not after the pause, or the agreement was withdrawn.
        TransitionRefusee: the table does not allow it.
    """
    _du_pre(parcours)
    exiger_l_accord(parcours)
    if saisie.retour_le <= saisie.le:
        raise ErreurDuDomaine("Le retour prévu vient après la suspension.")
    etape = SaisieEtat(EtatParcours.SUSPENDU, saisie.le, saisie.motif, prevu_le=saisie.retour_le, texte=saisie.texte)
    return franchir(parcours, etape, par=par)


def renouveler(parcours: Parcours, saisie: SaisieRenouvellement, *, par: Acteur) -> TransitionParcours:
    """A new term and why; beyond the soft ceiling the reason is what motivates it (pre.md §1.5).

    Raises:
        ErreurDuDomaine: no reason, a term that is not later, or the agreement was withdrawn.
        TransitionRefusee: the pathway is not under way.
    """
    _du_pre(parcours)
    exiger_l_accord(parcours)
    if not saisie.raison.strip():
        raise ErreurDuDomaine("Écrivez la raison du renouvellement.")
    if saisie.terme_le <= max(saisie.le, parcours.terme_le or saisie.le):
        raise ErreurDuDomaine("Le nouveau terme vient après l’ancien.")
    if parcours.etat is not EtatParcours.EN_COURS:
        raise TransitionRefusee(f"Un parcours « {parcours.etat.libelle} » ne se renouvelle pas.")
    etape = SaisieEtat(EtatParcours.EN_COURS, saisie.le, prevu_le=saisie.terme_le, texte=saisie.raison)
    pas = franchir(parcours, replace(etape, precision="Renouvellement"), par=par)
    parcours.terme_le = saisie.terme_le
    return pas


def _du_pre(parcours: Parcours) -> None:
    if parcours.dispositif is not Dispositif.PRE:
        raise ErreurDuDomaine("Ce geste n’existe que dans le PRE.")
