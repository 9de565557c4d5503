"""The directory on screen."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.annuaire.queries import choix, reconnaitre
from parcours.annuaire.rules import TYPES
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter


@pytest.fixture(autouse=True)
def _referentiels(session: Session) -> None:
    charger_les_referentiels()
    session.commit()


def mipe(session: Session) -> Structure:
    return session.scalars(select(Structure).where(Structure.sigle == "MIPE")).one()


def test_on_trouve_une_structure_par_son_sigle_sans_accent(client: ClientVerifie) -> None:
    connecter(client, agent(Role.PARTENAIRE, nom="Petit"))
    page = client.voir("/annuaire/?q=mipe").text
    assert "Maison de l’Insertion" in page
    assert "SIA Habitat" not in page
    assert "Nouvelle structure" not in page


def test_un_filtre_inconnu_ne_casse_pas_la_liste(client: ClientVerifie) -> None:
    connecter(client, agent(Role.PILOTE))
    client.voir("/annuaire/?commune=x&page=99999999&type=%00")


def test_l_administration_cree_corrige_et_ferme_une_structure(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    reponse = client.envoyer(
        "/annuaire/nouvelle",
        data={"nom": "Maison des adolescents", "sigle": "MDA", "telephone": "03 21 12 34 56", "orientable": "y"},
    )
    assert reponse.status_code == 303
    creee = session.scalars(select(Structure).where(Structure.sigle == "MDA")).one()
    assert creee.telephone == "+33321123456"
    client.voir(f"/annuaire/{creee.id}")
    adresse = f"/annuaire/{creee.id}/modifier"
    client.voir(adresse)
    assert (
        client.envoyer(adresse, data={"nom": "Maison des ados", "sigle": "MDA", "valide_au": "01/02/2026"}).status_code == 303
    )
    assert creee.id not in {s.id for s in choix()}
    client.voir("/")  # the announcement is read once
    assert "Maison des ados" not in client.voir("/annuaire/?q=ados").text
    assert "fermée après le" in client.voir("/annuaire/?q=ados&fermees=y").text


def test_une_saisie_fausse_garde_ce_qui_est_tape(client: ClientVerifie) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    reponse = client.envoyer("/annuaire/nouvelle", data={"nom": "", "sigle": "XYZ", "courriel": "pas-une-adresse"})
    assert reponse.status_code == 422
    assert "XYZ" in reponse.text
    assert "n’est pas complète" in reponse.text


def test_deux_structures_de_meme_nom_dans_une_commune_sont_refusees(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    commune = str(mipe(session).commune_id)
    reponse = client.envoyer("/annuaire/nouvelle", data={"nom": mipe(session).nom.upper(), "commune_id": commune})
    assert reponse.status_code == 422
    assert "porte déjà ce nom" in reponse.text


def test_deux_agents_qui_modifient_la_meme_structure_voient_les_deux_textes(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    structure = mipe(session)
    adresse = f"/annuaire/{structure.id}/modifier"
    assert client.envoyer(adresse, data={"nom": "MIPE du Pays de Saint-Omer"}).status_code == 303
    reponse = client.envoyer(adresse, data={"nom": "MIPE, Saint-Omer", "version": "1"})
    assert reponse.status_code == 409
    assert "MIPE du Pays de Saint-Omer" in reponse.text and "MIPE, Saint-Omer" in reponse.text
    session.expire_all()
    assert session.get(Structure, structure.id).nom == "MIPE du Pays de Saint-Omer"


@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.COORDINATEUR_PRE, Role.PILOTE])
def test_seule_l_administration_modifie_l_annuaire(client: ClientVerifie, session: Session, role: Role) -> None:
    connecter(client, agent(role))
    structure = mipe(session)
    assert client.get(f"/annuaire/{structure.id}/modifier").status_code == 403
    assert client.envoyer(f"/annuaire/{structure.id}/modifier", depuis="/", data={"nom": "X"}).status_code == 403


def test_une_structure_se_reconnait_par_ce_que_l_equipe_ecrit(session: Session) -> None:
    assert reconnaitre("mipe").sigle == "MIPE"
    assert reconnaitre("ESCAL").sigle == "ESCAL"
    assert reconnaitre("CCAS") is None  # four of them
    assert reconnaitre("") is None


def test_chaque_type_du_contrat_a_ses_mots(session: Session) -> None:
    assert {s.type for s in choix()} <= set(TYPES)
