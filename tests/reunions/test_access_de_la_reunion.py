"""What hangs from a meeting already opened: its own lines, and those of no other meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import (
    appartenances_visibles,
    convocations_de,
    decisions_de,
    deliberation_de,
    inscription_retiree,
    lignes_de_seance,
    membres_a_convoquer,
    ordre_du_jour,
    points_a_preparer,
    points_de,
    presences_de,
    salle_de,
    seance_de,
    sorties_de,
)
from parcours.reunions.models import Deliberation, PointAnonyme, Presence, Reunion, Seance, Situation, SortieDeSalle
from parcours.reunions.rules import Decision
from parcours.socle.droits import Dispositif, Droit, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours, rattacher
from tests.fabriques.rencontres import convoquer, reunion, situation


@dataclass
class Tenue:
    """A meeting held, with one row of everything."""

    reunion: Reunion
    personne: Beneficiaire
    parcours: Parcours
    situation: Situation
    deliberation: Deliberation
    lignes: dict[Callable[[Reunion], Select[Any]], Any]


def tenue(session: Session, nom: str) -> Tenue:
    """Build it."""
    la_sienne, personne, qui = reunion(), beneficiaire(nom), agent(Role.MEMBRE_EPS, nom=nom)
    suivi = parcours(personne)
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
        personne,
        suivi,
        inscrite,
        deliberation,
        {
            ordre_du_jour: inscrite, convocations_de: convocation, seance_de: seance, presences_de: presence,
            sorties_de: sortie,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "lire", [ordre_du_jour, convocations_de, seance_de, presences_de, sorties_de], ids=lambda f: f.__name__
)
def test_ce_qui_tient_a_une_reunion_est_le_sien(session: Session, lire: Callable[[Reunion], Select[Any]]) -> None:
    la_sienne, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    assert session.scalars(lire(la_sienne.reunion)).all() == [la_sienne.lignes[lire]]


def test_la_deliberation_est_celle_de_cette_situation(session: Session) -> None:
    la_sienne, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    lues = session.scalars(deliberation_de(la_sienne.situation)).unique().all()
    assert lues == [la_sienne.deliberation]


def test_une_situation_retiree_sort_de_l_ordre_du_jour(session: Session) -> None:
    la_sienne = tenue(session, "Renault")
    la_sienne.situation.retiree_le = maintenant()
    session.flush()
    assert session.scalars(ordre_du_jour(la_sienne.reunion)).all() == []


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


def test_la_salle_est_celle_de_la_reunion_et_la_sortie_celle_de_cette_situation(session: Session) -> None:
    une, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    seconde = situation(une.reunion, parcours(beneficiaire("Second")), rang=2)
    presence, sortie = une.lignes[presences_de], une.lignes[sorties_de]
    assert [tuple(ligne) for ligne in session.execute(salle_de(une.situation))] == [(presence, sortie.id)]
    assert [tuple(ligne) for ligne in session.execute(salle_de(seconde))] == [(presence, None)]


def test_on_ne_mene_que_la_seance_de_sa_reunion_et_sans_le_droit_aucune(session: Session) -> None:
    une, _ = tenue(session, "Renault"), tenue(session, "Dumas")
    menees = session.execute(lignes_de_seance(acteur(agent(Role.COORDINATEUR_PRE)), une.reunion)).all()
    assert [tuple(ligne) for ligne in menees] == [(une.situation, une.deliberation, une.lignes[seance_de])]
    referent = agent(Role.REFERENT_PRE)
    rattacher(une.personne, agent=referent)
    assert session.execute(lignes_de_seance(acteur(referent), une.reunion)).all() == []


def test_les_situations_decidees_sont_celles_de_cette_reunion(session: Session) -> None:
    une, autre = tenue(session, "Renault"), tenue(session, "Dumas")
    situation(une.reunion, parcours(beneficiaire("Second")), rang=2)
    une.situation.decision = autre.situation.decision = next(iter(Decision))
    session.flush()
    assert session.scalars(decisions_de(une.reunion)).all() == [une.situation.id]


def test_les_points_anonymes_sont_ceux_de_cette_reunion_et_de_qui_la_prepare(session: Session) -> None:
    une, autre = reunion(), reunion(dispositif=Dispositif.SANTE)
    points = [
        PointAnonyme(reunion_id=ou.id, rang=rang, **retrait)
        for ou, rang, retrait in ((une, 1, {}), (une, 2, {"retire_le": maintenant()}), (autre, 1, {}))
    ]
    session.add_all(points)
    session.flush()
    assert session.scalars(points_de(une)).all() == [points[0]]
    assert session.scalars(points_a_preparer(acteur(agent(Role.COORDINATEUR_PRE)))).all() == [points[0]]
    for role in sorted(set(Role) - {Role.COORDINATEUR_PRE, Role.SECRETARIAT_PRE}):
        assert session.scalars(points_a_preparer(acteur(agent(role)))).all() == [], role


def test_seuls_ceux_qui_preparent_les_reunions_lisent_qui_en_est_membre(session: Session) -> None:
    hier = aujourd_hui() - timedelta(days=1)
    membre = agent(Role.MEMBRE_EPS, nom="En fonction")
    agent(Role.MEMBRE_EPS, nom="Parti", fin=hier)
    agent(Role.MEMBRE_EPS, nom="Compte fermé", actif=False)
    for role in [None, *Role]:
        qui = acteur(membre if role is Role.MEMBRE_EPS else agent(role, nom="Lecteur"))
        lues = {habilitation.agent_id for habilitation in session.scalars(appartenances_visibles(qui))}
        assert lues == ({membre.id} if qui.peut(Droit.MEMBRE_EPS_LIRE) else set()), role
        assert qui.peut(Droit.MEMBRE_EPS_LIRE) == (role is Role.COORDINATEUR_PRE), role
