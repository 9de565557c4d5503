"""Pass-phrases: hashing, checking, choosing."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from parcours.comptes.models import Agent, SessionOuverte
from parcours.comptes.rules.phrases import composer, refus
from parcours.comptes.services.sessions import fermer_les_sessions
from parcours.journal.services import noter_evenement
from parcours.socle.exceptions import ErreurDuDomaine

_hacheur = PasswordHasher()
_places = threading.BoundedSemaphore(4)
"""At most four hashes at once in a process: 256 MiB (securite §4)."""
_FACTICE = _hacheur.hash("une phrase que personne ne tape jamais")


class PhraseRefusee(ErreurDuDomaine):
    """Too short, too long or too easy to guess; the sentence says which."""


def hacher(phrase: str) -> str:
    """argon2id of a pass-phrase."""
    with _places:
        return _hacheur.hash(composer(phrase))


def empreinte_juste(empreinte: str | None, phrase: str) -> bool:
    """True when `phrase` has this hash; as slow without a hash as with one, so that time tells nothing."""
    with _places:
        try:
            return _hacheur.verify(empreinte or _FACTICE, composer(phrase[:1024])) and empreinte is not None
        except (VerificationError, InvalidHashError):
            return False


def verifier_phrase(agent: Agent | None, phrase: str) -> bool:
    """True when the pass-phrase is that of an account that may sign in."""
    juste = empreinte_juste(agent.empreinte if agent else None, phrase)
    return juste and agent is not None and agent.actif


def choisir_phrase(agent: Agent, phrase: str, *, sauf: SessionOuverte | None = None) -> None:
    """Give an account its new pass-phrase and end its sessions, but the one it was changed from.

    Raises:
        PhraseRefusee: by the rules, which know the person's own name.
    """
    motif = motif_de_refus(agent, phrase)
    if motif:
        raise PhraseRefusee(motif)
    agent.empreinte = hacher(phrase)
    fermer_les_sessions(agent, sauf=sauf)
    noter_evenement("changer_phrase", "agent", agent_id=agent.id, objet_id=agent.id)


def motif_de_refus(agent: Agent, phrase: str) -> str | None:
    """Why this person may not choose this pass-phrase, or None."""
    structures = [h.structure.nom for h in agent.habilitations if h.structure]
    return refus(phrase, [agent.prenom, agent.nom, f"{agent.prenom}{agent.nom}", agent.courriel, *structures])
