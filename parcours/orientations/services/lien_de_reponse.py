"""The signed link of a structure without an account: sent, sent again to the address on file only, closed."""

from __future__ import annotations

from parcours.journal.services import noter
from parcours.orientations.models import AccesReponse, Orientation
from parcours.orientations.rules import Cote, possibles
from parcours.orientations.rules.reponse import DUREE_DU_LIEN, adresse_de_reponse, meme_boite
from parcours.orientations.system import reponse as system
from parcours.socle import liens
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant

USAGE = "reponse_orientation"


def repond_par_lien(orientation: Orientation) -> bool:
    """True when the structure has a mailbox on file and nobody with an account: it answers through a signed link."""
    return bool(orientation.structure.courriel_orientations) and not system.a_un_compte(orientation.structure_id)


def adresse_fraiche(orientation: Orientation, adresse: str, *, par: Acteur | None = None, rouvrir: bool = False) -> str | None:
    """Make a fresh link and return its whole address; the earlier one dies. It must only travel to the address on file.

    Args:
        orientation: the referral, sent and waiting.
        adresse: absolute address of the referral's own page: the link is on the same site.
        par: who sends it; None for a reminder, or a renewal asked from the outside.
        rouvrir: the sender wants it even after having closed an earlier one; a reminder never reopens what was closed.

    Returns:
        None when there is no mailbox on file, when nothing is awaited any more, or when the sender closed the link.
    """
    boite = orientation.structure.courriel_orientations
    acces = system.acces_de(orientation.id)
    if not boite or not possibles(orientation.etat, Cote.RECEVEUR):
        return None
    if acces is not None and acces.revoque_le is not None and not rouvrir:
        return None
    acces = acces or _nouvelle_porte(orientation, par)
    acces.structure_id, acces.courriel = orientation.structure_id, boite
    acces.envoye_le, acces.expire_le = maintenant(), maintenant() + DUREE_DU_LIEN
    acces.envois += 1
    acces.revoque_le = acces.code = acces.code_expire_le = None
    acces.echecs = acces.code_essais = 0
    acces.modifie_par_id = par.agent_id if par else None
    db.session.flush()
    noter("renvoyer_lien", acces, par=par)
    return adresse_de_reponse(adresse, liens.creer(USAGE, acces.id, DUREE_DU_LIEN))


def _nouvelle_porte(orientation: Orientation, par: Acteur | None) -> AccesReponse:
    acces = AccesReponse(
        orientation_id=orientation.id,
        structure_id=orientation.structure_id,
        courriel=orientation.structure.courriel_orientations or "",
        envois=0,
        expire_le=maintenant(),
        cree_par_id=par.agent_id if par else None,
    )
    db.session.add(acces)
    return acces


def envoyer_le_lien(orientation: Orientation, adresse: str, *, par: Acteur | None = None, rouvrir: bool = False) -> bool:
    """Put the e-mail that carries a fresh link in the outbox; neither the person nor the subject is in it."""
    lien = adresse_fraiche(orientation, adresse, par=par, rouvrir=rouvrir)
    if lien is None:
        return False
    deposer(
        orientation.structure.courriel_orientations or "",
        "Une orientation attend votre réponse",
        TEXTE.format(lien=lien),
        nature="orientation",
        concerne_id=orientation.id,
    )
    return True


TEXTE = (
    "Bonjour,\n\nUn professionnel du territoire souhaite orienter une personne vers votre structure. "
    "L’orientation se lit et se répond sur cette page, sans créer de compte :\n\n{lien}\n\n"
    "La page vous enverra ici, à cette même adresse, un code à six chiffres. Il protège la personne : un message transféré "
    "n’ouvre rien.\n\nCe lien est réservé à votre structure. Il fonctionne pendant huit jours.\n"
)


def renvoyer(orientation: Orientation, adresse: str, *, par: Acteur) -> None:
    """Send a fresh link at the sender's request.

    Raises:
        ErreurDuDomaine: no mailbox on file, or nothing awaited any more.
    """
    if not orientation.structure.courriel_orientations:
        raise ErreurDuDomaine("Aucune adresse n’est connue pour les orientations de cette structure : appelez-la.")
    if not envoyer_le_lien(orientation, adresse, par=par, rouvrir=True):
        raise ErreurDuDomaine("Cette orientation n’attend plus rien de la structure.")


def fermer(orientation: Orientation, *, par: Acteur) -> None:
    """End the link at once, whoever holds it, or forbid any: only the sender may send another one, no reminder will."""
    acces = system.acces_de(orientation.id) or _nouvelle_porte(orientation, par)
    if acces.revoque_le is not None:
        return
    liens.revoquer(USAGE, acces.id)
    acces.revoque_le, acces.code, acces.code_expire_le = maintenant(), None, None
    acces.modifie_par_id = par.agent_id
    noter("annuler_lien", acces, par=par)


def renouveler(jeton: str, adresse_du_site: str) -> None:
    """Send a fresh link to the address on file, asked with a link that has ended; says nothing to who asks.

    An altered link is known to nobody; a link closed by the sender, a mailbox changed since, a referral that ended or went
    to another structure bring nothing either.
    """
    identifiant = liens.retrouver(USAGE, jeton)
    acces = system.acces(identifiant) if identifiant else None
    orientation = system.orientation_de(acces) if acces else None
    if acces is None or orientation is None:
        return
    if not meme_boite(acces.courriel, orientation.structure.courriel_orientations):
        return
    envoyer_le_lien(orientation, f"{adresse_du_site.rstrip('/')}/orientations/")
