"""Every step of a referral once written, through one door: `passer`."""

from __future__ import annotations

from parcours.accompagnements.services import confier
from parcours.beneficiaires.access import accords_en_vigueur
from parcours.beneficiaires.models import Accord, PorteeAccord
from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.services import accompagner, cesser_d_accompagner
from parcours.journal.services import noter
from parcours.orientations.access import dossier_oriente, parcours_oriente
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import (
    EN_ATTENTE,
    LISTE_D_ATTENTE,
    PRECISIONS,
    Cote,
    EtatOrientation,
    Exigence,
    SaisieEtape,
    Transition,
    transition,
)
from parcours.orientations.services.avis import Expedition, prevenir
from parcours.orientations.services.refus import AccordManquant
from parcours.orientations.services.rendez_vous import fixer, solder
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import a_paris, aujourd_hui, maintenant

RIEN = SaisieEtape()
REPONSES = frozenset({EtatOrientation.ACCEPTEE, EtatOrientation.REFUSEE, EtatOrientation.REORIENTEE})
ABANDONS = frozenset({EtatOrientation.REFUS_PERSONNE, EtatOrientation.SANS_SUITE, EtatOrientation.ANNULEE})
FINS = REPONSES | {EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE}


def passer(
    orientation: Orientation,
    vers: EtatOrientation,
    cote: Cote,
    *,
    par: Acteur | None,
    saisie: SaisieEtape = RIEN,
    expedition: Expedition | None = None,
) -> None:
    """Make one step of the declared table, log it, tell the other side by an e-mail that names nobody.

    Args:
        orientation: the referral, loaded through a scope (or behind a signed link).
        vers: where it goes.
        cote: who takes the step.
        par: the agent; None for the structure without an account and for the clock.
        saisie: what goes with the step.
        expedition: what an e-mail needs; None sends none.

    Raises:
        TransitionRefusee: the table does not allow this step to this side.
        AccordManquant: no confirmed agreement names the structure.
        ErreurDuDomaine: something the step requires is missing.
    """
    pas = transition(orientation.etat, vers, cote)
    if pas is None:
        raise TransitionRefusee(
            f"Cette orientation est « {orientation.etat.libelle} » : elle ne peut pas passer à « {vers.libelle} ». "
            "Rouvrez-la pour voir où elle en est."
        )
    _exiger(orientation, pas, saisie, par)
    avant, orientation.etat = orientation.etat, vers
    orientation.modifie_par_id = par.agent_id if par else None
    _dater(orientation, vers, cote)
    if cote is Cote.RECEVEUR and vers in REPONSES:
        orientation.reponse, orientation.motif_refus = saisie.texte, saisie.motif_refus
        orientation.attente_jusqu_au = saisie.attente_jusqu_au
    db.session.add(
        TransitionOrientation(
            orientation_id=orientation.id,
            de=avant,
            vers=vers,
            agent_id=par.agent_id if par else None,
            cote=cote,
            raison=saisie.motif_refus,
            motif=saisie.texte,
        )
    )
    noter("passer", orientation, par=par, detail=f"{avant.value} → {vers.value}")
    _rattacher(orientation, avant, vers, par)
    _au_rendez_vous(orientation, vers, saisie, par, expedition)
    _rappeler(orientation, par)
    prevenir(orientation, vers, cote, expedition)


def _exiger(orientation: Orientation, pas: Transition, saisie: SaisieEtape, par: Acteur | None) -> None:
    """What the table says this step requires."""
    if Exigence.STRUCTURE in pas.exige:
        structure = orientation.structure
        if not structure.orientable or (structure.valide_au is not None and structure.valide_au < aujourd_hui()):
            raise ErreurDuDomaine("Cette structure ne reçoit plus d’orientation : choisissez-en une autre.")
    if Exigence.MOTIF in pas.exige and not saisie.texte:
        raise ErreurDuDomaine("Dites pourquoi, en quelques mots.")
    if Exigence.RAISON in pas.exige:
        if not saisie.motif_refus:
            raise ErreurDuDomaine("Choisissez la raison du refus.")
        if saisie.motif_refus in PRECISIONS and not saisie.texte:
            raise ErreurDuDomaine(PRECISIONS[saisie.motif_refus])
        if saisie.attente_jusqu_au is not None and saisie.motif_refus != LISTE_D_ATTENTE:
            raise ErreurDuDomaine("La date va avec la raison « plus de place, liste d’attente ».")
    if Exigence.ACCORD in pas.exige and par is not None:
        _exiger_l_accord(orientation, par)


