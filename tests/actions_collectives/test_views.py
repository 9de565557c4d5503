"""Pages of the workshops: the roll in one screen, what a référent is shown, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.actions_collectives.models import Atelier
from parcours.comptes.models import Agent
from parcours.nomenclatures.services import charger_reference
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.client import ClientVerifie
from tests.fabriques import ateliers
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher
from tests.requetes import compteur_de_requetes


@pytest.fixture
def camille(client: ClientVerifie, session: Session) -> ClientVerifie:
    charger_reference()
    return connecter(client, agent(Role.COORDINATEUR_PRE))


@pytest.fixture
def groupe(session: Session) -> Atelier:
    return ateliers.atelier(capacite=8)


def _inscrits(groupe: Atelier, session: Session, nombre: int) -> list[Any]:
    lignes = [ateliers.participant(groupe, parcours(beneficiaire(f"Enfant{rang:02d}", "Lou"))) for rang in range(nombre)]
    session.commit()
    return lignes


def test_un_atelier_s_ouvre_avec_ses_dates_et_ses_participants_en_trois_ecrans(
    camille: ClientVerifie, session: Session
) -> None:
    enfant = parcours(beneficiaire())
    session.commit()
    reponse = camille.envoyer("/ateliers/nouveau", data={"nom": "Cuisine", "type": "atelier", "operateur_id": ""})
    assert reponse.status_code == 303 and reponse.location.endswith("/seances/nouvelles")
    debut = date_courte(aujourd_hui())
    reponse = camille.envoyer(
        reponse.location, data={"premiere": debut, "rythme": "semaine", "nombre": "3", "duree_min": "1 h 30"}
    )
    assert reponse.status_code == 303
    page = reponse.location
    reponse = camille.envoyer(f"{page}/participants", data={"parcours": str(enfant.id)})
    assert reponse.status_code == 303
    texte = camille.voir(page).text
    assert "RENAULT Léa" in texte and "durée 1\u00a0h\u00a030" in texte


def test_la_cite_ouvre_un_job_dating_ou_un_atelier_d_emploi(client: ClientVerifie, session: Session) -> None:
    charger_reference()
    cite = connecter(client, agent(Role.COORDINATEUR_CITE))
    formulaire = cite.voir("/ateliers/nouveau").text
    assert 'value="job_dating"' in formulaire and 'value="atelier_emploi"' in formulaire
    reponse = cite.envoyer("/ateliers/nouveau", data={"nom": "Forum", "type": "job_dating", "operateur_id": ""})
    assert reponse.status_code == 303


def test_l_appel_propose_tout_le_monde_present_et_se_corrige(camille: ClientVerifie, session: Session, groupe: Atelier) -> None:
    seance = ateliers.seance(groupe, -1)
    un, deux = _inscrits(groupe, session, 2)
    adresse = f"/ateliers/seances/{seance.id}/appel"
    page = camille.voir(adresse).text
    assert page.count("checked") == 2 and "ne touchez que les absents" in page
    envoi = {f"p-{un.id}": "present", f"p-{deux.id}": "excuse"}
    assert camille.envoyer(adresse, data=envoi).status_code == 303
    assert "Corriger l’appel" in camille.voir(adresse).text
    detail = camille.voir(f"/ateliers/{groupe.id}").text
    assert "1\u00a0présent sur 2" in detail
    assert "Appel à faire" not in detail


def test_deux_personnes_qui_font_le_meme_appel_voient_les_deux_versions(
    camille: ClientVerifie, session: Session, groupe: Atelier
) -> None:
    seance = ateliers.seance(groupe, -1)
    (seul,) = _inscrits(groupe, session, 1)
    adresse = f"/ateliers/seances/{seance.id}/appel"
    assert camille.envoyer(adresse, data={f"p-{seul.id}": "present"}).status_code == 303
    reponse = camille.envoyer(adresse, data={f"p-{seul.id}": "absent", "version": "1"})
    assert reponse.status_code == 409
    assert "Présent" in reponse.text and "Quelqu’un a modifié" in reponse.text


def test_l_appel_d_une_seance_a_venir_est_refuse_avec_sa_raison(
    camille: ClientVerifie, session: Session, groupe: Atelier
) -> None:
    seance = ateliers.seance(groupe, 2)
    (seul,) = _inscrits(groupe, session, 1)
    reponse = camille.envoyer(f"/ateliers/seances/{seance.id}/appel", data={f"p-{seul.id}": "present"})
    assert reponse.status_code == 422 and "n’a pas encore eu lieu" in reponse.text


def test_un_atelier_complet_le_dit_et_garde_les_cases_cochees(camille: ClientVerifie, session: Session) -> None:
    petit = ateliers.atelier(capacite=1)
    choisis = [str(parcours(beneficiaire(f"Nom{rang}", "Lou")).id) for rang in range(2)]
    session.commit()
    reponse = camille.envoyer(f"/ateliers/{petit.id}/participants", data={"parcours": choisis})
    assert reponse.status_code == 422 and "Il reste une place sur 1" in reponse.text
    assert reponse.text.count("checked") == 2


def test_un_referent_lit_l_atelier_de_son_enfant_sans_le_nom_des_autres(
    client: ClientVerifie, session: Session, groupe: Atelier
) -> None:
    karim: Agent = agent(Role.REFERENT_PRE)
    sien = beneficiaire("Sien", "Lou")
    rattacher(sien, agent=karim)
    ateliers.participant(groupe, parcours(sien))
    seance = ateliers.seance(groupe, -1)
    _inscrits(groupe, session, 3)
    connecter(client, karim)
    for adresse in (f"/ateliers/{groupe.id}", f"/ateliers/seances/{seance.id}/appel"):
        page = client.voir(adresse).text
        assert "SIEN Lou" in page and "ENFANT" not in page.upper().replace("ENFANTS", "")
    assert client.get(f"/ateliers/{groupe.id}/modification").status_code == 403
    assert client.get(f"/ateliers/{groupe.id}/participants").status_code == 403
    assert client.get(f"/ateliers/seances/{seance.id}").status_code == 403
    assert client.get("/ateliers/nouveau").status_code == 403


def test_la_recherche_ne_propose_que_les_enfants_du_pre_en_cours(
    camille: ClientVerifie, session: Session, groupe: Atelier
) -> None:
    for nom in ("Dubois", "Martin"):
        parcours(beneficiaire(nom, "Lou"))
    session.commit()
    page = camille.voir(f"/ateliers/{groupe.id}/participants?q=dub").text
    assert "DUBOIS Lou" in page and "MARTIN" not in page


@pytest.mark.parametrize("chemin", ["", "/{atelier}", "/seances/{seance}/appel", "/{atelier}/participants"])
def test_le_nombre_de_lectures_ne_depend_pas_du_nombre_de_participants(
    camille: ClientVerifie, session: Session, groupe: Atelier, chemin: str
) -> None:
    seance = ateliers.seance(groupe, -1)
    adresse = "/ateliers" + chemin.format(atelier=groupe.id, seance=seance.id) + ("/" if not chemin else "")
    mesures = []
    for ajout in (1, 6):
        for rang in range(ajout):
            ateliers.participant(groupe, parcours(beneficiaire(f"N{ajout}{rang}", "Lou")))
            ateliers.seance(groupe, -10 - rang - ajout)
        session.commit()
        with compteur_de_requetes() as lectures:
            camille.voir(adresse)
        mesures.append(len(lectures))
    assert mesures[0] == mesures[1] <= 10


def test_une_action_venue_d_un_atelier_y_mene(camille: ClientVerifie, session: Session, groupe: Atelier) -> None:
    (inscrit,) = _inscrits(groupe, session, 1)
    page = camille.voir(f"/parcours/actions/{inscrit.action_id}").text
    assert f'href="/ateliers/{groupe.id}"' in page and "Cette action se fait en groupe" in page
