"""Write a referral, keep it as a draft, send it."""

from __future__ import annotations

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Contact
from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.rules import Couverture
from parcours.journal.services import noter
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieOrientation
from parcours.orientations.services.etapes import passer
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui


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
