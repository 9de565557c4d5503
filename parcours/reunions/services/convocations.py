"""Convening the members by e-mail and calendar entry, without any name of a child."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import joinedload

from parcours.comptes.models import Agent
from parcours.editique.calendrier import TYPE_MIME, Methode, evenement_ics
from parcours.journal.services import noter
from parcours.reunions.access import convocations_de
from parcours.reunions.models import Convocation, Reunion
from parcours.reunions.queries.membres import membres
from parcours.socle.base import db
from parcours.socle.courrier import PieceJointe, deposer
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglage
from parcours.socle.typographie import date_longue, heure, pluriel


@dataclass(frozen=True)
class Expedition:
    """What an e-mail needs of the installation: address of the meeting's page, address of the service."""

    adresse: str
    expediteur: str


def convoquer(reunion: Reunion, agent_ids: Collection[uuid.UUID], expedition: Expedition, *, par: Acteur) -> list[Agent]:
    """Convene exactly these members; returns those newly convened. Those no longer convened are told so.

    Raises:
        ErreurDuDomaine: one of them is not a member whose charter is in force, or the meeting is cancelled.
    """
    if reunion.annulee_le is not None:
        raise ErreurDuDomaine("Cette réunion est annulée\u00a0: personne ne peut y être convoqué.")
    possibles = {m.agent.id: m.agent for m in membres(aujourd_hui(), reunion.dispositif) if m.charte_valide}
    deja = {c.agent_id: c for c in db.session.scalars(convocations_de(reunion).options(joinedload(Convocation.agent)))}
    nouveaux = [agent_id for agent_id in dict.fromkeys(agent_ids) if agent_id not in deja]
    if any(agent_id not in possibles for agent_id in nouveaux):
        raise ErreurDuDomaine(
            "Seuls les membres dont la charte de confidentialité est signée depuis moins d’un an sont convoqués."
        )
    a_venir = reunion.jour >= aujourd_hui()
    for agent_id, convocation in deja.items():
        if agent_id not in agent_ids:
            db.session.delete(convocation)
            if a_venir:
                _ecrire(convocation.agent, reunion, expedition, "retrait")
    for agent_id in nouveaux:
        db.session.add(Convocation(reunion_id=reunion.id, agent_id=agent_id))
        if a_venir:
            _ecrire(possibles[agent_id], reunion, expedition, "convocation")
    noter("convoquer", reunion, par=par, detail=f"{len(nouveaux)} convocations")
    return [possibles[agent_id] for agent_id in nouveaux]


def prevenir_les_convoques(reunion: Reunion, expedition: Expedition, *, annulee: bool) -> int:
    """Tell everybody convened that the meeting changed or will not take place; returns how many."""
    reunion.sequence += 1
    convocations = list(db.session.scalars(convocations_de(reunion).options(joinedload(Convocation.agent))))
    for convocation in convocations:
        _ecrire(convocation.agent, reunion, expedition, "annulation" if annulee else "changement")
    return len(convocations)


_OBJETS = {
    "convocation": "Réunion du {jour}",
    "changement": "Réunion modifiée\u00a0: {jour}",
    "annulation": "Réunion annulée\u00a0: {jour}",
    "retrait": "Réunion du {jour}\u00a0: vous n’êtes plus convoqué",
}
_PHRASES = {
    "convocation": "Vous êtes convoqué à la réunion «\u00a0{quoi}\u00a0» du {quand}.",
    "changement": "La réunion «\u00a0{quoi}\u00a0» à laquelle vous êtes convoqué a changé. Elle a lieu le {quand}.",
    "annulation": "La réunion «\u00a0{quoi}\u00a0» du {quand} est annulée.",
    "retrait": "Vous n’êtes plus convoqué à la réunion «\u00a0{quoi}\u00a0» du {quand}.",
}


def _ecrire(membre: Agent, reunion: Reunion, expedition: Expedition, genre: str) -> None:
    """No child, no initials: the list is read in the application (pre.md §3.2)."""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    quand = f"{date_longue(reunion.jour, jour_de_semaine=True)} à {heure(reunion.debut)}{lieu}"
    texte = f"Bonjour,\n\n{_PHRASES[genre].format(quoi=reunion.type.libelle, quand=quand)}\n"
    tient = genre in {"convocation", "changement"}
    if tient:
        avant = pluriel(reglage("eps_fenetre_avant"), "jour")
        texte += f"\nL’ordre du jour se lit dans l’application, à partir de {avant} avant\u00a0:\n{expedition.adresse}\n"
        texte += "\nLe fichier joint ajoute la réunion à votre agenda.\n"
    deposer(
        membre.courriel,
        _OBJETS[genre].format(jour=date_longue(reunion.jour)),
        texte,
        _entree_d_agenda(membre, reunion, expedition, "REQUEST" if tient else "CANCEL"),
    )


def _entree_d_agenda(membre: Agent, reunion: Reunion, expedition: Expedition, methode: Methode) -> PieceJointe:
    contenu = evenement_ics(
        uid=f"reunion-{reunion.id}@{expedition.expediteur.rpartition('@')[2]}",
        titre=reunion.type.libelle,
        debut=reunion.debut,
        fin=reunion.fin,
        lieu=reunion.lieu or "",
        lien=expedition.adresse,
        sequence=reunion.sequence,
        methode=methode,
        organisateur=expedition.expediteur,
        destinataire=membre.courriel,
    )
    return PieceJointe("reunion.ics", f"{TYPE_MIME}; method={methode}", contenu.decode())
