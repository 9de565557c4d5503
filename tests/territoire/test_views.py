"""Districts, streets, schools and communes on screen."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.droits import Role
from parcours.territoire.models import Ambition, Axe, Commune, Etablissement, ObjectifContrat, Quartier, Voie
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
    assert page.count("<caption") == 5  # one table per axis, and the figures the contract quotes


def test_l_administration_met_a_jour_la_liste_du_contrat_sans_rien_effacer(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    assert client.envoyer("/territoire/axes/nouveau", data={"libelle": "Transitions numériques"}).status_code == 303
    axe = session.scalars(select(Axe).where(Axe.libelle == "Transitions numériques")).one()
    ambition = {"rang": "8", "libelle": "Mieux accueillir", "valide_du": "1/1/2027"}
    assert client.envoyer("/territoire/ambitions/nouveau", data=ambition).status_code == 303
    nouvelle = session.scalars(select(Ambition).where(Ambition.libelle == "Mieux accueillir")).one()
    champs = {"code": "NUM01", "libelle": "Ouvrir un lieu", "axe_id": str(axe.id), "ids_ambitions": str(nouvelle.id)}
    assert client.envoyer("/territoire/objectifs/nouveau", data=champs).status_code == 303
    assert "Ce code est déjà" in client.envoyer("/territoire/objectifs/nouveau", data=champs).text
    objectif = session.scalars(select(ObjectifContrat).where(ObjectifContrat.code == "NUM01")).one()
    assert (objectif.axe_id, [a.id for a in objectif.ambitions]) == (axe.id, [nouvelle.id])

    adresse = f"/territoire/objectifs/{objectif.id}"
    a_l_envers = {**champs, "valide_du": "2/1/2026", "valide_au": "1/1/2026"}
    assert "Le dernier jour précède le premier" in client.envoyer(adresse, data=a_l_envers).text
    assert client.envoyer(adresse, data={**champs, "valide_au": "1/1/2026"}).status_code == 303
    page = client.voir("/territoire/contrat").text
    assert "NUM01" in page and "Terminé" in page and "1/1/2026" in page.replace("01/01/2026", "1/1/2026")
    assert client.envoyer(adresse, data={**champs, "libelle": "Autre", "version": "1"}).status_code == 409


def test_recharger_les_references_ne_reprend_pas_ce_que_l_administration_a_reecrit(
    client: ClientVerifie, session: Session
) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    ambition = session.scalars(select(Ambition).order_by(Ambition.rang)).first()
    assert ambition is not None
    client.envoyer(f"/territoire/ambitions/{ambition.id}", data={"rang": "1", "libelle": "Repérer plus tôt"})
    charger_les_referentiels()
    session.expire_all()
    assert (ambition.libelle, session.scalar(select(func.count()).select_from(Ambition))) == ("Repérer plus tôt", 7)


@pytest.mark.parametrize("genre", ["axes", "ambitions", "objectifs"])
def test_le_contrat_ne_se_modifie_que_par_l_administration(client: ClientVerifie, genre: str) -> None:
    connecter(client, agent(Role.PILOTE))
    assert f"/territoire/{genre}/" not in client.voir("/territoire/contrat").text
    assert client.get(f"/territoire/{genre}/nouveau").status_code == 403
    assert client.envoyer(f"/territoire/{genre}/nouveau", depuis="/", data={"libelle": "X"}).status_code == 403
