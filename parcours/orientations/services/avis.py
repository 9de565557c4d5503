"""E-mails of a referral: neither the person nor the subject is in them, they only say that something waits."""

from __future__ import annotations

from dataclasses import dataclass

from parcours.comptes.models import Agent
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.orientations.services.lien_de_reponse import envoyer_le_lien, repond_par_lien
from parcours.socle.courrier import deposer

REPONSES = {
    EtatOrientation.ACCEPTEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.REFUSEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.REORIENTEE: "Une réponse à l’une de vos orientations",
    EtatOrientation.SANS_SUITE: "Une orientation acceptée est classée sans suite",
}


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
            deposer(
                agent.courriel,
                REPONSES[vers],
                "Bonjour,\n\nUne structure a répondu à l’une de vos orientations. Sa réponse se lit dans l’application :\n"
                f"{expedition.adresse}\n",
            )


def prevenir_la_structure(orientation: Orientation, expedition: Expedition) -> None:
    """A new referral, or one reopened, waits for the structure: without an account, it answers through a signed link."""
    if repond_par_lien(orientation):
        envoyer_le_lien(orientation, expedition.adresse, rouvrir=True)
    elif orientation.structure.courriel_orientations:
        deposer(
            orientation.structure.courriel_orientations,
            "Une nouvelle orientation vous attend",
            "Bonjour,\n\nUne nouvelle orientation vous attend. Elle se lit et se répond dans l’application :\n"
            f"{expedition.adresse}\n",
        )
