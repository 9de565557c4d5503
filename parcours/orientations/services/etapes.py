"""Every step of a referral once written, through one door: `passer`."""

from __future__ import annotations

from parcours.beneficiaires.services import accompagner, cesser_d_accompagner
from parcours.journal.services import noter
from parcours.orientations.access import dossier_oriente
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieEtape, transition
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import a_paris, aujourd_hui, maintenant

RIEN = SaisieEtape()
REPONSES = frozenset({EtatOrientation.ACCEPTEE, EtatOrientation.REFUSEE})
ABANDONS = frozenset({EtatOrientation.REFUS_PERSONNE, EtatOrientation.SANS_SUITE})
FINS = REPONSES | {EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE}


def passer(
    orientation: Orientation,
    vers: EtatOrientation,
    cote: Cote,
    *,
    par: Acteur,
    saisie: SaisieEtape = RIEN,
    adresse: str = "",
) -> None:
    """Make one step of the declared table, log it, tell the other side by an e-mail that names nobody.

    Raises:
        TransitionRefusee: the table does not allow this step to this side.
        ErreurDuDomaine: the step asks for a reason.
    """
    etape = transition(orientation.etat, vers, cote)
    if etape is None:
        raise TransitionRefusee(
            f"Cette orientation est « {orientation.etat.libelle} » : elle ne peut pas passer à « {vers.libelle} ». "
            "Rouvrez-la pour voir où elle en est."
        )
    if etape.motif_demande and not (saisie.texte or saisie.motif_refus):
        raise ErreurDuDomaine("Dites pourquoi, en quelques mots.")
    avant, orientation.etat = orientation.etat, vers
    orientation.modifie_par_id = par.agent_id
    _dater(orientation, vers)
    if cote is Cote.RECEVEUR and vers in REPONSES:
        orientation.reponse, orientation.motif_refus = saisie.texte, saisie.motif_refus
        orientation.rendez_vous_le = saisie.rendez_vous_le
    db.session.add(
        TransitionOrientation(orientation_id=orientation.id, de=avant, vers=vers, agent_id=par.agent_id, motif=saisie.texte)
    )
    noter("passer", orientation, par=par, detail=f"{avant.value} → {vers.value}")
    _rattacher(orientation, avant, vers, par)
    _prevenir(orientation, vers, cote, adresse)


def _rattacher(orientation: Orientation, avant: EtatOrientation, vers: EtatOrientation, par: Acteur) -> None:
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


def _dater(orientation: Orientation, vers: EtatOrientation) -> None:
    if vers is EtatOrientation.ENVOYEE:
        orientation.envoyee_le, orientation.envoyee_jour = maintenant(), aujourd_hui()
    elif vers in FINS and orientation.repondue_le is None:
        orientation.repondue_le = maintenant()


def _prevenir(orientation: Orientation, vers: EtatOrientation, cote: Cote, adresse: str) -> None:
    """Neither the person nor the subject is in the e-mail: it only says that something waits."""
    if not adresse:
        return
    if vers is EtatOrientation.ENVOYEE and orientation.structure.courriel_orientations:
        deposer(
            orientation.structure.courriel_orientations,
            "Une nouvelle orientation vous attend",
            f"Bonjour,\n\nUne nouvelle orientation vous attend. Elle se lit et se répond dans l’application :\n{adresse}\n",
        )
    elif cote is Cote.RECEVEUR and vers in REPONSES and orientation.emetteur is not None:
        deposer(
            orientation.emetteur.courriel,
            "Une réponse à l’une de vos orientations",
            f"Bonjour,\n\nUne structure a répondu à l’une de vos orientations. Sa réponse se lit dans l’application :\n{adresse}\n",
        )
