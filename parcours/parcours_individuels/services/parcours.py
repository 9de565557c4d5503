"""Verbs on a pathway: open, change state, correct."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from parcours.beneficiaires.access import etats_des_accords
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import EtatAccord
from parcours.journal.services import noter
from parcours.parcours_individuels.access import etats_des_parcours, motifs_de_ce_parcours
from parcours.parcours_individuels.models import MotifDeDemande, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import (
    BILAN_APRES_MOIS,
    OUVERTS,
    EtatParcours,
    SaisieEtat,
    SaisieOuverture,
    SaisieParcours,
    dans_des_mois,
    transition_permise,
)
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui


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
    _noter_le_pas(parcours, None, EtatParcours.DEMANDE, saisie.demande_le, par, None)
    _remplacer_les_motifs(parcours, saisie.motifs)
    noter("creer", parcours, par=par)
    if saisie.debut_le is not None:
        changer_etat(parcours, SaisieEtat(EtatParcours.EN_COURS, saisie.debut_le), par=par)
    return parcours


def changer_etat(parcours: Parcours, saisie: SaisieEtat, *, par: Acteur) -> TransitionParcours:
    """Take one step of the declared table: the only way a state changes.

    Raises:
        TransitionRefusee: the table does not allow the step.
        ErreurDuDomaine: a PRE pathway would start without any agreement (loi 2005-32, art. 128; pre.md §3.5), or the
            date is in the future or before the request.
    """
    de, vers, le = parcours.etat, saisie.vers, saisie.le
    if not transition_permise(de, vers):
        raise TransitionRefusee(f"Un parcours « {de.libelle} » ne peut pas devenir « {vers.libelle} ».")
    if le > aujourd_hui():
        raise ErreurDuDomaine("Cette date est dans le futur.")
    if parcours.demande_le and le < parcours.demande_le:
        raise ErreurDuDomaine("Cette date précède la demande.")
    if vers is EtatParcours.EN_COURS and parcours.debut_le is None:
        _entrer(parcours, le)
    if vers is EtatParcours.SORTI:
        parcours.sortie_le, parcours.prochain_bilan_le = le, None
        parcours.motif_sortie, parcours.motif_sortie_texte = saisie.motif, saisie.precision
    parcours.etat = vers
    parcours.modifie_par_id = par.agent_id
    pas = _noter_le_pas(parcours, de, vers, le, par, saisie.precision or saisie.motif)
    noter("changer_etat", parcours, par=par, detail=f"{de.value} → {vers.value}")
    return pas


def _entrer(parcours: Parcours, le: date) -> None:
    if parcours.dispositif is Dispositif.PRE:
        accords = set(db.session.scalars(etats_des_accords(parcours.beneficiaire_id)))
        if not accords & {EtatAccord.CONFIRME, EtatAccord.REPRIS}:
            raise ErreurDuDomaine("Aucun accord des parents n’est enregistré : le parcours ne peut pas commencer.")
    parcours.debut_le = le
    if parcours.prochain_bilan_le is None:
        parcours.prochain_bilan_le = dans_des_mois(le, BILAN_APRES_MOIS)


def _noter_le_pas(
    parcours: Parcours, de: EtatParcours | None, vers: EtatParcours, le: date, par: Acteur, motif: str | None
) -> TransitionParcours:
    pas = TransitionParcours(
        parcours_id=parcours.id, de=de, vers=vers, a_la_date=le, agent_id=par.agent_id, motif=motif[:160] if motif else None
    )
    db.session.add(pas)
    db.session.flush()
    return pas


def corriger(parcours: Parcours, saisie: SaisieParcours, *, par: Acteur) -> None:
    """Correct the dates, the origin and the reasons of a pathway."""
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
