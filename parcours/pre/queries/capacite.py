"""Places taken, who waits, children per référent, places that should soon be free."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from parcours.beneficiaires.access import en_vigueur
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import ACTIFS, EtatParcours
from parcours.pre.access import parcours_du_pre
from parcours.pre.rules import MOIS_DE_PREVISION, RaisonDeSortie, ajouter_des_mois, sortie_prevue
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class Attente:
    """A child whose request is waiting."""

    beneficiaire_id: uuid.UUID
    nom: str
    etat: EtatParcours
    depuis: date | None
    jours: int | None


@dataclass(frozen=True)
class Charge:
    """How many children one référent follows."""

    agent_id: uuid.UUID | None
    nom: str
    enfants: int


@dataclass(frozen=True)
class Prevision:
    """Places that should be free in one month."""

    mois: date
    places: int
    raisons: tuple[tuple[RaisonDeSortie, int], ...]


@dataclass(frozen=True)
class Capacite:
    """The PRE against its places."""

    suivis: int
    attente: list[Attente]
    charges: list[Charge]
    previsions: list[Prevision]


def capacite(acteur: Acteur) -> Capacite:
    """Everything the page shows, in two statements."""
    jour = aujourd_hui()
    lignes = db.session.execute(
        parcours_du_pre(acteur).with_only_columns(
            Parcours.beneficiaire_id,
            Parcours.etat,
            Parcours.demande_le,
            Parcours.debut_le,
            Beneficiaire.nom,
            Beneficiaire.prenom,
            Beneficiaire.date_naissance,
        )
    ).all()
    actifs = [ligne for ligne in lignes if ligne.etat in ACTIFS]
    attente = [
        Attente(
            ligne.beneficiaire_id,
            f"{ligne.prenom} {ligne.nom.upper()}",
            ligne.etat,
            ligne.demande_le,
            (jour - ligne.demande_le).days if ligne.demande_le else None,
        )
        for ligne in lignes
        if ligne.etat not in ACTIFS
    ]
    attente.sort(key=lambda a: (a.depuis is None, a.depuis or jour))
    par_mois: dict[date, Counter[RaisonDeSortie]] = {ajouter_des_mois(jour, n): Counter() for n in range(MOIS_DE_PREVISION)}
    for ligne in actifs:
        prevue = sortie_prevue(ligne.etat is EtatParcours.SORTIE_PROPOSEE, ligne.debut_le, ligne.date_naissance, jour)
        if prevue is not None:
            par_mois[prevue[0]][prevue[1]] += 1
    return Capacite(
        suivis=len({ligne.beneficiaire_id for ligne in actifs}),
        attente=attente,
        charges=_charges(acteur, {ligne.beneficiaire_id for ligne in actifs}, jour),
        previsions=[
            Prevision(mois, sum(raisons.values()), tuple(sorted(raisons.items()))) for mois, raisons in par_mois.items()
        ],
    )


def _charges(acteur: Acteur, actifs: set[uuid.UUID], jour: date) -> list[Charge]:
    """Children per référent, the most loaded first, then those without a référent."""
    referents = (
        parcours_du_pre(acteur)
        .join(Rattachement, Rattachement.beneficiaire_id == Beneficiaire.id)
        .outerjoin(Agent, Agent.id == Rattachement.agent_id)
        .where(Rattachement.nature == NatureRattachement.REFERENT, en_vigueur(jour))
        .with_only_columns(Beneficiaire.id, Rattachement.agent_id, Agent.prenom, Agent.nom, Rattachement.libelle)
        .distinct()
    )
    enfants: dict[tuple[uuid.UUID | None, str], set[uuid.UUID]] = {}
    suivis: set[uuid.UUID] = set()
    for beneficiaire_id, agent_id, prenom, nom, libelle in db.session.execute(referents):
        if beneficiaire_id in actifs:
            suivis.add(beneficiaire_id)
            qui = f"{prenom} {nom}" if nom else f"{libelle or 'Référent sans nom'} (sans compte)"
            enfants.setdefault((agent_id, qui), set()).add(beneficiaire_id)
    charges = [Charge(agent_id, nom, len(ids)) for (agent_id, nom), ids in enfants.items()]
    charges.sort(key=lambda c: (-c.enfants, c.nom))
    if sans := len(actifs - suivis):
        charges.append(Charge(None, "Sans référent", sans))
    return charges


def enfants_de(acteur: Acteur, agent_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Children with an open pathway whose référent today is this agent: (file, name), in the order of names."""
    suivis = select(Rattachement.beneficiaire_id).where(
        Rattachement.agent_id == agent_id, Rattachement.nature == NatureRattachement.REFERENT, en_vigueur(aujourd_hui())
    )
    lignes = db.session.execute(
        parcours_du_pre(acteur)
        .where(Beneficiaire.id.in_(suivis))
        .with_only_columns(Beneficiaire.id, Beneficiaire.prenom, Beneficiaire.nom, Beneficiaire.cle_tri)
        .distinct()
        .order_by(Beneficiaire.cle_tri, Beneficiaire.id)
    )
    return [(identifiant, f"{prenom} {nom.upper()}") for identifiant, prenom, nom, _ in lignes]
