"""Verbs on referrals: draft, send, and every later step through one door, `passer`."""

from __future__ import annotations

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Contact
from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.rules import Couverture
from parcours.beneficiaires.services import accompagner, cesser_d_accompagner
from parcours.journal.services import noter
from parcours.orientations.access import dossier_oriente
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieEtape, SaisieOrientation, transition
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import a_paris, aujourd_hui, maintenant

RIEN = SaisieEtape()
REPONSES = frozenset({EtatOrientation.ACCEPTEE, EtatOrientation.REFUSEE})
ABANDONS = frozenset({EtatOrientation.REFUS_PERSONNE, EtatOrientation.SANS_SUITE})
FINS = REPONSES | {EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE}


class AccordManquant(ErreurDuDomaine):
    """No confirmed agreement names this structure: it cannot be a recipient (pre.md §3.5, rule 2)."""

    def __init__(self, etat: Couverture, structure: Structure) -> None:
        super().__init__(
            f"Rien n’est parti : il faut d’abord un accord confirmé qui nomme {structure.libelle}. Votre brouillon est gardé."
        )
        self.etat = etat


def preparer(parcours: Parcours, structure: Structure, saisie: SaisieOrientation, *, par: Acteur) -> Orientation:
    """Write a draft: the person's name and phone are copied on it, the partner will read this row and never the file."""
    orientation = Orientation(
        parcours_id=parcours.id,
        structure_id=structure.id,
        emetteur_id=par.agent_id,
        cree_par_id=par.agent_id,
        personne_nom="",
        personne_prenom="",
    )
    _remplir(orientation, parcours, saisie)
    orientation.structure = structure
    orientation.etat = EtatOrientation.BROUILLON
    db.session.add(orientation)
    db.session.flush()
    db.session.add(TransitionOrientation(orientation_id=orientation.id, vers=EtatOrientation.BROUILLON, agent_id=par.agent_id))
    noter("creer", orientation, par=par)
    return orientation


def corriger(orientation: Orientation, parcours: Parcours, saisie: SaisieOrientation, *, par: Acteur) -> None:
    """Change a draft; what was sent stays as the partner read it.

    Raises:
        TransitionRefusee: already sent.
    """
    if orientation.etat is not EtatOrientation.BROUILLON:
        raise TransitionRefusee("Cette orientation est déjà partie : annulez-la si elle est à refaire.")
    _remplir(orientation, parcours, saisie)
    orientation.modifie_par_id = par.agent_id
    noter("modifier", orientation, par=par)


def _remplir(orientation: Orientation, parcours: Parcours, saisie: SaisieOrientation) -> None:
    personne = parcours.beneficiaire
    contact = _contact(parcours, saisie)
    orientation.contact_id = contact.id if contact else None
    orientation.personne_nom = contact.nom if contact else personne.nom
    orientation.personne_prenom = contact.prenom if contact else personne.prenom
    orientation.personne_telephone = contact.telephone if contact else personne.telephone
    orientation.motif, orientation.preference_contact = saisie.motif, saisie.preference_contact


def _contact(parcours: Parcours, saisie: SaisieOrientation) -> Contact | None:
    if saisie.contact_id is None:
        return None
    for contact in parcours.beneficiaire.contacts:
        if contact.id == saisie.contact_id:
            return contact
    raise ErreurDuDomaine("Ce contact n’est pas dans le dossier.")


def envoyer(orientation: Orientation, parcours: Parcours, adresse: str, *, par: Acteur) -> None:
    """Send a draft to its structure.

    Args:
        orientation: the draft.
        parcours: its pathway, loaded by the view through its scope.
        adresse: absolute address of the referral, for the e-mail.
        par: who sends.

    Raises:
        AccordManquant: no confirmed agreement names the structure.
        ErreurDuDomaine: the structure takes no referral any more.
    """
    structure = orientation.structure
    if not structure.orientable or (structure.valide_au is not None and structure.valide_au < aujourd_hui()):
        raise ErreurDuDomaine("Cette structure ne reçoit plus d’orientation : choisissez-en une autre.")
    etat = couverture(par, parcours.beneficiaire_id, structure_id=structure.id)
    if etat is not Couverture.CONFIRMEE:
        raise AccordManquant(etat, structure)
    passer(orientation, EtatOrientation.ENVOYEE, Cote.EMETTEUR, par=par, adresse=adresse)


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
