"""E-mails of a referral: neither the person nor the subject is in them, they only say that something waits."""

from __future__ import annotations

from dataclasses import dataclass

from parcours.comptes.models import Agent
from parcours.comptes.services.avis import Nouvelle, aviser
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.orientations.services.lien_de_reponse import envoyer_le_lien, repond_par_lien
from parcours.orientations.system.relances import partenaires_de
from parcours.socle.courrier import deposer

REPONSES = {
    EtatOrientation.ACCEPTEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.REFUSEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.REORIENTEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.SANS_SUITE: "Une orientation acceptée est classée sans suite",
}

A_REPONDU = "Une structure a répondu à l’une de vos orientations. Sa réponse se lit dans l’application\u00a0:"
A_LIRE = "Une nouvelle orientation vous attend. Elle se lit et se répond dans l’application\u00a0:"


@dataclass(frozen=True)
class Expedition:
    """What an e-mail needs of the installation: address of the referral's page, address of the service."""

    adresse: str
    expediteur: str


def suiveurs(orientation: Orientation) -> list[Agent]:
    """Who is told on the sending side: the sender, and the référent when it is somebody else."""
    deux = {a.id: a for a in (orientation.emetteur, orientation.referent) if a is not None and a.actif}
    return list(deux.values())


def prevenir(orientation: Orientation, vers: EtatOrientation, cote: Cote, expedition: Expedition | None) -> None:
    """Tell the side that did not make the step."""
    if expedition is None:
        return
    if vers is EtatOrientation.ENVOYEE:
        prevenir_la_structure(orientation, expedition)
    elif cote is Cote.RECEVEUR and vers in REPONSES:
        for agent in suiveurs(orientation):
            aviser(agent, Nouvelle(REPONSES[vers], A_REPONDU, expedition.adresse, "reponse", orientation.id))


def prevenir_la_structure(orientation: Orientation, expedition: Expedition) -> None:
    """A new referral, or one reopened, waits for the structure: without an account, it answers through a signed link."""
    if repond_par_lien(orientation):
        envoyer_le_lien(orientation, expedition.adresse, rouvrir=True)
    else:
        nouvelle = Nouvelle("Une nouvelle orientation vous attend", A_LIRE, expedition.adresse, "orientation", orientation.id)
        ecrire_a_la_structure(orientation, nouvelle)


def ecrire_a_la_structure(orientation: Orientation, nouvelle: Nouvelle) -> bool:
    """To each account that answers for it, at its own pace, and to its mailbox; False when there is neither."""
    comptes, boite = partenaires_de(orientation.structure), orientation.structure.courriel_orientations
    for agent in comptes:
        aviser(agent, nouvelle)
    if boite and boite not in {agent.courriel for agent in comptes}:
        texte = f"Bonjour,\n\n{nouvelle.phrase}\n{nouvelle.adresse}\n"
        deposer(boite, nouvelle.objet, texte, nature=nouvelle.nature, concerne_id=orientation.id)
    return bool(boite or comptes)
