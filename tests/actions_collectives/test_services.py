"""Workshops: places, dates, the roll taken once, and what each record says of it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.actions_collectives import queries, services
from parcours.actions_collectives.access import participants_visibles, seances_visibles
from parcours.actions_collectives.models import Atelier, Participant, SeanceAtelier
from parcours.actions_collectives.rules import Assiduite, SaisieAtelier, SaisieSeanceAtelier, SaisieSeances
from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.access import actions_visibles
from parcours.parcours_individuels.access import seances_visibles as seances_d_action
from parcours.parcours_individuels.models import Action, SeanceAction
from parcours.parcours_individuels.queries import bilan_des_actions, total_de_l_enfant
from parcours.parcours_individuels.rules import EtatAction, Financement, ManqueePar, Rythme
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import ateliers
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours, rattacher
from tests.fabriques.rencontres import accord

JOUR = aujourd_hui()
P, E, A = Assiduite.PRESENT, Assiduite.EXCUSE, Assiduite.ABSENT


@pytest.fixture
def camille(session: Session) -> Acteur:
    return acteur(agent(Role.COORDINATEUR_PRE))


@pytest.fixture
def groupe(session: Session) -> Atelier:
    return ateliers.atelier(capacite=3, financement=Financement.PRE)


def enfants(nombre: int) -> list[Any]:
    return [parcours(beneficiaire(f"Enfant{rang}", "Lou")) for rang in range(nombre)]


def inscrits(session: Session, par: Acteur) -> list[Participant]:
    return list(session.scalars(participants_visibles(par).order_by(Participant.id)))


def actions(session: Session, par: Acteur) -> list[Action]:
    return list(session.scalars(actions_visibles(par).order_by(Action.id)))


def lignes(session: Session, par: Acteur) -> list[SeanceAction]:
    return list(session.scalars(seances_d_action(par).order_by(SeanceAction.id)))


def dates(session: Session, par: Acteur) -> list[SeanceAtelier]:
    return list(session.scalars(seances_visibles(par).order_by(SeanceAtelier.le)))


def test_un_atelier_ne_s_ouvre_que_dans_son_dispositif(session: Session, camille: Acteur) -> None:
    with pytest.raises(ErreurDuDomaine):
        services.creer(Dispositif.EMPLOI, SaisieAtelier("Job dating", "atelier"), par=camille)
    assert services.creer(Dispositif.PRE, SaisieAtelier("Cuisine", "atelier"), par=camille).nom == "Cuisine"


def test_dix_mercredis_s_ajoutent_d_un_coup_et_jamais_deux_fois(session: Session, camille: Acteur, groupe: Atelier) -> None:
    saisie = SaisieSeances(JOUR, Rythme.SEMAINE, 10, time(14, 30), 90)
    assert services.ajouter_des_seances(groupe, saisie, par=camille) == 10
    assert services.ajouter_des_seances(groupe, saisie, par=camille) == 0
    assert [s.le for s in dates(session, camille)] == [JOUR + timedelta(days=7 * rang) for rang in range(10)]


def test_inscrire_ecrit_une_action_collective_dans_la_fiche(session: Session, camille: Acteur, groupe: Atelier) -> None:
    ateliers.seance(groupe, 3)
    ateliers.seance(groupe, 10)
    (lou,) = enfants(1)
    assert services.inscrire(groupe, [lou.id], par=camille) == 1
    (action,) = actions(session, camille)
    assert (action.parcours_id, action.libelle, action.collective, action.en_atelier) == (lou.id, groupe.nom, True, True)
    assert (action.prevu, action.prochaine_le, action.financement) == (2, JOUR + timedelta(days=3), Financement.PRE)


def test_un_atelier_complet_refuse_et_n_inscrit_personne(session: Session, camille: Acteur, groupe: Atelier) -> None:
    with pytest.raises(ErreurDuDomaine, match="Il reste 3 places sur 3"):
        services.inscrire(groupe, [p.id for p in enfants(4)], par=camille)
    assert inscrits(session, camille) == []


def test_on_n_inscrit_pas_un_enfant_dont_l_accord_est_retire(session: Session, camille: Acteur, groupe: Atelier) -> None:
    personne = beneficiaire()
    lou = parcours(personne)
    accord(personne, EtatAccord.RETIRE)
    with pytest.raises(ErreurDuDomaine, match="retiré son accord"):
        services.inscrire(groupe, [lou.id], par=camille)


def test_une_personne_d_un_autre_dispositif_ne_s_inscrit_pas(session: Session, camille: Acteur, groupe: Atelier) -> None:
    adulte = parcours(beneficiaire("Adulte", "Ana", Dispositif.EMPLOI))
    assert services.inscrire(groupe, [adulte.id], par=camille) == 0


def test_un_job_dating_s_ecrit_d_un_seul_appel_dans_la_fiche_de_chaque_demandeur(session: Session) -> None:
    ines = acteur(agent(Role.COORDINATEUR_CITE))
    forum = services.creer(Dispositif.EMPLOI, SaisieAtelier("Forum de l’emploi", "job_dating"), par=ines)
    seance = ateliers.seance(forum, -1, duree_min=180)
    adultes = [parcours(beneficiaire(f"Adulte{rang}", "Ana", Dispositif.EMPLOI)) for rang in range(3)]
    enfant = parcours(beneficiaire())
    assert services.inscrire(forum, [p.id for p in [*adultes, enfant]], par=ines) == 3
    presents = dict(zip([p.id for p in inscrits(session, ines)], (P, P, A), strict=True))
    assert services.faire_l_appel(seance, presents, par=ines) == 3
    ecrites = actions(session, ines)
    assert {(a.parcours_id, a.libelle, a.type) for a in ecrites} == {(p.id, forum.nom, "job_dating") for p in adultes}
    assert sorted(s.faite for s in lignes(session, ines)) == [False, True, True]


def test_l_appel_fait_une_fois_ecrit_dans_chaque_fiche(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1, duree_min=90)
    trois = [ateliers.participant(groupe, p) for p in enfants(3)]
    faits = services.faire_l_appel(seance, dict(zip([p.id for p in trois], (P, E, A), strict=True)), par=camille)
    assert faits == 3
    ecrites = {s.action_id: s for s in lignes(session, camille)}
    present, excuse, absent = (ecrites[p.action_id] for p in trois)
    assert (present.faite, present.duree_min, present.le) == (True, 90, seance.le)
    assert (excuse.faite, excuse.manquee_par, excuse.excusee) == (False, ManqueePar.ENFANT, True)
    assert (absent.faite, absent.excusee) == (False, False)


def test_corriger_l_appel_corrige_la_fiche_sans_y_ajouter_de_ligne(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1)
    participant = ateliers.participant(groupe, enfants(1)[0])
    for assiduite in (P, A, P):
        services.faire_l_appel(seance, {participant.id: assiduite}, par=camille)
    (ligne,) = lignes(session, camille)
    assert ligne.faite and ligne.manquee_par is None


def test_un_referent_ne_note_que_les_siens(session: Session, groupe: Atelier) -> None:
    qui = agent(Role.REFERENT_PRE)
    enfant, (autre,) = beneficiaire(), enfants(1)
    sien = parcours(enfant)
    rattacher(enfant, agent=qui)
    seance = ateliers.seance(groupe, -1)
    deux = [ateliers.participant(groupe, p) for p in (sien, autre)]
    karim = acteur(qui)
    assert services.faire_l_appel(seance, {p.id: P for p in deux}, par=karim) == 1
    assert [s.action_id for s in lignes(session, karim)] == [deux[0].action_id]
    assert len(queries.liste_d_appel(karim, seance).lignes) == 1


@pytest.mark.parametrize(("dans", "annulee"), [(1, False), (-1, True)])
def test_l_appel_ne_se_fait_ni_avant_la_seance_ni_si_elle_est_annulee(
    session: Session, camille: Acteur, groupe: Atelier, dans: int, annulee: bool
) -> None:
    seance = ateliers.seance(groupe, dans, annulee=annulee)
    participant = ateliers.participant(groupe, enfants(1)[0])
    with pytest.raises(ErreurDuDomaine):
        services.faire_l_appel(seance, {participant.id: P}, par=camille)


def test_une_seance_annulee_ne_compte_pour_personne(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1)
    lou = enfants(1)[0]
    participant = ateliers.participant(groupe, lou)
    services.faire_l_appel(seance, {participant.id: P}, par=camille)
    services.annuler_une_seance(seance, par=camille)
    services.annuler_une_seance(seance, par=camille)
    assert [s.annulee for s in lignes(session, camille)] == [True]
    assert total_de_l_enfant(camille, lou.beneficiaire_id, JOUR - timedelta(days=30), JOUR).seances == 0


def test_deplacer_une_seance_deplace_ce_que_disent_les_fiches(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1)
    participant = ateliers.participant(groupe, enfants(1)[0])
    services.faire_l_appel(seance, {participant.id: P}, par=camille)
    avant = JOUR - timedelta(days=2)
    services.deplacer_une_seance(seance, SaisieSeanceAtelier(avant, None, 60), par=camille)
    assert [(s.le, s.duree_min) for s in lignes(session, camille)] == [(avant, 60)]


def test_quitter_le_groupe_garde_les_presences_et_revenir_rouvre_l_action(
    session: Session, camille: Acteur, groupe: Atelier
) -> None:
    seance = ateliers.seance(groupe, -1)
    lou = enfants(1)[0]
    participant = ateliers.participant(groupe, lou)
    services.faire_l_appel(seance, {participant.id: P}, par=camille)
    services.retirer(participant, par=camille)
    services.retirer(participant, par=camille)
    assert (participant.action.etat, participant.action.faite_le) == (EtatAction.FAITE, JOUR)
    assert len(lignes(session, camille)) == 1
    assert services.inscrire(groupe, [lou.id], par=camille) == 1
    assert (participant.sorti_le, participant.action.etat) == (None, EtatAction.EN_COURS)


def test_la_fin_d_un_atelier_termine_les_actions(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1)
    venu, jamais = (ateliers.participant(groupe, p) for p in enfants(2))
    services.faire_l_appel(seance, {venu.id: P, jamais.id: A}, par=camille)
    services.modifier(groupe, SaisieAtelier("Cuisine", "atelier", termine_le=JOUR), par=camille)
    assert (venu.action.etat, jamais.action.etat) == (EtatAction.FAITE, EtatAction.NON_REALISEE)
    for refuse in (lambda: services.inscrire(groupe, [], par=camille), lambda: services.ajouter_des_seances(groupe, SaisieSeances(JOUR, Rythme.UNE_FOIS, 1), par=camille)):  # fmt: skip
        with pytest.raises(ErreurDuDomaine, match="terminé"):
            refuse()


def test_le_bilan_compte_enfants_seances_et_heures_de_chaque_type(session: Session, camille: Acteur, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1, duree_min=90)
    deux = [ateliers.participant(groupe, p) for p in enfants(2)]
    services.faire_l_appel(seance, {deux[0].id: P, deux[1].id: E}, par=camille)
    (total,) = bilan_des_actions(camille, Dispositif.PRE, JOUR - timedelta(days=30), JOUR)
    assert (total.type, len(total.enfants), total.collectives, total.seances, total.manquees, total.minutes) == (
        "atelier", 2, 2, 1, 1, 90,
    )  # fmt: skip


def test_la_liste_dit_combien_d_appels_restent_a_faire(session: Session, camille: Acteur, groupe: Atelier) -> None:
    passee, _ = ateliers.seance(groupe, -8), ateliers.seance(groupe, -1)
    demain = ateliers.seance(groupe, 1)
    participant = ateliers.participant(groupe, enfants(1)[0])
    services.faire_l_appel(passee, {participant.id: P}, par=camille)
    (ligne,) = queries.liste(camille, termines=False)
    assert (ligne.inscrits, ligne.a_pointer, ligne.prochaine) == (1, 1, demain.le)
    assert queries.liste(camille, termines=True) == []
