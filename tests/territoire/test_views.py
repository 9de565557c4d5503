"""Districts, streets, schools and communes on screen."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.droits import Role
from parcours.territoire.models import Commune, Etablissement, Quartier, Voie
from parcours.territoire.queries import proposer_quartier
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter


@pytest.fixture(autouse=True)
def _referentiels(session: Session) -> None:
    charger_les_referentiels()
    session.commit()


@pytest.mark.parametrize("genre", ["quartiers", "voies", "etablissements", "communes"])
def test_chaque_liste_se_lit_et_ne_se_modifie_que_par_l_administration(client: ClientVerifie, genre: str) -> None:
    connecter(client, agent(Role.PILOTE))
    assert f"/territoire/{genre}/nouveau" not in client.voir(f"/territoire/{genre}").text
    assert client.get(f"/territoire/{genre}/nouveau").status_code == 403
    connecter(client, agent(Role.ADMINISTRATEUR))
    client.voir(f"/territoire/{genre}")
    client.voir(f"/territoire/{genre}/nouveau")
    assert client.envoyer(f"/territoire/{genre}/nouveau", data={"nom": ""}).status_code == 422


def test_la_coordination_ajoute_une_voie_et_l_adresse_propose_son_quartier(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE))
    omer = session.scalars(select(Commune).where(Commune.code_insee == "62765")).one()
    qpv = session.scalars(select(Quartier).where(Quartier.code == "quai-du-commerce-saint-sepulcre")).one()
    champs = {
        "nom": "Quai du Haut-Pont",
        "commune_id": str(omer.id),
        "quartier_id": str(qpv.id),
        "numero_min": "1",
        "numero_max": "40",
    }
    assert client.envoyer("/territoire/voies/nouveau", data=champs).status_code == 303
    proposition = proposer_quartier("12, quai du Haut Pont", omer.id)
    assert proposition is not None and proposition.quartier is not None and proposition.quartier.id == qpv.id
    voie = session.scalars(select(Voie).where(Voie.nom == "Quai du Haut-Pont")).one()
    client.voir(f"/territoire/voies/{voie.id}")
    reponse = client.envoyer(f"/territoire/voies/{voie.id}", data={**champs, "numero_max": "0"})
    assert reponse.status_code == 422


def test_la_coordination_ne_change_pas_un_perimetre(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE))
    quartier = session.scalars(select(Quartier)).first()
    assert client.get(f"/territoire/quartiers/{quartier.id}").status_code == 403
    assert client.envoyer(f"/territoire/quartiers/{quartier.id}", depuis="/", data={"nom": "X"}).status_code == 403


def test_un_quartier_se_termine_a_une_date_et_garde_ses_ecritures(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    quartier = session.scalars(select(Quartier).where(Quartier.code == "centre-historique")).one()
    adresse = f"/territoire/quartiers/{quartier.id}"
    page = client.voir(adresse).text
    assert "centre historique aire" in page
    champs = {
        "nom": quartier.nom, "type": "qpv", "valide_du": "01/01/2024", "valide_au": "31/12/2025",
        "ids_communes": [str(c.id) for c in quartier.communes], "ecritures": "CH\ncentre ville",
    }  # fmt: skip
    assert client.envoyer(adresse, data=champs).status_code == 303
    session.expire_all()
    assert {a.texte for a in quartier.appellations} == {"ch", "centre ville", "centre historique"}
    assert "Terminé" in client.voir("/territoire/quartiers").text


def test_deux_agents_sur_la_meme_ecole_voient_les_deux_textes(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    ecole = session.scalars(select(Etablissement).where(Etablissement.nom == "Primaire George Sand")).one()
    champs = {"niveau": "primaire", "commune_id": str(ecole.commune_id), "education_prioritaire": "REP+"}
    adresse = f"/territoire/etablissements/{ecole.id}"
    assert client.envoyer(adresse, data={**champs, "nom": "École George Sand"}).status_code == 303
    reponse = client.envoyer(adresse, data={**champs, "nom": "Primaire Sand", "version": "1"})
    assert reponse.status_code == 409
    assert "École George Sand" in reponse.text and "Primaire Sand" in reponse.text


def test_une_commune_ne_prend_pas_le_code_d_une_autre(client: ClientVerifie) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    reponse = client.envoyer(
        "/territoire/communes/nouveau", data={"nom": "Wizernes", "code_insee": "62765", "code_postal": "62570"}
    )
    assert reponse.status_code == 422
    assert client.envoyer(
        "/territoire/communes/nouveau", data={"nom": "Wizernes", "code_insee": "62902", "code_postal": "62570"}
    ).status_code == 303  # fmt: skip


def test_les_objectifs_du_contrat_se_lisent_axe_par_axe(client: ClientVerifie) -> None:
    connecter(client, agent(Role.PILOTE))
    page = client.voir("/territoire/contrat").text
    assert "36\u00a0objectifs" in page and "EMA01" in page
    assert page.count("<caption") == 4
