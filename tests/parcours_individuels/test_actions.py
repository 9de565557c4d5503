"""Actions: one touch for a séance, next date, costs in cents, totals; whose séances are read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.nomenclatures.services import charger_reference
from parcours.parcours_individuels import services
from parcours.parcours_individuels.access import actions_visibles, seances_de_cette_action, seances_visibles
from parcours.parcours_individuels.models import Action
from parcours.parcours_individuels.queries import bilan_des_actions, total_de_l_enfant
from parcours.parcours_individuels.rules import (
    EUROS,
    HEURES,
    SEANCES,
    Avancement,
    EtatAction,
    Financement,
    ManqueePar,
    PlanAction,
    Rythme,
    SaisieAction,
    SaisieSeance,
    etat_apres,
    prochaine_apres,
)
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques import ateliers
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours
from tests.fabriques.voisinage import portee_de, voisinage

JOUR = aujourd_hui()
FAITE, MANQUEE = SaisieSeance(JOUR, True), SaisieSeance(JOUR, False, ManqueePar.FAMILLE)


@pytest.fixture
def camille(session: Session) -> Acteur:
    charger_reference()
    return acteur(agent(Role.COORDINATEUR_PRE))


@pytest.fixture
def suivi(session: Session) -> Any:
    return parcours(beneficiaire())


@pytest.mark.parametrize(
    ("fait", "mots"),
    [
        (Avancement(3, 1, 0, 10, SEANCES), "3/10\u00a0séances, 1\u00a0manquée"),
        (Avancement(1, 0, 0, None, SEANCES), "1\u00a0séance"),
        (Avancement(0, 2, 0, None, None), "2\u00a0manquées"),
        (Avancement(3, 0, 270, 720, HEURES), "4\u00a0h\u00a030 sur 12\u00a0h"),
        (Avancement(0, 0, 0, None, EUROS), ""),
    ],
)
def test_l_avancement_se_dit_en_quelques_mots(fait: Avancement, mots: str) -> None:
    assert fait.en_mots == mots


def test_une_action_prevue_sans_rythme_est_faite_des_la_premiere_fois() -> None:
    une = Avancement(1, 0, 0, None, SEANCES)
    assert etat_apres(EtatAction.PREVUE, None, une) is EtatAction.FAITE
    assert etat_apres(EtatAction.EN_COURS, None, une) is EtatAction.EN_COURS
    assert etat_apres(EtatAction.PREVUE, Rythme.SEMAINE, une) is EtatAction.EN_COURS
    assert etat_apres(EtatAction.NON_REALISEE, None, une) is EtatAction.NON_REALISEE


def test_la_prochaine_date_suit_le_rythme_et_s_arrete_a_la_fin() -> None:
    lundi = date(2026, 3, 2)
    assert prochaine_apres(lundi, Rythme.QUINZAINE, fin=None) == date(2026, 3, 16)
    assert prochaine_apres(lundi, Rythme.SEMAINE, fin=date(2026, 3, 9)) == date(2026, 3, 9)
    assert prochaine_apres(lundi, Rythme.SEMAINE, fin=date(2026, 3, 8)) is None
    assert prochaine_apres(lundi, Rythme.UNE_FOIS, fin=None) is prochaine_apres(lundi, None, fin=None) is None


def test_l_unite_est_celle_du_type_le_jour_ou_il_est_choisi(session: Session, camille: Acteur, suivi: Any) -> None:
    saisie = SaisieAction("aide_exceptionnelle", "Aide", EtatAction.PREVUE, None, None, None, None, PlanAction(cout_prevu=1250))
    action = services.enregistrer_action(suivi, None, saisie, par=camille)
    assert (action.unite, action.cout_prevu) == (EUROS, 1250)
    services.enregistrer_action(
        suivi, action, SaisieAction("clas", "CLAS", EtatAction.EN_COURS, None, None, None, None), par=camille
    )
    assert (action.unite, action.cout_prevu) == (SEANCES, 1250)


def test_la_derniere_seance_prevue_termine_l_action_et_l_annuler_la_rouvre(
    session: Session, camille: Acteur, suivi: Any
) -> None:
    action = ateliers.action(suivi, prevu=2, rythme=Rythme.SEMAINE, etat=EtatAction.EN_COURS)
    services.noter_une_seance(suivi, action, SaisieSeance(JOUR - timedelta(days=7), True), par=camille)
    assert (action.etat, action.prochaine_le) == (EtatAction.EN_COURS, JOUR)
    derniere = services.noter_une_seance(suivi, action, FAITE, par=camille)
    assert (action.etat, action.faite_le, action.prochaine_le) == (EtatAction.FAITE, JOUR, None)
    services.annuler_une_seance(action, derniere, par=camille)
    services.annuler_une_seance(action, derniere, par=camille)
    assert (action.etat, action.faite_le) == (EtatAction.EN_COURS, None)


def test_une_seance_manquee_dit_par_qui_et_ne_fait_pas_avancer(session: Session, camille: Acteur, suivi: Any) -> None:
    action = ateliers.action(suivi)
    seance = services.noter_une_seance(suivi, action, MANQUEE, par=camille)
    assert (seance.faite, seance.manquee_par, action.etat) == (False, ManqueePar.FAMILLE, EtatAction.PREVUE)
    services.corriger_une_seance(action, seance, FAITE, par=camille)
    assert (seance.faite, seance.manquee_par, action.etat) == (True, None, EtatAction.FAITE)


def test_une_action_terminee_a_la_main_ne_se_rouvre_pas_en_corrigeant_une_seance(
    session: Session, camille: Acteur, suivi: Any
) -> None:
    action = ateliers.action(suivi, prevu=10, etat=EtatAction.FAITE, faite_le=JOUR)
    seance = ateliers.seance_d_action(action, 3)
    services.corriger_une_seance(action, seance, SaisieSeance(JOUR, True, commentaire="Bien"), par=camille)
    assert (action.etat, seance.commentaire) == (EtatAction.FAITE, "Bien")


def test_les_seances_d_un_atelier_ne_se_notent_pas_une_a_une(session: Session, camille: Acteur, suivi: Any) -> None:
    action = ateliers.action(suivi, en_atelier=True)
    seance = ateliers.seance_d_action(action)
    for verbe in (
        lambda: services.noter_une_seance(suivi, action, FAITE, par=camille),
        lambda: services.corriger_une_seance(action, seance, FAITE, par=camille),
        lambda: services.annuler_une_seance(action, seance, par=camille),
    ):
        with pytest.raises(ErreurDuDomaine, match="depuis l’atelier"):
            verbe()


def test_une_seance_annulee_ne_se_corrige_plus(session: Session, camille: Acteur, suivi: Any) -> None:
    action = ateliers.action(suivi)
    with pytest.raises(ErreurDuDomaine, match="annulée"):
        services.corriger_une_seance(action, ateliers.seance_d_action(action, annulee=True), FAITE, par=camille)


@pytest.mark.parametrize("role", [None, *Role])
def test_chaque_role_ne_lit_que_les_seances_des_parcours_de_sa_portee(session: Session, role: Role | None) -> None:
    v = voisinage(role)
    for ligne in v.parcours.values():
        ateliers.seance_d_action(ateliers.action(ligne))
    lus = {s.action.parcours_id for s in session.scalars(seances_visibles(v.acteur))}
    attendus = set() if role is Role.SECRETARIAT_PRE else portee_de(role, absorbees=True)
    assert v.codes(lus) == attendus


def test_les_seances_d_une_action_sont_les_siennes_et_pas_les_annulees(session: Session, suivi: Any) -> None:
    action, autre = ateliers.action(suivi), ateliers.action(suivi)
    gardee = ateliers.seance_d_action(action)
    ateliers.seance_d_action(action, annulee=True)
    ateliers.seance_d_action(autre)
    assert session.scalars(seances_de_cette_action(action.id)).all() == [gardee]


def test_les_totaux_de_la_periode_comptent_une_fois_enfants_seances_heures_et_euros(session: Session, camille: Acteur) -> None:
    debut = JOUR - timedelta(days=60)
    personnes = [beneficiaire(f"Nom{rang}", "Lou") for rang in range(2)]
    for personne in personnes:
        action = ateliers.action(
            parcours(personne), type="scolarite_individuel", unite=HEURES, prevue_le=debut, financement=Financement.PRE,
            cout_engage=1250, cout_paye=1000,
        )  # fmt: skip
        ateliers.seance_d_action(action, 1, duree_min=90)
        ateliers.seance_d_action(action, 2, faite=False)
        ateliers.seance_d_action(action, 3, annulee=True)
        ateliers.seance_d_action(action, 400)
    (total,) = bilan_des_actions(camille, Dispositif.PRE, debut, JOUR)
    assert total.enfants == {p.id for p in personnes}
    assert (total.actions, total.seances, total.manquees, total.minutes) == (2, 2, 2, 180)
    assert (total.engage, total.paye, total.payees_par_le_pre) == (2500, 2000, 2)
    enfant = total_de_l_enfant(camille, personnes[0].id, debut, JOUR)
    assert (enfant.actions, enfant.seances, enfant.manquees, enfant.minutes, enfant.paye) == (1, 1, 1, 90, 1000)
    assert bilan_des_actions(camille, Dispositif.EMPLOI, debut, JOUR) == []


@pytest.fixture
def navigation(client: ClientVerifie, session: Session) -> ClientVerifie:
    charger_reference()
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Dominique"))


def test_c_est_fait_note_la_seance_du_jour_une_seule_fois_par_bouton(
    navigation: ClientVerifie, session: Session, camille: Acteur
) -> None:
    personne = beneficiaire()
    action = ateliers.action(parcours(personne), "Orthophonie", prevu=3, etat=EtatAction.EN_COURS)
    session.commit()
    fiche = f"/beneficiaires/{personne.id}"
    adresse = f"/parcours/actions/{action.id}/fait"
    page = navigation.voir(fiche).text
    numero = page.split(adresse)[1].split('name="numero_envoi" value="')[1][:36]
    for _ in range(2):
        assert navigation.envoyer(adresse, depuis=fiche, data={"numero_envoi": numero}).status_code == 303
    texte = navigation.voir(fiche).text
    assert "1/3\u00a0séances" in texte and "Orthophonie\u00a0: 1\u00a0séance" in texte


def test_manquee_dit_par_qui_en_deux_touches(navigation: ClientVerifie, session: Session) -> None:
    personne = beneficiaire()
    action = ateliers.action(parcours(personne), "Orthophonie", prevu=3, etat=EtatAction.EN_COURS)
    session.commit()
    fiche = f"/beneficiaires/{personne.id}"
    assert (
        navigation.envoyer(f"/parcours/actions/{action.id}/manquee", depuis=fiche, data={"par": "operateur"}).status_code == 303
    )
    texte = navigation.voir(fiche).text
    assert "1\u00a0manquée" in texte and "par l’opérateur" in texte


def test_le_cout_s_ecrit_en_euros_et_se_garde_en_centimes(navigation: ClientVerifie, session: Session, camille: Acteur) -> None:
    suivi = parcours(beneficiaire())
    session.commit()
    champs = {"type": "transport", "etat": "prevue", "objectif_id": "", "operateur_id": "", "rythme": "", "collective": "non"}
    adresse = f"/parcours/{suivi.id}/actions/nouvelle"
    assert navigation.envoyer(adresse, data={**champs, "cout_prevu": "1 012,5 €", "quantite": "1,5"}).status_code == 303
    (action,) = session.scalars(actions_visibles(camille).where(Action.parcours_id == suivi.id))
    assert (action.cout_prevu, action.unite, action.libelle) == (101250, EUROS, "Transport")
    assert 'value="1 012,50"' in navigation.voir(f"/parcours/actions/{action.id}").text
    refus = navigation.envoyer(adresse, data={**champs, "cout_prevu": "douze"})
    assert refus.status_code == 422 and "par exemple 12,50" in refus.text


def test_une_action_en_heures_montre_le_nombre_d_heures_prevu(navigation: ClientVerifie, session: Session) -> None:
    suivi = parcours(beneficiaire())
    action = ateliers.action(suivi, type="scolarite_individuel", unite=HEURES, prevu=1200)
    session.commit()
    assert 'value="20"' in navigation.voir(f"/parcours/actions/{action.id}").text


def test_une_seance_manquee_sans_dire_par_qui_est_refusee(navigation: ClientVerifie, session: Session) -> None:
    action = ateliers.action(parcours(beneficiaire()))
    session.commit()
    adresse = f"/parcours/actions/{action.id}/seances/nouvelle"
    refus = navigation.envoyer(adresse, data={"le": "aujourd’hui", "faite": "non"})
    assert refus.status_code == 422 and "Dites qui l’a manquée" in refus.text
    bon = {"le": "hier", "faite": "oui", "duree_min": "1 h 30", "commentaire": "À l’heure"}
    assert navigation.envoyer(adresse, data=bon).status_code == 303
    assert "À l’heure" in navigation.voir(f"/parcours/actions/{action.id}").text
