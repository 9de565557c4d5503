"""Holding a meeting through its pages: roll, room, notes that merge, decisions carried once, closing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from parcours.accompagnements.models import Rappel
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels.models import Action, Objectif, Parcours
from parcours.parcours_individuels.rules import EtatAction, EtatObjectif, EtatParcours, dans_des_mois
from parcours.reunions.models import ChiffreDeSeance, Deliberation, ObjectifPropose, Presence, Reunion, Seance, Situation
from parcours.reunions.rules.deliberation import empreinte
from parcours.reunions.rules.seance import Decision, GenreDeChiffre
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import convoquer, reunion, situation, valeur
from tests.requetes import compteur_de_requetes

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def moi(session: Session) -> Agent:
    return agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux")


@pytest.fixture
def referent(session: Session) -> Agent:
    ligne = agent(Role.REFERENT_PRE, prenom="Malik", nom="Ben Saïd")
    session.commit()
    return ligne


@pytest.fixture
def coordination(client: ClientVerifie, session: Session, moi: Agent) -> ClientVerifie:
    return connecter(client, moi)


@pytest.fixture
def eps(session: Session) -> Reunion:
    return reunion(0)


@pytest.fixture
def enfant(session: Session) -> Beneficiaire:
    return beneficiaire()


@pytest.fixture
def ligne(eps: Reunion, enfant: Beneficiaire) -> Situation:
    return situation(eps, parcours(enfant, EtatParcours.DEMANDE, debut_le=None))


def tous(session: Session, modele: type[Any], **valeurs: Any) -> list[Any]:
    session.expire_all()
    marque = (Perimetre(modele),) if modele.__cloisonne__ else ()
    return list(session.scalars(select(modele).filter_by(**valeurs).options(*marque)))


def note_de(session: Session, ligne_id: Any) -> Deliberation:
    notes = tous(session, Deliberation, situation_id=ligne_id)
    assert len(notes) == 1
    return notes[0]  # type: ignore[no-any-return]


def adresse(ligne: Situation) -> str:
    return f"/reunions/situations/{ligne.id}/seance"


def champ(client: ClientVerifie, ou: str, nom: str, valeur_notee: str, avant: Any = None) -> TestResponse:
    """One field sent alone, as the page does when it changes."""
    donnees = {nom: valeur_notee, f"avant_{nom}": empreinte(avant), "csrf_token": jeton(client, ou)}
    return client.post(ou, data=donnees, headers=FRAGMENT)


def jeton(client: ClientVerifie, page: str) -> str:
    trouve = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(page).text)
    return trouve.group(1) if trouve else ""


def complet(referent: Agent, **valeurs: str) -> dict[str, str]:
    return {
        "decision": "entree",
        "raison": "Besoin d’un appui en lecture.",
        "prochain_bilan_le": "",
        "referent_id": str(referent.id),
        **valeurs,
    }


def conclure(client: ClientVerifie, ligne: Situation, referent: Agent, **valeurs: str) -> TestResponse:
    ou = adresse(ligne)
    bilan = f"{dans_des_mois(aujourd_hui(), 3):%d/%m/%Y}"
    return client.envoyer(f"{ou}/conclure", ou, data=complet(referent, **{"prochain_bilan_le": bilan, **valeurs}))


# ---------------------------------------------------------------------------------------------------- the roll, the room


def test_l_appel_ouvre_la_seance_avec_les_convoques_deja_coches_et_des_invites_sans_compte(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation
) -> None:
    present = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("Collège La Morinie"))
    absent = agent(Role.MEMBRE_EPS, prenom="Luc", nom="Absent", structure=structure("École Prévert"))
    convoquer(eps, present)
    convoquer(eps, absent)
    page = coordination.voir(f"/reunions/{eps.id}/seance/appel").text
    assert page.count(" checked") == 3, "les deux convoqués et qui mène la réunion"
    reponse = coordination.envoyer(
        f"/reunions/{eps.id}/seance/appel",
        data={"presents": [str(present.id)], "invites": "Paul Petit,  Mairie d’Arques\n\nMarie Seule"},
    )
    assert reponse.status_code == 303 and reponse.location.endswith(adresse(ligne))
    presents = {(p.libelle, p.agent_id is None) for p in tous(session, Presence)}
    assert presents == {
        ("Inès Morel, Collège La Morinie", False),
        ("Paul Petit, Mairie d’Arques", True),
        ("Marie Seule", True),
    }
    assert len(tous(session, Seance)) == 1
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": [str(absent.id)], "invites": "Marie Seule"})
    assert {p.libelle for p in tous(session, Presence)} == {"Luc Absent, École Prévert", "Marie Seule"}
    assert len(tous(session, Seance)) == 1


def test_un_appel_sans_personne_est_refuse_et_garde_ce_qui_est_tape(coordination: ClientVerifie, eps: Reunion) -> None:
    reponse = coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"invites": "Paul Petit, Mairie"})
    assert reponse.status_code == 422
    assert "au moins une personne" in reponse.text and "Paul Petit, Mairie" in reponse.text


def test_rien_ne_se_note_avant_le_jour_de_la_reunion(
    coordination: ClientVerifie, session: Session, moi: Agent, referent: Agent
) -> None:
    prevue = reunion(3)
    ligne = situation(prevue, parcours(beneficiaire(), EtatParcours.DEMANDE, debut_le=None))
    assert "se note à partir de ce jour" in coordination.voir(adresse(ligne)).text
    assert coordination.envoyer(f"/reunions/{prevue.id}/seance/appel", data={"presents": [str(moi.id)]}).status_code == 422
    assert champ(coordination, adresse(ligne), "raison", "Trop tôt").status_code == 422
    assert conclure(coordination, ligne, referent).status_code == 422
    assert tous(session, Deliberation) == [] and tous(session, Seance) == []


def test_qui_sort_de_la_salle_ne_lit_plus_la_fiche_et_la_retrouve_s_il_rentre(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, app: Any
) -> None:
    membre = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("Collège"), charte_signee_le=aujourd_hui())
    convoquer(eps, membre)
    autre = situation(eps, parcours(beneficiaire("Autre")), 2)
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": [str(membre.id), str(moi.id)]})
    ids = {p.agent_id: str(p.id) for p in tous(session, Presence)}
    lecture = connecter(app.test_client(), membre)
    assert lecture.voir(f"/reunions/situations/{ligne.id}").status_code == 200
    fragment = coordination.envoyer(
        f"{adresse(ligne)}/salle", adresse(ligne), data={"dans_la_salle": [ids[moi.id]]}, headers=FRAGMENT
    )
    assert fragment.status_code == 200 and "<html" not in fragment.text and "Enregistré à" in fragment.text
    assert lecture.get(f"/reunions/situations/{ligne.id}").status_code == 404
    assert lecture.voir(f"/reunions/situations/{autre.id}").status_code == 200
    tout_le_monde = {"dans_la_salle": [ids[moi.id], ids[membre.id]]}
    assert coordination.envoyer(f"{adresse(ligne)}/salle", adresse(ligne), data=tout_le_monde).status_code == 303
    assert lecture.voir(f"/reunions/situations/{ligne.id}").status_code == 200


def test_deux_personnes_notent_les_sorties_en_meme_temps_et_aucune_ne_defait_l_autre(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, referent: Agent
) -> None:
    presents = [str(moi.id), str(referent.id)]
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": presents, "invites": "Paul"})
    ids = [str(p.id) for p in tous(session, Presence)]
    for sorti in ids[:2]:  # each page was shown with everybody in the room
        reste = [i for i in ids if i != sorti]
        coordination.envoyer(
            f"{adresse(ligne)}/salle", adresse(ligne), data={"dans_la_salle": reste, "avant_salle": " ".join(ids)}
        )
    page = coordination.voir(adresse(ligne)).text
    assert page.count('name="dans_la_salle"') == 3 and page.count("checked") == 1


# ---------------------------------------------------------------------------------------------------------- notes, fields


def test_un_champ_s_enregistre_seul_et_le_dit_avec_l_heure(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    reponse = champ(coordination, adresse(ligne), "raison", "  Lit   mieux.  ")
    assert reponse.status_code == 200 and "Enregistré à" in reponse.text and "<html" not in reponse.text
    assert empreinte("Lit mieux.") in reponse.text
    note = note_de(session, ligne.id)
    assert (note.raison, note.decision, note.conclue_le) == ("Lit mieux.", None, None)
    assert session.get(Situation, ligne.id, options=[Perimetre(Situation)]).decision is None  # type: ignore[union-attr]
    page = coordination.voir(adresse(ligne)).text
    assert 'value="Lit mieux."' in page and "À conclure" in page


def test_les_reponses_habituelles_sont_deja_la(
    coordination: ClientVerifie, session: Session, enfant: Beneficiaire, ligne: Situation, referent: Agent
) -> None:
    rattacher(enfant, agent=referent, debut=aujourd_hui() - timedelta(days=3))
    session.commit()
    page = coordination.voir(adresse(ligne)).text
    assert f'value="{dans_des_mois(aujourd_hui(), 3):%d/%m/%Y}"' in page
    assert f'value="{aujourd_hui() + timedelta(days=8):%d/%m/%Y}"' in page
    assert page.count(f'<option selected value="{referent.id}">') == 2, "le référent suit l’enfant et informe la famille"
    assert tous(session, Deliberation) == [], "regarder n’écrit rien"


def test_deux_personnes_qui_notent_des_champs_differents_se_completent(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    assert champ(coordination, adresse(ligne), "raison", "Lit mieux.").status_code == 200
    assert champ(coordination, adresse(ligne), "annonce", "Le club continue.").status_code == 200
    assert champ(coordination, adresse(ligne), "objectif_2_texte", "Venir chaque mercredi").status_code == 200
    note = note_de(session, ligne.id)
    assert (note.raison, note.annonce) == ("Lit mieux.", "Le club continue.")
    assert [(o.rang, o.texte) for o in tous(session, ObjectifPropose)] == [(2, "Venir chaque mercredi")]


def test_le_meme_champ_change_par_deux_personnes_montre_les_deux_textes_et_n_ecrase_rien(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    champ(coordination, adresse(ligne), "raison", "Écrit par la première.")
    conflit = champ(coordination, adresse(ligne), "raison", "Écrit par la seconde.")
    assert conflit.status_code == 409
    assert "Écrit par la première." in conflit.text and "en même temps que vous" in conflit.text
    assert f'name="avant_raison" value="{empreinte(None)}"' in conflit.text, "continuer à taper n’écrase pas non plus"
    assert note_de(session, ligne.id).raison == "Écrit par la première."
    garde = champ(coordination, adresse(ligne), "raison", "Les deux avis.", avant="Écrit par la première.")
    assert garde.status_code == 200 and note_de(session, ligne.id).raison == "Les deux avis."


def test_sans_javascript_le_conflit_garde_la_saisie_et_enregistre_le_reste(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    champ(coordination, adresse(ligne), "raison", "Écrit par la première.")
    reponse = coordination.envoyer(
        adresse(ligne),
        data={"raison": "Écrit par la seconde.", "avant_raison": empreinte(None), "annonce": "Nous vous rappelons."},
    )
    assert reponse.status_code == 409
    assert "Écrit par la première." in reponse.text and 'value="Écrit par la seconde."' in reponse.text
    note = note_de(session, ligne.id)
    assert (note.raison, note.annonce) == ("Écrit par la première.", "Nous vous rappelons.")


def test_une_date_illisible_est_refusee_a_cote_du_champ_et_le_reste_est_enregistre(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    seul = champ(coordination, adresse(ligne), "prochain_bilan_le", "31/02/2027", avant=dans_des_mois(aujourd_hui(), 3))
    assert seul.status_code == 422 and "Non enregistré" in seul.text and "n’existe pas" in seul.text
    entier = coordination.envoyer(adresse(ligne), data={"prochain_bilan_le": "31/02/2027", "raison": "Lit mieux."})
    assert entier.status_code == 422 and 'value="31/02/2027"' in entier.text
    assert note_de(session, ligne.id).raison == "Lit mieux."


def test_une_reponse_perdue_en_route_se_renvoie_sans_rien_changer(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    assert [champ(coordination, adresse(ligne), "raison", "Lit mieux.").status_code for _ in range(3)] == [200] * 3
    notes = [e for e in tous(session, EvenementJournal, objet="deliberation") if e.action == "noter"]
    assert len(notes) == 1


def test_le_journal_dit_quels_champs_ont_change_et_jamais_ce_qu_ils_disent(
    coordination: ClientVerifie, session: Session, ligne: Situation
) -> None:
    champ(coordination, adresse(ligne), "raison", "TexteConfidentiel")
    details = [e.detail for e in tous(session, EvenementJournal, action="noter")]
    assert details == ["raison"]
    assert "TexteConfidentiel" not in str(session.connection().exec_driver_sql("SELECT * FROM deliberation").all())


def test_un_choix_qui_n_est_pas_dans_la_liste_est_refuse(coordination: ClientVerifie, ligne: Situation) -> None:
    assert champ(coordination, adresse(ligne), "decision", "n_importe_quoi").status_code == 422
    inconnu = "01890000-0000-7000-8000-000000000000"
    assert champ(coordination, adresse(ligne), "referent_id", inconnu).status_code == 422


@pytest.mark.parametrize("role", [Role.SECRETARIAT_PRE, Role.REFERENT_PRE, Role.MEMBRE_EPS])
def test_seule_la_coordination_tient_la_seance(
    role: Role, client: ClientVerifie, session: Session, eps: Reunion, enfant: Beneficiaire, ligne: Situation
) -> None:
    chez = structure("École") if role is Role.MEMBRE_EPS else None
    qui = agent(role, prenom="Autre", structure=chez, charte_signee_le=aujourd_hui() if chez else None)
    convoquer(eps, qui)
    rattacher(enfant, agent=qui, debut=aujourd_hui() - timedelta(days=3))
    connecter(client, qui)
    for chemin in (f"/reunions/{eps.id}/seance", f"/reunions/{eps.id}/seance/appel", f"/reunions/{eps.id}/seance/cloture"):
        assert client.get(chemin).status_code == 403
    assert client.get(adresse(ligne)).status_code == 403
    assert client.envoyer(adresse(ligne), "/", data={"raison": "Non"}).status_code == 403


def test_ce_qui_est_projete_ne_nomme_aucun_autre_enfant(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation
) -> None:
    autre = situation(eps, parcours(beneficiaire("Voisin")), 2)
    champ(coordination, adresse(ligne), "decision", "veille")
    champ(coordination, adresse(ligne), "raison", "Attendre le bilan de l’école.")
    assert "VOISIN" in coordination.voir(adresse(ligne)).text
    page = coordination.voir(f"/reunions/situations/{ligne.id}/projection").text
    assert "RENAULT" in page and "Attendre le bilan de l’école." in page and "VOISIN" not in page
    assert f"/reunions/situations/{autre.id}/projection" in page


# --------------------------------------------------------------------------------------------------- what is carried, once


def test_une_entree_est_portee_au_parcours_une_seule_fois(
    coordination: ClientVerifie, session: Session, eps: Reunion, enfant: Beneficiaire, ligne: Situation, referent: Agent
) -> None:
    valeur("type_action", "lecture", "Club de lecture")
    valeur("domaine_objectif", "scolarite", "Scolarité")
    operateur = structure("Centre social")
    session.commit()
    ou, parcours_id, personne_id = adresse(ligne), ligne.parcours_id, enfant.id
    proposes = {
        "objectif_1_texte": "Lire seul une page",
        "objectif_1_domaine": "scolarite",
        "action_1_type": "lecture",
        "action_1_operateur_id": str(operateur.id),
        "annonce": "Un club de lecture est proposé.",
        "annonce_par_id": str(referent.id),
    }
    reponse = conclure(coordination, ligne, referent, **proposes)
    assert reponse.status_code == 303, reponse.text
    conclue = tous(session, Situation, id=ligne.id)[0]
    assert (conclue.decision, conclue.raison) == (Decision.ENTREE, "Besoin d’un appui en lecture.")
    file = tous(session, Parcours, id=parcours_id)[0]
    assert (file.etat, file.eps_le) == (EtatParcours.A_DEMARRER, aujourd_hui())
    assert file.prochain_bilan_le == dans_des_mois(aujourd_hui(), 3)
    assert [(o.texte, o.domaine, o.etat) for o in tous(session, Objectif)] == [
        ("Lire seul une page", "scolarite", EtatObjectif.EN_COURS)
    ]
    assert [(a.type, a.libelle, a.operateur_id, a.etat) for a in tous(session, Action)] == [
        ("lecture", "Club de lecture", operateur.id, EtatAction.PREVUE)
    ]
    assert [(r.agent_id, r.debut) for r in tous(session, Rattachement, beneficiaire_id=personne_id)] == [
        (referent.id, aujourd_hui())
    ]
    rappels = tous(session, Rappel)
    assert [(r.agent_id, r.pour_le, r.fait_le) for r in rappels] == [(referent.id, aujourd_hui(), None)]
    assert "Informer la famille avant le" in rappels[0].objet and "Un club de lecture est proposé." in rappels[0].objet
    for _ in range(2):  # sent again by a lost answer, a double click, the Back button
        coordination.envoyer(f"{ou}/conclure", f"/reunions/{eps.id}/seance", data={})
    comptes = {m: len(tous(session, m)) for m in (Objectif, Action, Rattachement, Rappel)}
    assert comptes == {Objectif: 1, Action: 1, Rattachement: 1, Rappel: 1}
    actes = [e.action for e in tous(session, EvenementJournal, objet="parcours")]
    assert (actes.count("decision_eps"), actes.count("changer_etat")) == (1, 1)


def test_une_situation_reprise_corrige_ce_qu_elle_avait_porte_sans_le_doubler(
    coordination: ClientVerifie, session: Session, ligne: Situation, referent: Agent
) -> None:
    valeur("type_action", "lecture", "Club de lecture")
    ou = adresse(ligne)
    proposes = {"objectif_1_texte": "Lire seul", "objectif_2_texte": "En trop", "action_1_type": "lecture"}
    conclure(coordination, ligne, referent, **proposes)
    assert champ(coordination, ou, "raison", "Sans reprendre", "Besoin d’un appui en lecture.").status_code == 422
    assert coordination.envoyer(f"{ou}/reprendre", ou).status_code == 303
    reponse = coordination.envoyer(
        f"{ou}/conclure", ou, data={"objectif_1_texte": "Lire seul une page", "objectif_2_texte": "", "raison": "Précisée."}
    )
    assert reponse.status_code == 303
    assert {(o.texte, o.etat) for o in tous(session, Objectif)} == {
        ("Lire seul une page", EtatObjectif.EN_COURS),
        ("En trop", EtatObjectif.ABANDONNE),
    }
    assert len(tous(session, Action)) == len(tous(session, Rappel)) == 1
    assert tous(session, Situation, id=ligne.id)[0].raison == "Précisée."


@pytest.mark.parametrize(
    ("decision", "avant", "apres"),
    [
        ("poursuite", EtatParcours.EN_COURS, EtatParcours.EN_COURS),
        ("poursuite", EtatParcours.SORTIE_PROPOSEE, EtatParcours.EN_COURS),
        ("ajournee", EtatParcours.DEMANDE, EtatParcours.DEMANDE),
        ("veille", EtatParcours.DEMANDE, EtatParcours.DEMANDE),
        ("reorientation", EtatParcours.DEMANDE, EtatParcours.NON_RETENU),
        ("action_collective", EtatParcours.DEMANDE, EtatParcours.NON_RETENU),
        ("sortie", EtatParcours.EN_COURS, EtatParcours.SORTIE_PROPOSEE),
        ("non_retenue", EtatParcours.DEMANDE, EtatParcours.NON_RETENU),
    ],
)
def test_chaque_decision_mene_le_parcours_ou_elle_doit(
    coordination: ClientVerifie,
    session: Session,
    eps: Reunion,
    referent: Agent,
    decision: str,
    avant: EtatParcours,
    apres: EtatParcours,
) -> None:
    ligne = situation(eps, parcours(beneficiaire(), avant))
    parcours_id = ligne.parcours_id
    assert conclure(coordination, ligne, referent, decision=decision).status_code == 303
    assert tous(session, Parcours, id=parcours_id)[0].etat is apres
    assert len(tous(session, Rappel)) == 1, "la famille est informée de toute décision"


def test_une_transmission_a_la_crip_ne_garde_que_le_fait_et_sa_date(
    coordination: ClientVerifie, session: Session, ligne: Situation, referent: Agent
) -> None:
    manque = conclure(coordination, ligne, referent, decision="transmission_crip", annonce="À taire")
    assert manque.status_code == 422 and "la date de la transmission" in manque.text
    jour = f"{aujourd_hui():%d/%m/%Y}"
    ou = adresse(ligne)
    assert coordination.envoyer(f"{ou}/conclure", ou, data={"crip_le": jour}).status_code == 303
    note, conclue = note_de(session, ligne.id), tous(session, Situation, id=ligne.id)[0]
    assert (note.crip_le, note.raison, note.annonce, note.rappel_id) == (aujourd_hui(), None, None, None)
    assert (conclue.decision, conclue.raison) == (Decision.TRANSMISSION_CRIP, None)
    assert tous(session, Rappel) == tous(session, Objectif) == []


@pytest.mark.parametrize(
    ("valeurs", "phrase"),
    [
        ({"decision": ""}, "Choisissez la décision."),
        ({"raison": ""}, "Écrivez la raison, en une ligne."),
        ({"prochain_bilan_le": ""}, "Écrivez la date du prochain bilan."),
        ({"prochain_bilan_le": "1/1/2020"}, "Le prochain bilan vient après la réunion."),
        ({"referent_id": ""}, "nomme le référent"),
        ({"annonce_par_id": ""}, "Dites qui informe la famille."),
        ({"annonce_avant_le": ""}, "avant laquelle la famille est informée"),
        ({"action_3_libelle": "Judo"}, "Choisissez le type de cette action."),
    ],
)
def test_il_manque_de_quoi_conclure_et_ce_qui_est_tape_est_note(
    coordination: ClientVerifie,
    session: Session,
    ligne: Situation,
    referent: Agent,
    valeurs: dict[str, str],
    phrase: str,
) -> None:
    reponse = conclure(coordination, ligne, referent, **{"annonce": "Gardé", **valeurs})
    assert reponse.status_code == 422 and phrase in reponse.text and "Erreur" in reponse.text
    note = note_de(session, ligne.id)
    assert note.annonce == "Gardé" and note.conclue_le is None
    assert tous(session, Situation, id=ligne.id)[0].decision is None and tous(session, Rappel) == []


def test_trois_objectifs_au_plus_ceux_qui_courent_compris(
    coordination: ClientVerifie, session: Session, eps: Reunion, referent: Agent
) -> None:
    ligne = situation(eps, parcours(beneficiaire()))
    for rang in (1, 2):
        session.add(Objectif(parcours_id=ligne.parcours_id, rang=rang, texte=f"Déjà {rang}", depuis_le=date(2026, 1, 5)))
    session.commit()
    assert 'name="objectif_2_texte"' not in coordination.voir(adresse(ligne)).text
    trop = {"objectif_1_texte": "Un", "objectif_2_texte": "Deux", "avant_objectif_2_texte": empreinte(None)}
    reponse = conclure(coordination, ligne, referent, decision="poursuite", **trop)
    assert reponse.status_code == 422 and "Trois objectifs au plus" in reponse.text
    ou = adresse(ligne)
    sans = {"objectif_2_texte": "", "avant_objectif_2_texte": empreinte("Deux")}
    assert coordination.envoyer(f"{ou}/conclure", ou, data=sans).status_code == 303
    assert len(tous(session, Objectif, etat=EtatObjectif.EN_COURS)) == 3


def test_un_refus_du_parcours_ne_laisse_rien_a_moitie_et_garde_les_notes(
    coordination: ClientVerifie, session: Session, enfant: Beneficiaire, ligne: Situation, referent: Agent
) -> None:
    autre = agent(Role.REFERENT_PRE, prenom="Plus", nom="Tard")
    rattacher(enfant, agent=autre, debut=aujourd_hui() + timedelta(days=30))
    session.commit()
    reponse = conclure(coordination, ligne, referent, objectif_1_texte="Lire seul")
    assert reponse.status_code == 422 and "Une période de référent commence" in reponse.text
    assert tous(session, Objectif) == [] and tous(session, Situation, id=ligne.id)[0].decision is None
    assert note_de(session, ligne.id).raison == "Besoin d’un appui en lecture."


def test_la_decision_corrigee_sur_la_page_de_la_situation_est_aussi_celle_de_la_seance(
    coordination: ClientVerifie, session: Session, ligne: Situation, referent: Agent
) -> None:
    conclure(coordination, ligne, referent, decision="ajournee")
    version = tous(session, Situation, id=ligne.id)[0].version
    page = f"/reunions/situations/{ligne.id}"
    correction = {"decision": "veille", "raison": "Corrigée.", "prochain_bilan_le": "", "version": str(version)}
    assert coordination.envoyer(f"{page}/decision", page, data=correction).status_code == 303
    note = note_de(session, ligne.id)
    assert (note.decision, note.raison) == (Decision.VEILLE, "Corrigée.") and note.conclue_le is not None


# ------------------------------------------------------------------------------------------------------------ the closing


def test_on_passe_a_la_situation_suivante_puis_on_clot(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, referent: Agent
) -> None:
    seconde = situation(eps, parcours(beneficiaire("Autre")), 2)
    coordination.envoyer(
        f"/reunions/{eps.id}/seance/appel", data={"presents": [str(moi.id), str(referent.id)], "invites": "Paul, Mairie"}
    )
    assert conclure(coordination, ligne, referent).location.endswith(adresse(seconde))
    refus = coordination.envoyer(f"/reunions/{eps.id}/seance/cloture", data={})
    assert refus.status_code == 422 and "AUTRE" in refus.text
    assert tous(session, Seance)[0].close_le is None
    assert coordination.envoyer(f"/reunions/{eps.id}/seance/cloture", data={"sans_decision": "y"}).status_code == 303
    assert tous(session, Seance)[0].close_le is not None
    chiffres = {(c.genre, c.code, c.nombre) for c in tous(session, ChiffreDeSeance)}
    assert chiffres == {
        (GenreDeChiffre.SITUATION, "bilan", 1),
        (GenreDeChiffre.DECISION, "entree", 1),
        (GenreDeChiffre.PRESENCE, "Équipe du PRE", 2),
        (GenreDeChiffre.PRESENCE, "Mairie", 1),
    }
    page = coordination.voir(f"/reunions/{eps.id}/seance").text
    assert "Chiffres de la séance" in page and "Rouvrir la séance" in page
    assert champ(coordination, adresse(seconde), "raison", "Trop tard").status_code == 422
    assert "La séance est close" in coordination.voir(adresse(seconde)).text


def test_une_seance_close_se_rouvre_et_le_journal_le_dit(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, referent: Agent
) -> None:
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": [str(moi.id)]})
    conclure(coordination, ligne, referent)
    for _ in range(2):
        assert coordination.envoyer(f"/reunions/{eps.id}/seance/cloture", data={}).status_code == 303
    assert coordination.envoyer(f"/reunions/{eps.id}/seance/rouvrir", f"/reunions/{eps.id}/seance").status_code == 303
    assert tous(session, Seance)[0].close_le is None
    assert coordination.envoyer(f"{adresse(ligne)}/reprendre", adresse(ligne)).status_code == 303
    assert champ(coordination, adresse(ligne), "raison", "Relue.", "Besoin d’un appui en lecture.").status_code == 200
    coordination.envoyer(f"/reunions/{eps.id}/seance/cloture", data={})
    assert tous(session, Situation, id=ligne.id)[0].raison == "Relue.", "ce qui est noté est porté à la clôture"
    actes = [e.action for e in tous(session, EvenementJournal, objet="seance") if e.action in ("clore", "rouvrir")]
    assert actes == ["clore", "rouvrir", "clore"]
    assert len(tous(session, ChiffreDeSeance, genre=GenreDeChiffre.DECISION)) == 1


def test_on_ne_clot_pas_une_seance_dont_l_appel_n_est_pas_fait(coordination: ClientVerifie, eps: Reunion) -> None:
    reponse = coordination.envoyer(f"/reunions/{eps.id}/seance/cloture", data={"sans_decision": "y"})
    assert reponse.status_code == 422 and "Faites d’abord l’appel" in reponse.text


def test_informer_la_famille_attend_a_l_accueil_jusqu_a_ce_qu_on_le_coche(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, referent: Agent
) -> None:
    conclure(coordination, ligne, referent, annonce_par_id=str(moi.id), annonce="Le club commence jeudi.")
    assert "Le club commence jeudi." in coordination.voir("/").text
    page = coordination.voir(f"/reunions/{eps.id}/seance").text
    assert "À faire après la séance" in page and "Le club commence jeudi." in page
    assert coordination.envoyer(f"{adresse(ligne)}/annonce", f"/reunions/{eps.id}/seance").status_code == 303
    assert "Le club commence jeudi." not in coordination.voir("/").text
    assert "Fait le" in coordination.voir(f"/reunions/{eps.id}/seance").text


def test_un_membre_de_l_eps_qui_informe_la_famille_laisse_le_rappel_a_la_coordination(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, referent: Agent
) -> None:
    membre = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("Collège"))
    convoquer(eps, membre)
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": [str(membre.id)]})
    assert conclure(coordination, ligne, referent, annonce_par_id=str(membre.id)).status_code == 303
    rappel = tous(session, Rappel)[0]
    assert rappel.agent_id is None and "Inès Morel s’en charge" in rappel.objet


def test_les_pages_de_la_seance_coutent_dix_lectures_au_plus(
    coordination: ClientVerifie, session: Session, eps: Reunion, ligne: Situation, moi: Agent, referent: Agent
) -> None:
    for rang in range(2, 15):
        situation(eps, parcours(beneficiaire(f"Enfant{'abcdefghijklmno'[rang]}")), rang)
    coordination.envoyer(f"/reunions/{eps.id}/seance/appel", data={"presents": [str(moi.id), str(referent.id)]})
    conclure(coordination, ligne, referent, objectif_1_texte="Lire")
    seconde = tous(session, Situation, rang=2)[0].id
    pages = ("", "/appel", "/cloture")
    for chemin in (f"/reunions/situations/{seconde}/seance", *(f"/reunions/{eps.id}/seance{p}" for p in pages)):
        with compteur_de_requetes() as lectures:
            coordination.voir(chemin)
        assert len(lectures) <= 10, f"{chemin} : {len(lectures)}"
