"""One-time links for prescripteurs without an account: make, send, revoke, use once."""

from __future__ import annotations

import uuid
from datetime import timedelta

from parcours.comptes.models import Agent
from parcours.journal.services import noter
from parcours.saisines import system
from parcours.saisines.models import ComplementDeSaisine, InvitationSaisine, Saisine
from parcours.saisines.rules import SaisieDemande, SaisieInvitation
from parcours.saisines.services.etapes import repondre_au_complement
from parcours.saisines.services.saisie import recevoir
from parcours.socle import liens
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant

DEMANDE = "saisine"
COMPLEMENT = "complement_saisine"
DUREE = timedelta(days=8)
"""Life of a link (issue 3)."""


def inviter(saisie: SaisieInvitation, *, par: Acteur) -> tuple[InvitationSaisine, str]:
    """Make the link of a named prescripteur; returns its secret, shown or sent once."""
    invitation = InvitationSaisine(
        nom=saisie.nom,
        fonction=saisie.fonction,
        courriel=saisie.courriel,
        expire_le=maintenant() + DUREE,
        cree_par_id=par.agent_id,
    )
    return invitation, _lier(invitation, DEMANDE, par)


def _lier(invitation: InvitationSaisine, usage: str, par: Acteur) -> str:
    db.session.add(invitation)
    db.session.flush()
    noter("inviter", invitation, par=par)
    return liens.creer(usage, invitation.id, DUREE)


def relancer_le_complement(
    saisine: Saisine, complement: ComplementDeSaisine, ancienne: InvitationSaisine | None, *, par: Acteur
) -> tuple[InvitationSaisine, str]:
    """Make a fresh link to answer a question; the earlier one dies.

    Raises:
        ErreurDuDomaine: already answered.
    """
    if complement.repondu_le is not None:
        raise ErreurDuDomaine("Cette question a déjà sa réponse.")
    invitation = ancienne or InvitationSaisine(
        nom=saisine.prescripteur_nom,
        fonction=saisine.prescripteur_fonction,
        courriel=saisine.prescripteur_courriel,
        complement_id=complement.id,
        cree_par_id=par.agent_id,
    )
    invitation.expire_le, invitation.revoquee_le = maintenant() + DUREE, None
    return invitation, _lier(invitation, COMPLEMENT, par)


def ecrire_le_lien(invitation: InvitationSaisine, adresse: str, nom_du_service: str) -> None:
    """Put the e-mail that carries the link in the outbox: neither the child nor the subject is in it.

    Raises:
        ErreurDuDomaine: no address to write to.
    """
    if not invitation.courriel:
        raise ErreurDuDomaine("Aucune adresse électronique n’est connue pour ce prescripteur.")
    quoi = "compléter une demande" if invitation.complement_id else "présenter une demande"
    deposer(
        invitation.courriel,
        f"{nom_du_service}\u00a0: un formulaire vous est ouvert",
        f"Bonjour,\n\nUn formulaire vous est ouvert pour {quoi} au programme de réussite éducative :\n\n{adresse}\n\n"
        "Il se remplit en quelques minutes, aussi sur un téléphone. Ce lien vous est personnel : il sert une seule fois, "
        "pendant huit jours. Ne le transférez pas.\n\n"
        "Si un enfant est en danger, n’utilisez pas ce formulaire : appelez le 119, ou la cellule de recueil des informations "
        "préoccupantes (CRIP) du Département.\n",
    )


def revoquer(invitation: InvitationSaisine, *, par: Acteur) -> None:
    """End a link at once.

    Raises:
        ErreurDuDomaine: already used.
    """
    if invitation.utilisee_le is not None:
        raise ErreurDuDomaine("Ce lien a déjà servi.")
    liens.revoquer(COMPLEMENT if invitation.complement_id else DEMANDE, invitation.id)
    invitation.revoquee_le = maintenant()
    invitation.modifie_par_id = par.agent_id
    noter("revoquer", invitation, par=par)


def lire_invitation(usage: str, cle: str) -> InvitationSaisine:
    """The invitation behind a live link.

    Raises:
        liens.LienInvalide: in every other case.
    """
    invitation = system.invitation(liens.lire(usage, cle).objet_id)
    if invitation is None or (usage == COMPLEMENT) is (invitation.complement_id is None):
        raise liens.LienInvalide
    return invitation


def complement_attendu(invitation: InvitationSaisine) -> ComplementDeSaisine:
    """The question of a complement link, not answered yet.

    Raises:
        liens.LienInvalide: answered meanwhile, by hand.
    """
    complement = system.complement(invitation.complement_id) if invitation.complement_id else None
    if complement is None or complement.repondu_le is not None:
        raise liens.LienInvalide
    return complement


def deja_recue(numero: uuid.UUID | None) -> str | None:
    """Reference of what this very form already sent, when its button is pressed twice."""
    invitation = system.invitation_deja_servie(numero) if numero else None
    return invitation.reference if invitation else None


def transmettre_par_lien(cle: str, demande: SaisieDemande, numero: uuid.UUID | None) -> str:
    """Receive a saisine and use its link up; returns the reference of the receipt.

    Raises:
        liens.LienInvalide: the link is dead.
        ErreurDuDomaine: something mandatory is missing; the link then remains usable, since the request is rolled back.
    """
    invitation = lire_invitation(DEMANDE, cle)
    liens.consommer(DEMANDE, cle)
    saisine = recevoir(demande)
    _servie(invitation, saisine.reference, numero)
    return saisine.reference


def repondre_par_lien(cle: str, reponse: str, numero: uuid.UUID | None) -> str:
    """Receive the answer to a question and use its link up; returns the reference of the receipt.

    Raises:
        liens.LienInvalide: the link is dead, or the answer came by hand meanwhile.
    """
    invitation = lire_invitation(COMPLEMENT, cle)
    complement = complement_attendu(invitation)
    liens.consommer(COMPLEMENT, cle)
    saisine = system.saisine_du_complement(complement)
    repondre_au_complement(saisine, complement, reponse, par=None)
    _servie(invitation, saisine.reference, numero)
    return saisine.reference


def _servie(invitation: InvitationSaisine, reference: str, numero: uuid.UUID | None) -> None:
    """Use the invitation up, and tell who made it: a reference, no name."""
    invitation.utilisee_le, invitation.numero_envoi, invitation.reference = maintenant(), numero, reference
    agent = db.session.get(Agent, invitation.cree_par_id) if invitation.cree_par_id else None
    if agent is not None and agent.actif:
        quoi = "Une réponse" if invitation.complement_id else "Une saisine"
        deposer(
            agent.courriel,
            f"{quoi} est arrivée",
            f"Bonjour,\n\n{quoi} est arrivée par un lien que vous avez ouvert. Référence : {reference}.\n"
            "Elle se lit dans l’application, rubrique Saisines.\n",
        )
    noter("utiliser", invitation, par=None)
