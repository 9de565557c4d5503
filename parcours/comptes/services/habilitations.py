"""Giving and ending habilitations: role x dispositif x structure between two dates."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sqlalchemy import select

from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.rules.saisies import SaisieHabilitation
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import ROLES_A_STRUCTURE, Acteur, Role
from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui

ROLES_SANS_DISPOSITIF = frozenset({Role.ADMINISTRATEUR, Role.DPO, Role.OBSERVATEUR})


class HabilitationRefusee(ErreurDuDomaine):
    """The role, the scheme, the structure and the dates do not go together."""


class DernierAdministrateur(ErreurDuDomaine):
    """Somebody must remain able to open accounts."""

    def __init__(self) -> None:
        super().__init__(
            "C’est le dernier administrateur\u00a0: donnez d’abord ce rôle, sans date de fin, à une autre personne."
        )


def donner(agent: Agent, saisie: SaisieHabilitation, *, par: Acteur | None) -> Habilitation:
    """Give a habilitation.

    Raises:
        HabilitationRefusee: its parts do not go together, or the same one is already held at these dates.
    """
    dispositif = saisie.role.dispositif or saisie.dispositif
    _verifier(saisie)
    for autre in agent.habilitations:
        meme = (autre.role, autre.dispositif, autre.structure_id) == (saisie.role, dispositif, saisie.structure_id)
        if meme and (autre.fin is None or autre.fin >= saisie.debut) and (saisie.fin is None or autre.debut <= saisie.fin):
            raise HabilitationRefusee("Cette personne a déjà cette habilitation à ces dates.")
    habilitation = Habilitation(
        role=saisie.role,
        dispositif=dispositif,
        structure_id=saisie.structure_id,
        debut=saisie.debut,
        fin=saisie.fin,
        charte_signee_le=saisie.charte_signee_le,
        cree_par_id=par.agent_id if par else None,
    )
    agent.habilitations.append(habilitation)
    db.session.flush()
    noter("habiliter", habilitation, par=par, detail=saisie.role.value)
    return habilitation


def _verifier(saisie: SaisieHabilitation) -> None:
    if saisie.role in ROLES_A_STRUCTURE and saisie.structure_id is None:
        raise HabilitationRefusee(f"Le rôle «\u00a0{saisie.role.libelle}\u00a0» demande de nommer une structure.")
    attendu = saisie.role.dispositif
    if attendu and saisie.dispositif not in (None, attendu):
        raise HabilitationRefusee(f"Le rôle «\u00a0{saisie.role.libelle}\u00a0» relève de «\u00a0{attendu.libelle}\u00a0».")
    if saisie.role in ROLES_SANS_DISPOSITIF and saisie.dispositif:
        raise HabilitationRefusee(f"Le rôle «\u00a0{saisie.role.libelle}\u00a0» ne dépend d’aucun dispositif.")
    if saisie.debut < aujourd_hui():
        raise HabilitationRefusee("Une habilitation ne commence pas avant aujourd’hui.")
    if saisie.fin and saisie.fin < saisie.debut:
        raise HabilitationRefusee("La fin vient avant le début.")


def terminer(habilitation: Habilitation, dernier_jour: date | None, *, version: int, par: Acteur) -> None:
    """End a habilitation: at once (None), or at the end of a day.

    `fin` is the last day in force: ending at once writes yesterday, so that the very next request is refused.

    Raises:
        ConflitDeVersion: somebody changed it since the page was shown.
        HabilitationRefusee: the day is past, or it has already ended.
        DernierAdministrateur: nobody could open accounts any more.
    """
    jour = aujourd_hui()
    if habilitation.version != version:
        raise ConflitDeVersion("Quelqu’un vient de modifier cette habilitation. Rouvrez le compte pour la voir.")
    if habilitation.fin and habilitation.fin < jour:
        raise HabilitationRefusee("Cette habilitation a déjà pris fin.")
    if dernier_jour and dernier_jour < max(jour, habilitation.debut):
        raise HabilitationRefusee("Le dernier jour est aujourd’hui au plus tôt, et après le début.")
    verrouiller_les_administrateurs(
        sauf_habilitation=habilitation.id, si=habilitation.role is Role.ADMINISTRATEUR and habilitation.debut <= jour
    )
    habilitation.fin = dernier_jour or jour - timedelta(days=1)
    habilitation.modifie_par_id = par.agent_id
    noter("terminer", habilitation, par=par, detail=habilitation.role.value)


def renouveler_la_charte(habilitation: Habilitation, signee_le: date, *, version: int, par: Acteur) -> None:
    """Record the yearly signature of the charter of an EPS member.

    Raises:
        ConflitDeVersion: somebody changed it since the page was shown.
    """
    if habilitation.version != version:
        raise ConflitDeVersion("Quelqu’un vient de modifier cette habilitation. Rouvrez le compte pour la voir.")
    habilitation.charte_signee_le = signee_le
    habilitation.modifie_par_id = par.agent_id
    noter("renouveler_charte", habilitation, par=par)


def verrouiller_les_administrateurs(
    *, si: bool, sauf_agent: uuid.UUID | None = None, sauf_habilitation: uuid.UUID | None = None
) -> None:
    """Hold the administrators' rows, so that two of them cannot remove each other, and check that one remains.

    Raises:
        DernierAdministrateur: no other account that can sign in holds the role without end.
    """
    if not si:
        return
    lignes = db.session.execute(
        select(Habilitation.id, Agent.id)
        .join(Agent, Agent.id == Habilitation.agent_id)
        .where(
            Habilitation.role == Role.ADMINISTRATEUR,
            Habilitation.debut <= aujourd_hui(),
            Habilitation.fin.is_(None),
            Agent.actif,
            Agent.empreinte.is_not(None),
        )
        .order_by(Habilitation.id)
        .with_for_update()
    ).all()
    if not any(h != sauf_habilitation and a != sauf_agent for h, a in lignes):
        raise DernierAdministrateur
