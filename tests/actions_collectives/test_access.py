"""Which workshops, dates, participants and attendances somebody reads or changes: each condition of the access functions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.actions_collectives.access import (
    ateliers_a_organiser,
    ateliers_visibles,
    dispositifs_organises,
    parcours_a_inscrire,
    participants_a_organiser,
    participants_visibles,
    presences_visibles,
    seances_a_organiser,
    seances_visibles,
)
from parcours.actions_collectives.models import Participant, PresenceAtelier
from parcours.actions_collectives.rules import Assiduite
from parcours.comptes.models import Habilitation
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import ateliers
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage

LECTEURS = {Role.COORDINATEUR_PRE, Role.COORDINATEUR_CITE, Role.REFERENT_PRE, Role.REFERENT_INSERTION}
ORGANISATEURS = {Role.COORDINATEUR_PRE: Dispositif.PRE, Role.COORDINATEUR_CITE: Dispositif.EMPLOI}


def attendus(role: Role | None) -> set[str]:
    """Files whose workshop this role reads: its own, when it reads workshops at all."""
    return portee_de(role, absorbees=True) if role in LECTEURS else set()


@pytest.fixture
def inscrits(session: Session) -> Any:
    """Every file of a neighbourhood enrolled in its own workshop, with one date and one attendance."""

    def inscrire(v: Voisinage) -> dict[Any, str]:
        codes = {}
        for code, ligne in v.parcours.items():
            groupe = ateliers.atelier("Atelier", ligne.dispositif)
            date = ateliers.seance(groupe, -1)
            participant = ateliers.participant(groupe, ligne)
            ecrite = ateliers.seance_d_action(participant.action, 1)
            session.add(
                PresenceAtelier(
                    seance_id=date.id,
                    participant_id=participant.id,
                    assiduite=Assiduite.PRESENT,
                    seance_action_id=ecrite.id,
                )
            )
            codes |= {groupe.id: code, date.id: code, participant.id: code}
        session.flush()
        return codes

    return inscrire


@pytest.mark.parametrize("role", [None, *Role])
def test_chaque_role_n_ouvre_que_les_ateliers_ou_quelqu_un_de_sa_portee_est_inscrit(
    session: Session, inscrits: Any, role: Role | None
) -> None:
    v = voisinage(role)
    codes = inscrits(v)
    assert {codes[a.id] for a in session.scalars(ateliers_visibles(v.acteur))} == attendus(role)
    assert {codes[s.id] for s in session.scalars(seances_visibles(v.acteur))} == attendus(role)


@pytest.mark.parametrize("role", [None, *Role])
def test_chaque_role_ne_nomme_que_les_participants_de_sa_portee(session: Session, inscrits: Any, role: Role | None) -> None:
    v = voisinage(role)
    codes = inscrits(v)
    assert {codes[p.id] for p in session.scalars(participants_visibles(v.acteur))} == attendus(role)
    assert {codes[p.participant_id] for p in session.scalars(presences_visibles(v.acteur))} == attendus(role)


@pytest.mark.parametrize("role", [None, *Role])
def test_seule_la_coordination_organise_les_ateliers_de_son_dispositif(
    session: Session, inscrits: Any, role: Role | None
) -> None:
    v = voisinage(role)
    codes = inscrits(v)
    siens = attendus(role) if role in ORGANISATEURS else set()
    assert {codes[a.id] for a in session.scalars(ateliers_a_organiser(v.acteur))} == siens
    assert {codes[s.id] for s in session.scalars(seances_a_organiser(v.acteur))} == siens
    assert {codes[p.id] for p in session.scalars(participants_a_organiser(v.acteur))} == siens
    assert dispositifs_organises(v.acteur) == ([ORGANISATEURS[role]] if role in ORGANISATEURS else [])


def test_la_coordination_ouvre_un_atelier_ou_personne_n_est_encore_inscrit(session: Session) -> None:
    vide = ateliers.atelier()
    autre = ateliers.atelier("Job dating", Dispositif.EMPLOI)
    camille = acteur(agent(Role.COORDINATEUR_PRE))
    assert session.scalars(ateliers_visibles(camille)).all() == [vide]
    assert autre not in session.scalars(ateliers_a_organiser(camille)).all()


def test_un_referent_n_ouvre_pas_un_atelier_ou_aucun_des_siens_n_est_inscrit(session: Session) -> None:
    ateliers.atelier()
    assert session.scalars(ateliers_visibles(acteur(agent(Role.REFERENT_PRE)))).all() == []


def test_dans_un_atelier_partage_un_referent_ne_lit_que_les_noms_des_siens(session: Session) -> None:
    v = voisinage(Role.REFERENT_PRE)
    groupe = ateliers.atelier()
    sien = ateliers.participant(groupe, v.parcours["pre au référent"])
    autre = ateliers.participant(groupe, v.parcours["pre à personne"])
    lus = session.scalars(participants_visibles(v.acteur).where(Participant.atelier_id == groupe.id)).all()
    assert lus == [sien] and autre not in lus


def test_qui_coordonne_et_suit_des_personnes_ailleurs_n_organise_que_chez_lui(session: Session, inscrits: Any) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    session.flush()
    codes = inscrits(v)
    assert {codes[a.id] for a in session.scalars(ateliers_a_organiser(acteur(v.agent)))} == portee_de(
        Role.COORDINATEUR_PRE, absorbees=True
    )


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE])
def test_une_habilitation_finie_hier_n_ouvre_plus_aucun_atelier(session: Session, inscrits: Any, role: Role) -> None:
    v = voisinage(role, fin=aujourd_hui() - timedelta(days=1))
    inscrits(v)
    assert session.scalars(ateliers_visibles(v.acteur)).all() == []
    assert session.scalars(participants_visibles(v.acteur)).all() == []


def test_on_n_inscrit_que_des_parcours_ouverts_du_dispositif_de_l_atelier(session: Session) -> None:
    groupe = ateliers.atelier()
    ouvert = parcours(beneficiaire())
    parcours(beneficiaire("Sorti", "Tom"), EtatParcours.SORTI)
    parcours(beneficiaire("Adulte", "Ana", Dispositif.EMPLOI))
    assert session.scalars(parcours_a_inscrire(acteur(agent(Role.COORDINATEUR_PRE)), groupe)).all() == [ouvert]


def test_qui_coordonne_deux_dispositifs_n_inscrit_que_dans_celui_de_l_atelier(session: Session) -> None:
    camille = agent(Role.COORDINATEUR_PRE)
    session.add(
        Habilitation(agent_id=camille.id, role=Role.COORDINATEUR_CITE, dispositif=Dispositif.EMPLOI, debut=aujourd_hui())
    )
    session.flush()
    enfant = parcours(beneficiaire())
    parcours(beneficiaire("Adulte", "Ana", Dispositif.EMPLOI))
    assert session.scalars(parcours_a_inscrire(acteur(camille), ateliers.atelier())).all() == [enfant]


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - set(ORGANISATEURS))])
def test_qui_n_organise_pas_n_inscrit_personne(session: Session, role: Role | None) -> None:
    v = voisinage(role)
    assert session.scalars(parcours_a_inscrire(v.acteur, ateliers.atelier())).all() == []
