"""Write a referral, keep it as a draft, send it, take over from one that ended."""

from __future__ import annotations

from parcours.annuaire.models import Service, Structure
from parcours.beneficiaires.models import Contact
from parcours.journal.services import noter
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieEtape, SaisieOrientation
from parcours.orientations.services.avis import Expedition
from parcours.orientations.services.etapes import passer
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee


def preparer(
    parcours: Parcours,
    structure: Structure,
    saisie: SaisieOrientation,
    *,
    par: Acteur,
    suite_de: Orientation | None = None,
    service: Service | None = None,
) -> Orientation:
    """Write a draft: the person's name and phone are copied on it, the partner will read this row and never the file.

    Args:
        parcours: the pathway, loaded through its scope.
        structure: who receives.
        saisie: what was typed.
        par: who writes.
        suite_de: the referral this one takes over from, of the same pathway.
        service: what is asked for, chosen in the directory; its name is kept as it reads today.
    """
    orientation = Orientation(
        parcours_id=parcours.id,
        structure_id=structure.id,
        emetteur_id=par.agent_id,
        cree_par_id=par.agent_id,
        suite_de_id=suite_de.id if suite_de is not None and suite_de.parcours_id == parcours.id else None,
        personne_nom="",
        personne_prenom="",
    )
    if service is not None and service.structure_id == structure.id:
        orientation.service_id, orientation.service_nom = service.id, service.nom
    _remplir(orientation, parcours, saisie)
    orientation.structure = structure
    _garder(orientation, Cote.EMETTEUR, par)
    return orientation


def _garder(orientation: Orientation, cote: Cote, par: Acteur | None) -> None:
    orientation.etat = EtatOrientation.BROUILLON
    db.session.add(orientation)
    db.session.flush()
    db.session.add(
        TransitionOrientation(
            orientation_id=orientation.id,
            vers=EtatOrientation.BROUILLON,
            agent_id=par.agent_id if par else None,
            cote=cote,
        )
    )
    noter("creer", orientation, par=par)


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
    qui = contact or personne
    orientation.contact_id = contact.id if contact else None
    orientation.personne_nom, orientation.personne_prenom = qui.nom, qui.prenom
    orientation.personne_telephone, orientation.personne_courriel = qui.telephone, qui.courriel
    orientation.motif, orientation.preference_contact = saisie.motif, saisie.preference_contact
    orientation.moyens_contact = " ".join(m.value for m in saisie.moyens)
    orientation.disponible_le, orientation.disponibilites = saisie.disponible_le, saisie.disponibilites
    orientation.besoin, orientation.referent_id = saisie.besoin, saisie.referent_id


def _contact(parcours: Parcours, saisie: SaisieOrientation) -> Contact | None:
    if saisie.contact_id is None:
        return None
    for contact in parcours.beneficiaire.contacts:
        if contact.id == saisie.contact_id:
            return contact
    raise ErreurDuDomaine("Ce contact n’est pas dans le dossier.")


def envoyer(orientation: Orientation, expedition: Expedition | None, *, par: Acteur) -> None:
    """Send a draft to its structure.

    Raises:
        AccordManquant: no confirmed agreement names the structure.
        ErreurDuDomaine: the structure takes no referral any more.
    """
    passer(orientation, EtatOrientation.ENVOYEE, Cote.EMETTEUR, par=par, expedition=expedition)


def reorienter(
    orientation: Orientation,
    conseillee: Structure | None,
    texte: str | None,
    expedition: Expedition | None,
    *,
    par: Acteur | None,
) -> Orientation | None:
    """The structure advises another one: this referral ends, and a draft towards the other waits for its sender.

    Nothing leaves: the person has to agree that the other structure is told.
    """
    passer(
        orientation,
        EtatOrientation.REORIENTEE,
        Cote.RECEVEUR,
        par=par,
        saisie=SaisieEtape(texte=texte),
        expedition=expedition,
    )
    if conseillee is None or conseillee.id == orientation.structure_id:
        return None
    suite = Orientation(
        suite_de_id=orientation.id,
        structure_id=conseillee.id,
        **{champ: getattr(orientation, champ) for champ in REPRIS},
    )
    suite.motif = orientation.motif
    suite.structure = conseillee
    _garder(suite, Cote.RECEVEUR, par)
    return suite


REPRIS = (
    "parcours_id",
    "contact_id",
    "emetteur_id",
    "referent_id",
    "personne_nom",
    "personne_prenom",
    "personne_telephone",
    "personne_courriel",
    "preference_contact",
    "moyens_contact",
    "disponible_le",
    "disponibilites",
    "besoin",
)
"""What a new referral takes from the one it follows; the service asked for is the other structure's."""
