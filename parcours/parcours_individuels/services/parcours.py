"""Verbs on a pathway: open, change state, correct."""

from __future__ import annotations

from dataclasses import asdict

from parcours.beneficiaires.models import Beneficiaire
from parcours.journal.services import noter
from parcours.parcours_individuels.access import etats_des_parcours, motifs_de_ce_parcours
from parcours.parcours_individuels.models import MotifDeDemande, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import (
    OUVERTS,
    EtatParcours,
    SaisieContrat,
    SaisieEtat,
    SaisieOuverture,
    SaisieParcours,
    transition_permise,
)
from parcours.parcours_individuels.services.accord import exiger_l_accord, exiger_un_accord_en_vigueur
from parcours.parcours_individuels.services.contrats import signer_le_contrat
from parcours.parcours_individuels.services.etapes import franchir, noter_le_pas
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee


def ouvrir(personne: Beneficiaire, saisie: SaisieOuverture, *, par: Acteur) -> Parcours:
    """Open a pathway at its request, and start it at once when a beginning is given. Re-entry is a new pathway.

    Raises:
        ErreurDuDomaine: another pathway is still open.
    """
    if OUVERTS & set(db.session.scalars(etats_des_parcours(personne.id))):
        raise ErreurDuDomaine("Un parcours est déjà ouvert pour cette personne : il faut d’abord en sortir.")
    parcours = Parcours(
        beneficiaire_id=personne.id,
        dispositif=personne.dispositif,
        etat=EtatParcours.DEMANDE,
        demande_le=saisie.demande_le,
        oriente_par=saisie.oriente_par,
        cree_par_id=par.agent_id,
    )
    db.session.add(parcours)
    db.session.flush()
    noter_le_pas(parcours, None, SaisieEtat(EtatParcours.DEMANDE, saisie.demande_le), par=par)
    _remplacer_les_motifs(parcours, saisie.motifs)
    noter("creer", parcours, par=par)
    if saisie.debut_le is not None and parcours.dispositif is Dispositif.PRE:
        signer_le_contrat(parcours, SaisieContrat(saisie.debut_le, frozenset()), par=par)
    elif saisie.debut_le is not None:
        changer_etat(parcours, SaisieEtat(EtatParcours.EN_COURS, saisie.debut_le), par=par)
    return parcours


AVANT_L_ENTREE = frozenset({EtatParcours.DEMANDE, EtatParcours.A_DEMARRER})
FERMETURES = frozenset({EtatParcours.SORTI, EtatParcours.NON_RETENU, EtatParcours.CLOS})
"""What may still be written once the family has withdrawn its agreement."""


def changer_etat(parcours: Parcours, saisie: SaisieEtat, *, par: Acteur) -> TransitionParcours:
    """Take one step of the declared table.

    Raises:
        TransitionRefusee: the table does not allow the step.
        ErreurDuDomaine: the step asks for more (`_exigences_du_pre`), or its date cannot be.
    """
    if parcours.dispositif is Dispositif.PRE and transition_permise(parcours.etat, saisie.vers, Dispositif.PRE):
        _exigences_du_pre(parcours, saisie)
    return franchir(parcours, saisie, par=par)


def _exigences_du_pre(parcours: Parcours, saisie: SaisieEtat) -> None:
    """A PRE pathway starts with its contract, pauses and ends for a reason, is renewed for one (pre.md §1.2, §1.5)."""
    vers = saisie.vers
    if vers is EtatParcours.EN_COURS and parcours.etat in AVANT_L_ENTREE:
        exiger_un_accord_en_vigueur(parcours)
        raise ErreurDuDomaine("Le parcours commence quand le contrat d’engagement signé est enregistré.")
    if vers is EtatParcours.EN_COURS and vers is parcours.etat:
        raise TransitionRefusee("Un renouvellement se note avec sa raison et son nouveau terme.")
    if vers is EtatParcours.SUSPENDU and not (saisie.motif and saisie.prevu_le):
        raise ErreurDuDomaine("Une suspension a un motif et une date de retour prévue.")
    if vers is EtatParcours.SORTI and not saisie.motif:
        raise ErreurDuDomaine("Choisissez le motif de sortie.")
    if vers not in FERMETURES:
        exiger_l_accord(parcours)


def corriger(parcours: Parcours, saisie: SaisieParcours, *, par: Acteur) -> None:
    """Correct the dates, the origin, the profile and the reasons of a pathway.

    Raises:
        ErreurDuDomaine: in the PRE, an open pathway would have no next bilan, or would start without its contract.
    """
    if parcours.dispositif is Dispositif.PRE:
        exiger_l_accord(parcours)
        if parcours.etat.actif and saisie.prochain_bilan_le is None:
            raise ErreurDuDomaine("Un parcours ouvert a toujours une date de prochain bilan.")
        if parcours.etat in AVANT_L_ENTREE and saisie.debut_le is not None:
            raise ErreurDuDomaine("Le parcours commence quand le contrat d’engagement signé est enregistré.")
    valeurs = {nom: v for nom, v in asdict(saisie).items() if nom != "motifs"}
    changes = [nom for nom, valeur in valeurs.items() if getattr(parcours, nom) != valeur]
    for nom in changes:
        setattr(parcours, nom, valeurs[nom])
    actuels = db.session.scalars(motifs_de_ce_parcours(parcours.id)).all()
    if {m.code: m.principal for m in actuels} != {code: rang == 0 for rang, (code, _) in enumerate(saisie.motifs)}:
        _remplacer_les_motifs(parcours, saisie.motifs)
        changes.append("motifs")
    if changes:
        parcours.modifie_par_id = par.agent_id
        noter("corriger", parcours, par=par, detail=", ".join(changes))


def _remplacer_les_motifs(parcours: Parcours, motifs: tuple[tuple[str, str], ...]) -> None:
    for ancien in db.session.scalars(motifs_de_ce_parcours(parcours.id)).all():
        db.session.delete(ancien)
    db.session.add_all(
        MotifDeDemande(parcours_id=parcours.id, code=code, libelle=libelle, principal=rang == 0)
        for rang, (code, libelle) in enumerate(motifs)
    )
    db.session.flush()
    db.session.expire(parcours, ["motifs"])
