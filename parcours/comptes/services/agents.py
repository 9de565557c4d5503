"""What an administrator does with accounts: invite, correct, deactivate, hand a link."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.rules import DUREE_INSTALLATION, DUREE_INVITATION, DUREE_REINITIALISATION
from parcours.comptes.rules.saisies import SaisieAgent, SaisieHabilitation
from parcours.comptes.services.habilitations import donner, verrouiller_les_administrateurs
from parcours.comptes.services.phrases import choisir_phrase
from parcours.comptes.services.sessions import fermer_les_sessions
from parcours.journal.services import noter, noter_evenement
from parcours.socle import liens
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Role
from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui

INVITATION, MOT_DE_PASSE, INSTALLATION = "invitation", "mot_de_passe", "installation"
OBJET_INSTALLATION = uuid.UUID(int=0)
"""The installation link is about no row."""

DUREES = {INVITATION: DUREE_INVITATION, MOT_DE_PASSE: DUREE_REINITIALISATION}


class CourrielDejaPris(ErreurDuDomaine):
    """Two accounts cannot share a sign-in name."""

    def __init__(self) -> None:
        super().__init__("Un compte existe déjà avec cette adresse électronique.")


def _verifier_le_courriel(courriel: str, sauf: uuid.UUID | None = None) -> None:
    pris = db.session.scalar(select(Agent.id).where(Agent.courriel == courriel))
    if pris is not None and pris != sauf:
        raise CourrielDejaPris


def inviter(saisie: SaisieAgent, habilitation: SaisieHabilitation | None, *, par: Acteur | None) -> tuple[Agent, str]:
    """Open an account without pass-phrase, give its first habilitation, and return the secret of its link.

    Raises:
        CourrielDejaPris: the address already signs in somebody.
        ErreurDuDomaine: the habilitation is refused by its own rules.
    """
    _verifier_le_courriel(saisie.courriel)
    agent = Agent(
        prenom=saisie.prenom,
        nom=saisie.nom,
        courriel=saisie.courriel,
        fonction=saisie.fonction,
        cree_par_id=par.agent_id if par else None,
    )
    db.session.add(agent)
    db.session.flush()
    noter("inviter", agent, par=par)
    if habilitation is not None:
        donner(agent, habilitation, par=par)
    return agent, liens.creer(INVITATION, agent.id, DUREE_INVITATION)


def nouveau_lien(agent: Agent, *, par: Acteur | None) -> tuple[str, str]:
    """A fresh link for this account: invitation while it was never used, else a new pass-phrase. (usage, secret).

    Raises:
        ErreurDuDomaine: the account is deactivated.
    """
    if not agent.actif:
        raise ErreurDuDomaine("Ce compte est désactivé. Réactivez-le avant de lui envoyer un lien.")
    usage = MOT_DE_PASSE if agent.empreinte else INVITATION
    noter("renvoyer_lien", agent, par=par, detail=usage)
    return usage, liens.creer(usage, agent.id, DUREES[usage])


def revoquer_les_liens(agent: Agent, *, par: Acteur) -> None:
    """End the links not used yet; nothing to end is said.

    Raises:
        ErreurDuDomaine: no link was waiting.
    """
    if not liens.revoquer(INVITATION, agent.id) + liens.revoquer(MOT_DE_PASSE, agent.id):
        raise ErreurDuDomaine("Aucun lien n’attend\u00a0: il a déjà servi ou a déjà été annulé.")
    noter("annuler_lien", agent, par=par)


def corriger(agent: Agent, saisie: SaisieAgent, *, par: Acteur) -> None:
    """Correct a name, an address or a function.

    Raises:
        CourrielDejaPris: the address already signs in somebody else.
    """
    _verifier_le_courriel(saisie.courriel, sauf=agent.id)
    champs = [c for c in ("prenom", "nom", "courriel", "fonction") if getattr(agent, c) != getattr(saisie, c)]
    for champ in champs:
        setattr(agent, champ, getattr(saisie, champ))
    if champs:
        agent.modifie_par_id = par.agent_id
        noter("corriger", agent, par=par, detail=", ".join(champs))


def desactiver(agent: Agent, *, version: int, par: Acteur) -> None:
    """Close an account at once: its sessions end, its links die. History keeps its name.

    Raises:
        ErreurDuDomaine: it is the last administrator.
        ConflitDeVersion: somebody changed the account since the page was shown.
    """
    _meme_version(agent, version)
    verrouiller_les_administrateurs(sauf_agent=agent.id, si=_est_administrateur(agent))
    agent.actif = False
    agent.modifie_par_id = par.agent_id
    fermer_les_sessions(agent)
    liens.revoquer(INVITATION, agent.id)
    liens.revoquer(MOT_DE_PASSE, agent.id)
    noter("desactiver", agent, par=par)


def reactiver(agent: Agent, *, version: int, par: Acteur) -> None:
    """Open a deactivated account again, with what it still holds today.

    Raises:
        ConflitDeVersion: somebody changed the account since the page was shown.
    """
    _meme_version(agent, version)
    agent.actif = True
    agent.modifie_par_id = par.agent_id
    noter("reactiver", agent, par=par)


def _meme_version(agent: Agent, version: int) -> None:
    if agent.version != version:
        raise ConflitDeVersion("Quelqu’un vient de modifier ce compte. Rouvrez-le pour voir sa version, puis recommencez.")


def _est_administrateur(agent: Agent) -> bool:
    jour = aujourd_hui()
    return any(
        h.role is Role.ADMINISTRATEUR and h.debut <= jour and (h.fin is None or h.fin >= jour) for h in agent.habilitations
    )


def agent_du_lien(usage: str, secret: str) -> Agent:
    """The account a live link is for.

    Raises:
        liens.LienInvalide: the link is dead, or the account was deactivated since.
    """
    agent = db.session.scalar(select(Agent).where(Agent.id == liens.lire(usage, secret).objet_id))
    if agent is None or not agent.actif:
        raise liens.LienInvalide
    return agent


def choisir_par_lien(usage: str, secret: str, phrase: str) -> Agent:
    """Use the link once to choose a pass-phrase.

    Raises:
        liens.LienInvalide: the link is dead.
        PhraseRefusee: by the rules; the link then remains usable, since the request is rolled back.
    """
    agent = agent_du_lien(usage, secret)
    liens.consommer(usage, secret)
    choisir_phrase(agent, phrase)
    return agent


def ecrire_le_lien(agent: Agent, usage: str, adresse: str, nom_du_service: str) -> None:
    """Put the e-mail that carries a link in the outbox; it names no followed person."""
    duree = "7 jours" if usage == INVITATION else "24 heures"
    objet = "Votre compte est ouvert" if usage == INVITATION else "Choisir une nouvelle phrase de passe"
    texte = (
        f"Bonjour,\n\n{'Un compte vous est ouvert' if usage == INVITATION else 'Une nouvelle phrase de passe est demandée pour votre compte'}"
        f" dans {nom_du_service}. Choisissez votre phrase de passe à cette adresse :\n\n{adresse}\n\n"
        f"Ce lien sert une seule fois, pendant {duree}. Si vous n’attendiez pas ce message, ne l’ouvrez pas et "
        "prévenez l’administrateur.\n"
    )
    deposer(agent.courriel, f"{nom_du_service}\u00a0: {objet.lower()}", texte)


def base_sans_compte() -> bool:
    """True before the first start."""
    return db.session.scalar(select(Agent.id).limit(1)) is None


def code_d_installation() -> str | None:
    """A new one-time code for the first start, or None once an account exists."""
    return liens.creer(INSTALLATION, OBJET_INSTALLATION, DUREE_INSTALLATION) if base_sans_compte() else None


def installer(code: str, saisie: SaisieAgent, phrase: str) -> Agent:
    """Create the first administrator; possible once, on an empty base, with the code printed by `flask init`.

    Raises:
        liens.LienInvalide: wrong or used code, or an account already exists.
        PhraseRefusee: by the rules.
    """
    liens.consommer(INSTALLATION, code.strip())
    if not base_sans_compte():
        raise liens.LienInvalide
    agent = Agent(prenom=saisie.prenom, nom=saisie.nom, courriel=saisie.courriel, fonction=saisie.fonction)
    db.session.add(agent)
    db.session.flush()
    db.session.add(Habilitation(agent_id=agent.id, role=Role.ADMINISTRATEUR, debut=aujourd_hui()))
    choisir_phrase(agent, phrase)
    noter_evenement("installer", "agent", agent_id=agent.id, objet_id=agent.id)
    return agent