def _exiger_l_accord(orientation: Orientation, par: Acteur) -> None:
    """A confirmed agreement names the structure; it is kept beside the referral as the proof of that day."""
    beneficiaire_id, _ = db.session.execute(dossier_oriente(orientation)).one()
    preuve = (
        accords_en_vigueur(beneficiaire_id)
        .join(Accord.portees)
        .where(PorteeAccord.structure_id == orientation.structure_id)
        .with_only_columns(Accord.id)
        .order_by(Accord.id.desc())
        .limit(1)
    )
    accord_id = db.session.scalar(preuve)
    if accord_id is None:
        etat = couverture(par, beneficiaire_id, structure_id=orientation.structure_id)
        raise AccordManquant(etat, orientation.structure)
    orientation.accord_id = accord_id


def _rattacher(orientation: Orientation, avant: EtatOrientation, vers: EtatOrientation, par: Acteur | None) -> None:
    """In the Cité de l’Emploi, the structure that accepts a person accompanies them (ADR 2); elsewhere an answer opens nothing.

    It opens the file to the structure's référents d'insertion only: a partner reads the referral, then as before.
    """
    if EtatOrientation.ACCEPTEE not in {avant, vers} or orientation.contact_id is not None:
        return
    beneficiaire_id, dispositif = db.session.execute(dossier_oriente(orientation)).one()
    if dispositif is not Dispositif.EMPLOI:
        return
    if vers is EtatOrientation.ACCEPTEE:
        accompagner(beneficiaire_id, orientation.structure_id, par=par)
    elif vers in ABANDONS and orientation.repondue_le is not None:
        depuis = a_paris(orientation.repondue_le).date()
        cesser_d_accompagner(beneficiaire_id, orientation.structure_id, depuis, par=par)


def _dater(orientation: Orientation, vers: EtatOrientation, cote: Cote) -> None:
    if vers is EtatOrientation.ENVOYEE:
        orientation.envoyee_le, orientation.envoyee_jour = maintenant(), aujourd_hui()
        orientation.importee = False
        if cote is Cote.COORDINATION:
            orientation.repondue_le = orientation.reponse = orientation.motif_refus = orientation.attente_jusqu_au = None
    elif vers in FINS and orientation.repondue_le is None:
        orientation.repondue_le = maintenant()


def _au_rendez_vous(
    orientation: Orientation, vers: EtatOrientation, saisie: SaisieEtape, par: Acteur | None, expedition: Expedition | None
) -> None:
    """The appointment given with an acceptance; kept when the person came; withdrawn when nobody awaits them any more."""
    if vers is EtatOrientation.ACCEPTEE and saisie.rendez_vous is not None:
        fixer(orientation, saisie.rendez_vous, expedition, par=par)
    elif vers not in (*EN_ATTENTE, EtatOrientation.ACCEPTEE):
        solder(orientation, venue=vers is EtatOrientation.DEMARREE, expedition=expedition, par=par)


def _rappeler(orientation: Orientation, par: Acteur | None) -> None:
    """A full structure that said until when: on that day the sender is reminded to ask again."""
    if orientation.etat is not EtatOrientation.REFUSEE or orientation.attente_jusqu_au is None:
        return
    parcours = db.session.scalars(parcours_oriente(orientation)).one()
    confier(
        parcours,
        orientation.referent_id or orientation.emetteur_id,
        max(orientation.attente_jusqu_au, aujourd_hui()),
        f"Redemander une place : {orientation.structure.libelle}",
        par=par,
    )
