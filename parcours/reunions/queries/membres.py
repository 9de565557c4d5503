"""Members of the EPS and those convened."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parcours.annuaire import queries as annuaire
from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent, Habilitation
from parcours.reunions.access import (
    appartenances_visibles,
    convocations_de,
    membres_a_convoquer,
)
from parcours.reunions.models import Convocation, Reunion, TypeDeReunion
from parcours.reunions.rules.membres import LigneCollee
from parcours.reunions.rules.preparation import VALIDITE_CHARTE, charte_valide
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import normaliser


@dataclass(frozen=True)
class Membre:
    """A member of the EPS, and whether they may be convened."""

    agent: Agent
    structure: str
    charte_signee_le: date | None
    charte_valide: bool

    @property
    def libelle(self) -> str:
        """« Inès Morel, Collège La Morinie »."""
        return f"{self.agent.nom_complet}, {self.structure}" if self.structure else self.agent.nom_complet


def membres(jour: date, dispositif: Dispositif = Dispositif.PRE) -> list[Membre]:
    """Who may be convened, once each, those whose charter is in force first; only the EPS asks for one."""
    connus: dict[uuid.UUID, Membre] = {}
    for agent, h in db.session.execute(membres_a_convoquer(jour, dispositif)):
        chez = h.structure.libelle if h.structure is not None else ""
        valide = h.role is not Role.MEMBRE_EPS or charte_valide(h.charte_signee_le, jour)
        membre = Membre(agent, chez, h.charte_signee_le, valide)
        if agent.id not in connus or (membre.charte_valide and not connus[agent.id].charte_valide):
            connus[agent.id] = membre
    return sorted(connus.values(), key=lambda m: not m.charte_valide)


def convoques(reunion: Reunion) -> list[Agent]:
    """Members convened to a meeting."""
    requete = convocations_de(reunion).options(joinedload(Convocation.agent))
    return sorted((c.agent for c in db.session.scalars(requete)), key=lambda a: (a.nom, a.prenom))


def choix_de_membres(reunion: Reunion) -> list[tuple[str, str]]:
    """Members who may be convened: (id, name and institution); those already convened stay in the list."""
    possibles = [(str(m.agent.id), m.libelle) for m in membres(aujourd_hui(), reunion.dispositif) if m.charte_valide]
    connus = {code for code, _ in possibles}
    return possibles + [(str(a.id), a.nom_complet) for a in convoques(reunion) if str(a.id) not in connus]


def a_cocher(reunion: Reunion, convoques: list[Agent]) -> list[uuid.UUID]:
    """Members ticked on the page: those convened, or the usual ones of this kind the first time."""
    return [a.id for a in convoques] or [m.agent_id for m in reunion.type.membres]


def charte_finie_avant(reunion: Reunion) -> list[Membre]:
    """Members whose charter, valid today, will have expired on the day of the meeting."""
    jour = aujourd_hui()
    if reunion.dispositif is not Dispositif.PRE:
        return []
    return [m for m in membres(jour) if m.charte_valide and not charte_valide(m.charte_signee_le, max(reunion.jour, jour))]


def choix_pour_un_type(type_: TypeDeReunion | None, dispositifs: list[Dispositif]) -> list[tuple[str, str]]:
    """Members who may be convened by default, charter to renew or not; those already chosen stay in the list."""
    tous = [m for d in ([type_.dispositif] if type_ else dispositifs) for m in membres(aujourd_hui(), d)]
    possibles = [(str(m.agent.id), m.libelle) for m in sorted(tous, key=lambda m: m.agent.cle_tri)]
    connus = {code for code, _ in possibles}
    partis = [m.agent for m in type_.membres if str(m.agent_id) not in connus] if type_ is not None else []
    return possibles + [(str(a.id), a.nom_complet) for a in partis]


@dataclass(frozen=True)
class Appartenance:
    """A membership of the EPS, on the page of the members."""

    habilitation_id: uuid.UUID
    version: int
    nom: str
    fonction: str | None
    structure: str
    charte_signee_le: date | None
    charte_valide: bool
    jusqu_au: date | None
    """Last day of validity of the charter."""
    invite: bool
    """The account was never used: its link is waiting."""

    @property
    def libelle(self) -> str:
        """« Inès Morel, Collège La Morinie »."""
        return f"{self.nom}, {self.structure}" if self.structure else self.nom


def appartenances(acteur: Acteur) -> list[Appartenance]:
    """Every membership in force, those who must sign first."""
    jour = aujourd_hui()
    requete = appartenances_visibles(acteur).options(joinedload(Habilitation.agent), joinedload(Habilitation.structure))
    lignes = [_appartenance(h, jour) for h in db.session.scalars(requete)]
    return sorted(lignes, key=lambda m: (m.charte_valide, normaliser(m.nom.rpartition(" ")[2])))


def _appartenance(h: Habilitation, jour: date) -> Appartenance:
    signee = h.charte_signee_le
    return Appartenance(
        h.id,
        h.version,
        h.agent.nom_complet,
        h.agent.fonction,
        h.structure.libelle if h.structure is not None else "",
        signee,
        charte_valide(signee, jour),
        signee + VALIDITE_CHARTE if signee else None,
        h.agent.empreinte is None,
    )


@dataclass(frozen=True)
class LigneReconnue:
    """A line of the pasted list, what is already known of it."""

    ligne: LigneCollee
    structure_id: str
    etat: str
    ton: str


def reconnaitre(lignes: list[LigneCollee]) -> list[LigneReconnue]:
    """Which structure each line means, and whether the person already has an account or is already a member."""
    structures = {i.lower(): str(s.id) for s in annuaire.choix() for i in _ecritures(s)}
    courriels = [ligne.courriel for ligne in lignes if ligne.courriel]
    comptes = {a.courriel: a for a in db.session.scalars(select(Agent).where(Agent.courriel.in_(courriels)))}
    deja = {m.agent.courriel for m in membres(aujourd_hui())}
    return [_reconnue(ligne, structures, comptes.get(ligne.courriel), deja) for ligne in lignes]


def _ecritures(structure: Structure) -> set[str]:
    return {normaliser(t) for t in (structure.nom, structure.sigle, structure.libelle) if t}


def _reconnue(ligne: LigneCollee, structures: dict[str, str], compte: Agent | None, deja: set[str]) -> LigneReconnue:
    structure_id = structures.get(normaliser(ligne.institution), "")
    if ligne.defaut:
        return LigneReconnue(ligne, "", ligne.defaut, "attention")
    if ligne.courriel in deja:
        return LigneReconnue(ligne, "", "déjà membre", "neutre")
    if compte is not None and not compte.actif:
        return LigneReconnue(ligne, "", "compte désactivé", "attention")
    if compte is not None:
        return LigneReconnue(ligne, structure_id, "a déjà un compte", "reussite")
    return LigneReconnue(ligne, structure_id, "sera invité", "neutre")
