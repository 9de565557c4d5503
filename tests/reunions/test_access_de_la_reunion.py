"""What hangs from a meeting already opened: its own lines, and those of no other meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import (
    convocations_de,
    deliberation_de,
    deliberations_de,
    inscription_retiree,
    membres_a_convoquer,
    ordre_du_jour,
    presences_de,
    seance_de,
    sorties_de,
)
from parcours.reunions.models import Deliberation, Presence, Reunion, Seance, Situation, SortieDeSalle
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import agent, beneficiaire, parcours
from tests.fabriques.rencontres import convoquer, reunion, situation


@dataclass
class Tenue:
    """A meeting held, with one row of everything."""

    reunion: Reunion
    parcours: Parcours
    situation: Situation
    lignes: dict[Callable[[Reunion], Select[Any]], Any]


def tenue(session: Session, nom: str) -> Tenue:
    """Build it."""
    la_sienne, suivi, qui = reunion(), parcours(beneficiaire(nom)), agent(Role.MEMBRE_EPS, nom=nom)
    inscrite = situation(la_sienne, suivi)
    presence = Presence(reunion_id=la_sienne.id, agent_id=qui.id)
    session.add(presence)
    session.flush()
    seance = Seance(reunion_id=la_sienne.id)
    sortie = SortieDeSalle(situation_id=inscrite.id, presence_id=presence.id)
    deliberation = Deliberation(situation_id=inscrite.id)
    session.add_all([seance, sortie, deliberation])
    convocation = convoquer(la_sienne, qui)
    return Tenue(
        la_sienne,
        suivi,
        inscrite,
        {
            ordre_du_jour: inscrite, convocations_de: convocation, seance_de: seance, presences_de: presence,
            sorties_de: sortie, deliberations_de: deliberation,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "lire", [ordre_du_jour, convocations_de, seance_de, presences_de, sorties_de, deliberations_de], ids=lambda f: f.__name__
)
def test_ce_qui_tient_a_une_reunion_est_le_sien(session: Session, lire: Callable[[Reunion], Select[Any]]) -> None:
    la_sienne, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    assert session.scalars(lire(la_sienne.reunion)).all() == [la_sienne.lignes[lire]]


def test_la_deliberation_est_celle_de_cette_situation(session: Session) -> None:
    la_sienne, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    lues = session.scalars(deliberation_de(la_sienne.situation)).unique().all()
    assert lues == [la_sienne.lignes[deliberations_de]]


def test_une_situation_retiree_sort_de_l_ordre_du_jour_et_des_deliberations(session: Session) -> None:
    la_sienne = tenue(session, "Renault")
    la_sienne.situation.retiree_le = maintenant()
    session.flush()
    assert session.scalars(ordre_du_jour(la_sienne.reunion)).all() == []
    assert session.scalars(deliberations_de(la_sienne.reunion)).all() == []


def test_la_ligne_a_reprendre_est_celle_de_ce_parcours_sur_cet_ordre_du_jour(session: Session) -> None:
    une, autre = tenue(session, "Renault"), tenue(session, "Dumas")
    assert session.scalars(inscription_retiree(une.reunion, une.parcours)).all() == [une.situation]
    assert session.scalars(inscription_retiree(une.reunion, autre.parcours)).all() == []


def test_on_ne_convoque_que_les_membres_en_fonction_ce_jour_la(session: Session) -> None:
    jour, un_jour = aujourd_hui(), timedelta(days=1)
    en_fonction = agent(Role.MEMBRE_EPS, nom="En fonction")
    agent(Role.MEMBRE_EPS, nom="Parti", fin=jour - un_jour)
    agent(Role.MEMBRE_EPS, nom="Compte fermé", actif=False)
    agent(Role.REFERENT_PRE, nom="Référent")
    assert [membre.id for membre, _ in session.execute(membres_a_convoquer(jour))] == [en_fonction.id]
