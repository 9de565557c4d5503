"""Whose alerts somebody reads: those of the files they reach through a role that reads alerts, while a clock runs."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.alertes.access import orientations_suivies, parcours_a_faire_avancer, parcours_veilles
from parcours.comptes.models import Habilitation
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def veilles(session: Session, v: Voisinage) -> tuple[set[str], set[str]]:
    """Codes of the files whose pathway is watched, and of those whose referral is, when each file has one."""
    for ligne in v.parcours.values():
        session.add(
            Orientation(parcours_id=ligne.id, structure_id=v.structure.id, personne_nom="Renault", personne_prenom="Alexandrie")
        )
    session.flush()
    orientations = session.scalars(orientations_suivies(v.acteur))
    return v.codes(p.id for p in session.scalars(parcours_veilles(v.acteur))), v.codes(o.parcours_id for o in orientations)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_chaque_role_n_est_alerte_que_des_fiches_de_sa_portee_hors_celles_absorbees(session: Session, role: Role) -> None:
    assert veilles(session, voisinage(role)) == (portee_de(role), portee_de(role))


def test_le_secretariat_n_est_alerte_d_aucune_fiche(session: Session) -> None:
    assert veilles(session, voisinage(Role.SECRETARIAT_PRE)) == (set(), set())


def test_le_secretariat_qui_est_aussi_referent_n_est_alerte_que_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert veilles(session, v) == (portee_de(Role.REFERENT_PRE), portee_de(Role.REFERENT_PRE))


def test_qui_n_a_aucune_habilitation_n_est_alerte_de_rien(session: Session) -> None:
    assert veilles(session, voisinage(None)) == (set(), set())


def test_une_referente_partie_hier_n_est_plus_alertee(session: Session) -> None:
    assert veilles(session, voisinage(Role.REFERENT_PRE, fin=aujourd_hui() - timedelta(days=1))) == (set(), set())


def test_un_parcours_suspendu_demande_ou_fini_ne_leve_aucune_alerte(session: Session) -> None:
    suivis = {parcours(beneficiaire(etat.value), etat).id: etat for etat in EtatParcours}
    lus = session.scalars(parcours_veilles(acteur(agent(Role.COORDINATEUR_PRE))))
    assert {suivis[ligne.id] for ligne in lus} == {EtatParcours.EN_COURS, EtatParcours.SORTIE_PROPOSEE}


def a_faire_avancer(session: Session, v: Voisinage, lecteur: Acteur | None = None) -> set[str]:
    """Codes of the files whose pathway waits for a gesture, when each one's exit is to be recorded."""
    for ligne in v.parcours.values():
        ligne.etat = EtatParcours.SORTIE_PROPOSEE
    session.flush()
    return v.codes(p.id for p in session.scalars(parcours_a_faire_avancer(lecteur or v.acteur)))


@pytest.mark.parametrize("role", sorted(set(Role)))
def test_le_pas_suivant_d_un_parcours_du_pre_attend_sa_coordination_et_ses_referents(session: Session, role: Role) -> None:
    attendus = portee_de(role) if role in {Role.COORDINATEUR_PRE, Role.REFERENT_PRE} else set()
    assert a_faire_avancer(session, voisinage(role)) == attendus


def test_le_secretariat_qui_est_aussi_referent_n_avance_que_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert a_faire_avancer(session, v) == portee_de(Role.REFERENT_PRE)


def test_une_coordination_du_pre_habilitee_par_erreur_ailleurs_n_y_avance_rien(session: Session) -> None:
    egaree = Acteur(uuid.uuid4(), "Mal habilitée", (HabilitationDuJour(Role.COORDINATEUR_PRE, Dispositif.SANTE, None),))
    assert a_faire_avancer(session, voisinage(None), egaree) == set()


def test_un_parcours_qui_suit_son_cours_n_attend_aucun_geste(session: Session) -> None:
    suivis = {parcours(beneficiaire(etat.value), etat).id: etat for etat in EtatParcours}
    lus = session.scalars(parcours_a_faire_avancer(acteur(agent(Role.COORDINATEUR_PRE))))
    assert {suivis[ligne.id] for ligne in lus} == {EtatParcours.A_DEMARRER, EtatParcours.SORTIE_PROPOSEE, EtatParcours.VEILLE}
