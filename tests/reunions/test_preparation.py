"""Preparing a meeting: what is due, what cannot be named, slots and order; every refusal through the routes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.models import Bilan, Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.parcours_individuels.rules.bilans import Suite, TypeBilan
from parcours.reunions.access import ordre_du_jour, points_de
from parcours.reunions.models import PointAnonyme, Reunion, Situation
from parcours.reunions.rules import MotifInscription
from parcours.socle import reglages
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import accord, convoquer, reunion, situation


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux"))


def un_parcours(
    nom: str, prenom: str, etat: EtatParcours = EtatParcours.DEMANDE, *, couvert: bool = True, **valeurs: object
) -> Parcours:
    personne = beneficiaire(nom, prenom)
    if couvert:
        accord(personne, portee_eps=True)
    ligne = parcours(personne, etat, **valeurs)
    db.session.commit()
    return ligne


def lignes(session: Session, de: Reunion) -> list[tuple[object, int, MotifInscription]]:
    session.expire_all()
    return [(s.parcours_id, s.rang, s.motif) for s in session.scalars(ordre_du_jour(de))]


def test_ce_qui_est_du_s_inscrit_en_un_geste_avec_son_motif(coordination: ClientVerifie, session: Session) -> None:
    prevue, jour = reunion(10), aujourd_hui()
    demande = un_parcours("Aubry", "Tom")
    bilan = un_parcours("Blot", "Zoé", EtatParcours.EN_COURS, prochain_bilan_le=jour + timedelta(days=10))
    sortie = un_parcours("Caron", "Lou", EtatParcours.SORTIE_PROPOSEE)
    un_parcours("Denis", "Max", EtatParcours.EN_COURS, prochain_bilan_le=jour + timedelta(days=11))
    un_parcours("Evrard", "Ana", EtatParcours.SORTI)
    page = coordination.voir(f"/reunions/{prevue.id}/preparer").text
    assert all(mot in page for mot in ("Nouvelles demandes (1)", "Bilans à faire (1)", "Sorties proposées (1)"))
    assert "DENIS" not in page and "EVRARD" not in page
    choisis = [str(p.id) for p in (demande, bilan, sortie)]
    reponse = coordination.envoyer(f"/reunions/{prevue.id}/preparer", data={"parcours": choisis})
    assert reponse.status_code == 303
    assert lignes(session, prevue) == [
        (demande.id, 1, MotifInscription.PREMIER_EXAMEN),
        (bilan.id, 2, MotifInscription.BILAN),
        (sortie.id, 3, MotifInscription.SORTIE),
    ]
    assert "Rien d’autre n’est à examiner" in coordination.voir(f"/reunions/{prevue.id}/preparer").text


def test_ce_qui_tient_dans_le_temps_prevu_est_coche_sorties_et_demandes_avant_les_bilans(
    coordination: ClientVerifie, session: Session
) -> None:
    jour = aujourd_hui()
    prevue = reunion(10, duree_minutes=60, minutes_par_situation=15)
    ancien = un_parcours("Blot", "Zoé", EtatParcours.EN_COURS, prochain_bilan_le=jour - timedelta(days=40))
    recent = un_parcours("Aubry", "Tom", EtatParcours.EN_COURS, prochain_bilan_le=jour - timedelta(days=2))
    premiers = [
        un_parcours("Yvon", "Ana"),
        un_parcours("Zola", "Max"),
        un_parcours("Zunino", "Lou", EtatParcours.SORTIE_PROPOSEE),
    ]
    page = coordination.voir(f"/reunions/{prevue.id}/preparer").text
    coche = {str(p.id): f'value="{p.id}" checked' in page for p in (ancien, recent, *premiers)}
    assert [code for code, oui in coche.items() if not oui] == [str(recent.id)]
    assert page.index("BLOT") < page.index("AUBRY")  # the oldest first
    assert "Ce qui est coché d’avance tient dans le temps prévu" in page


@pytest.mark.parametrize(
    ("etat", "eps", "raison", "geste"),
    [
        (None, False, "Sans accord", "Enregistrer un accord"),
        (EtatAccord.EN_ATTENTE, True, "Accord à confirmer", "Confirmer l’accord"),
        (EtatAccord.REPRIS, True, "Accord à confirmer", "Confirmer l’accord"),
        (EtatAccord.CONFIRME, False, "Accord à étendre", "Compléter l’accord"),
        (EtatAccord.REFUSE, True, "Sans accord", "Enregistrer un accord"),
    ],
)
def test_ce_qui_ne_peut_pas_etre_nomme_est_a_part_avec_la_raison_et_n_entre_pas_par_la_force(
    coordination: ClientVerifie, session: Session, etat: EtatAccord | None, eps: bool, raison: str, geste: str
) -> None:
    personne, prevue = beneficiaire("Aubry", "Tom"), reunion()
    demande = parcours(personne, EtatParcours.DEMANDE)
    accord(beneficiaire("Autre", "Enfant"), portee_eps=True)
    if etat is not None:
        accord(personne, etat, portee_eps=eps)
    page = coordination.voir(f"/reunions/{prevue.id}/preparer").text
    a_part = page.split("Ne peuvent pas être nommées")[1]
    assert "Tom AUBRY" in a_part and raison in a_part and geste in a_part
    assert "Tom AUBRY" not in page.split("Ne peuvent pas être nommées")[0]
    refus = coordination.envoyer(f"/reunions/{prevue.id}/preparer", data={"parcours": [str(demande.id)]})
    assert refus.status_code == 422
    assert lignes(session, prevue) == []


def test_une_situation_deja_inscrite_ailleurs_n_est_pas_cochee(coordination: ClientVerifie) -> None:
    prevue, autre, demande = reunion(3), reunion(9), un_parcours("Aubry", "Tom")
    situation(autre, demande)
    page = coordination.voir(f"/reunions/{prevue.id}/preparer").text
    assert f"déjà inscrite\u00a0: {autre.titre}" in page
    assert f'value="{demande.id}" checked' not in page and f'value="{demande.id}"' in page


def test_une_situation_d_une_reunion_annulee_est_de_nouveau_proposee(coordination: ClientVerifie, session: Session) -> None:
    prevue, annulee, demande = reunion(3), reunion(2, annulee_le=maintenant()), un_parcours("Aubry", "Tom")
    situation(annulee, demande)
    page = coordination.voir(f"/reunions/{prevue.id}/preparer").text
    assert f'value="{demande.id}" checked' in page and "déjà inscrite" not in page


def test_les_heures_de_passage_suivent_le_temps_par_situation_et_le_depassement_se_dit(coordination: ClientVerifie) -> None:
    prevue = reunion(duree_minutes=60, minutes_par_situation=25)
    for rang, nom in enumerate(("Un", "Deux", "Trois"), 1):
        situation(prevue, parcours(beneficiaire(nom)), rang)
    page = coordination.voir(f"/reunions/{prevue.id}").text
    assert all(h in page for h in ("14\xa0h<", "14\xa0h\xa025", "14\xa0h\xa050", "fin vers 15\xa0h\xa015"))
    assert "dépasse la durée prévue de 15\xa0minutes" in page


def test_l_ordre_se_donne_d_un_glisser_ou_par_des_numeros(coordination: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    a, b, c = (situation(prevue, parcours(beneficiaire(nom)), rang).id for rang, nom in enumerate(("Un", "Deux", "Trois"), 1))
    page = f"/reunions/{prevue.id}"
    coordination.envoyer(f"{page}/ordre", page, data={"ordre": f"{c},{a},{b}"})
    assert [s.id for s in session.scalars(ordre_du_jour(prevue))] == [c, a, b]
    numeros = {
        "ordre": "",
        "rangs-0-ligne": str(c), "rangs-0-rang": "3",
        "rangs-1-ligne": str(a), "rangs-1-rang": "1",
        "rangs-2-ligne": str(b), "rangs-2-rang": "2",
    }  # fmt: skip
    coordination.envoyer(f"{page}/ordre", page, data=numeros)
    session.expire_all()
    assert [s.id for s in session.scalars(ordre_du_jour(prevue))] == [a, b, c]


def test_une_ligne_ajoutee_entre_temps_reste_a_l_ordre_du_jour(coordination: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    a, b, c = (situation(prevue, parcours(beneficiaire(nom)), rang).id for rang, nom in enumerate(("Un", "Deux", "Trois"), 1))
    page = f"/reunions/{prevue.id}"
    coordination.envoyer(f"{page}/ordre", page, data={"ordre": f"{b},{a},nimporte,01890000-0000-7000-8000-000000000000"})
    session.expire_all()
    assert [s.id for s in session.scalars(ordre_du_jour(prevue))] == [b, a, c]


def test_on_ne_reordonne_pas_la_reunion_des_autres(client: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    personne, referent = beneficiaire(), agent(Role.REFERENT_PRE)
    rattacher(personne, agent=referent)
    situation(prevue, parcours(personne))
    connecter(client, referent)
    assert client.envoyer(f"/reunions/{prevue.id}/ordre", f"/reunions/{prevue.id}", data={"ordre": ""}).status_code == 403
    assert client.get(f"/reunions/{prevue.id}/preparer").status_code == 403


def test_un_point_sans_nom_s_ajoute_et_rien_ne_le_relie_a_l_enfant(coordination: ClientVerifie, session: Session) -> None:
    prevue, demande = reunion(), un_parcours("Aubry", "Tom", couvert=False)
    adresse = f"/reunions/{prevue.id}/appui"
    reponse = coordination.envoyer(
        adresse,
        f"{adresse}?parcours={demande.id}",
        data={"question": "Comment aborder les absences avec des parents inquiets."},
    )
    assert reponse.status_code == 303
    page = coordination.voir(f"/reunions/{prevue.id}").text
    assert "Appui à la pratique" in page and "absences" in page and "AUBRY" not in page
    assert "absences" in coordination.voir(f"/reunions/{prevue.id}/seance").text
    point = session.scalars(points_de(prevue)).one()
    assert {c.name for c in PointAnonyme.__table__.columns if c.foreign_keys} == {
        "reunion_id", "cree_par_id", "modifie_par_id",
    }  # fmt: skip
    assert "absences" not in (point.question_chiffre or "")
    coordination.envoyer(f"/reunions/points/{point.id}/retirer", f"/reunions/{prevue.id}")
    assert "Appui à la pratique" not in coordination.voir(f"/reunions/{prevue.id}").text


@pytest.mark.parametrize("question", ["Faut-il revoir tom ?", "La famille Aubry refuse.", "Que faire pour Léa Renault ?"])
def test_un_point_sans_nom_qui_nomme_est_refuse_et_garde_ce_qui_est_tape(
    coordination: ClientVerifie, session: Session, question: str
) -> None:
    prevue, demande = reunion(), un_parcours("Aubry", "Tom", couvert=False)
    un_parcours("Renault", "Léa")
    adresse = f"/reunions/{prevue.id}/appui"
    refus = coordination.envoyer(adresse, f"{adresse}?parcours={demande.id}", data={"question": question})
    assert refus.status_code == 422
    assert "sans nom" in refus.text and question.split(maxsplit=1)[0] in refus.text
    assert list(session.scalars(points_de(prevue))) == []


def test_le_secretariat_ne_lit_pas_la_question_d_un_point(client: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    point = PointAnonyme(reunion_id=prevue.id, rang=1)
    point.question = "QuestionTemoin"
    session.add(point)
    session.commit()
    connecter(client, agent(Role.SECRETARIAT_PRE))
    page = client.voir(f"/reunions/{prevue.id}").text
    assert "Appui à la pratique" in page and "QuestionTemoin" not in page


def test_un_type_sans_situation_n_en_recoit_aucune(coordination: ClientVerifie, session: Session) -> None:
    conseil, demande = reunion(type_code="conseil_consultatif"), un_parcours("Aubry", "Tom")
    assert conseil.titre not in coordination.voir(f"/reunions/inscrire/{demande.id}").text
    refus = coordination.envoyer(f"/reunions/{conseil.id}/preparer", data={"parcours": [str(demande.id)]})
    assert refus.status_code == 422 and "n’examine aucune situation" in refus.text
    assert session.scalars(ordre_du_jour(conseil)).first() is None


@pytest.mark.parametrize(
    ("avant", "apres", "dans", "statut"), [(2, 7, 3, 404), (3, 7, 3, 200), (7, 1, -2, 404), (7, 2, -2, 200)]
)
def test_la_fenetre_de_lecture_se_regle(
    client: ClientVerifie, session: Session, avant: int, apres: int, dans: int, statut: int
) -> None:
    qui = agent(Role.MEMBRE_EPS, prenom="Inès", structure=structure("École"), charte_signee_le=aujourd_hui())
    prevue = reunion(dans)
    ligne: Situation = situation(prevue, parcours(beneficiaire()))
    convoquer(prevue, qui)
    reglages.changer("eps_fenetre_avant", avant)
    reglages.changer("eps_fenetre_apres", apres)
    session.commit()
    connecter(client, qui)
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == statut


def test_une_reunion_annulee_ne_se_lit_plus_par_ses_membres(client: ClientVerifie, session: Session) -> None:
    qui = agent(Role.MEMBRE_EPS, prenom="Inès", structure=structure("École"), charte_signee_le=aujourd_hui())
    prevue = reunion(annulee_le=maintenant())
    ligne = situation(prevue, parcours(beneficiaire()))
    convoquer(prevue, qui)
    connecter(client, qui)
    assert client.get(f"/reunions/situations/{ligne.id}").status_code == 404
    assert "RENAULT" not in client.voir(f"/reunions/{prevue.id}").text


def test_rien_ne_s_inscrit_a_une_reunion_annulee(coordination: ClientVerifie, session: Session) -> None:
    annulee, demande = reunion(annulee_le=maintenant()), un_parcours("Aubry", "Tom")
    refus = coordination.envoyer(f"/reunions/{annulee.id}/preparer", data={"parcours": [str(demande.id)]})
    assert refus.status_code == 422 and "annulée" in refus.text
    assert lignes(session, annulee) == []


def test_la_fiche_dit_le_dernier_bilan_et_rien_de_son_contenu(coordination: ClientVerifie, session: Session) -> None:
    prevue, suivi = reunion(), un_parcours("Aubry", "Tom", EtatParcours.EN_COURS)
    for le in (date(2026, 3, 2), date(2026, 6, 1)):
        bilan = Bilan(parcours_id=suivi.id, le=le, type=TypeBilan.INTERMEDIAIRE, suite=Suite.CONTINUER)
        bilan.constat = "ConstatTemoin"
        session.add(bilan)
    ligne = situation(prevue, suivi)
    page = coordination.voir(f"/reunions/situations/{ligne.id}").text
    assert "juin 2026" in page.replace("\xa0", " ") and "mars 2026" not in page.replace("\xa0", " ")
    assert "ConstatTemoin" not in page


def test_rien_ne_se_decide_a_une_reunion_annulee(coordination: ClientVerifie, session: Session) -> None:
    annulee, suivi = reunion(0, annulee_le=maintenant()), un_parcours("Aubry", "Tom", EtatParcours.EN_COURS)
    ligne = situation(annulee, suivi)
    adresse = f"/reunions/situations/{ligne.id}"
    decision = {"decision": "poursuite", "raison": "Progrès.", "prochain_bilan_le": "", "version": str(ligne.version)}
    refus = coordination.envoyer(f"{adresse}/decision", adresse, data=decision)
    assert refus.status_code == 422 and "annulée" in refus.text
