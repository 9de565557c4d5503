"""Pieces through the routes."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord
from parcours.beneficiaires.rules import EtatAccord
from parcours.pieces import queries
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes

PDF = b"%PDF-1.7\n<< /Type /Page >>\n%%EOF\n"


@pytest.fixture
def enfant(client, session: Session):
    """A child, and the coordinator signed in."""
    ligne = personnes.beneficiaire("Renault", "Léa")
    session.commit()
    personnes.connecter(client, personnes.agent(Role.COORDINATEUR_PRE))
    return ligne


def jointe(enfant):
    """The piece attached."""
    return queries.du_dossier(personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE, nom="Autre")), enfant.id)[0]


def deposer(client, enfant, octets: bytes = PDF, nom: str = "accord Léa.pdf"):
    """Attach a file from its form."""
    return client.envoyer(
        f"/pieces/du-beneficiaire/{enfant.id}/ajouter",
        data={"fichier": (BytesIO(octets), nom), "nature": "accord", "titre": "signé par la mère"},
    )


def test_l_accord_joint_se_retrouve_dans_la_situation_et_se_telecharge(client, enfant, session) -> None:
    assert deposer(client, enfant).status_code == 303
    page = client.voir(f"/pieces/du-beneficiaire/{enfant.id}")
    assert "signé par la mère" in page.text
    piece = jointe(enfant)
    reponse = client.get(f"/pieces/{piece.id}/telecharger")
    assert reponse.data == PDF
    assert reponse.headers["Content-Disposition"].startswith('attachment; filename="accord-')
    assert "Léa" not in reponse.headers["Content-Disposition"]
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in reponse.headers["Cache-Control"]
    assert reponse.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_un_fichier_refuse_dit_pourquoi_a_cote_du_champ(client, enfant) -> None:
    reponse = deposer(client, enfant, b"<svg onload=alert(1)>", "photo.png")
    assert reponse.status_code == 422
    assert "ni un PDF, ni une photo" in reponse.text
    assert "signé par la mère" in reponse.text


def test_sans_fichier_le_formulaire_le_dit(client, enfant) -> None:
    reponse = client.envoyer(f"/pieces/du-beneficiaire/{enfant.id}/ajouter", data={"nature": "accord"})
    assert reponse.status_code == 422
    assert "Choisissez un fichier" in reponse.text


def test_une_piece_retiree_ne_se_telecharge_plus(client, enfant) -> None:
    deposer(client, enfant)
    piece = jointe(enfant)
    client.voir(f"/pieces/{piece.id}/retirer")
    assert client.envoyer(f"/pieces/{piece.id}/retirer").status_code == 303
    assert client.get(f"/pieces/{piece.id}/telecharger").status_code == 404
    assert client.get(f"/pieces/{piece.id}/retirer").status_code == 404


def test_le_seul_accord_du_dossier_est_deja_choisi(client, enfant, session) -> None:
    accord = Accord(beneficiaire_id=enfant.id, etat=EtatAccord.CONFIRME, donne_le=aujourd_hui(), portee_eps=True)
    session.add(accord)
    session.commit()
    page = client.voir(f"/pieces/du-beneficiaire/{enfant.id}/ajouter")
    assert f'<option selected value="{accord.id}">' in page.text


def test_une_piece_jointe_depuis_une_autre_page_y_ramene_et_jamais_hors_du_site(client, enfant) -> None:
    adresse, retour = f"/pieces/du-beneficiaire/{enfant.id}/ajouter", f"/beneficiaires/{enfant.id}"
    assert f'href="{retour}"' in client.voir(f"{adresse}?retour={retour}").text
    for demande, arrivee in ((retour, retour), ("https://ailleurs.example/", f"/pieces/du-beneficiaire/{enfant.id}")):
        champs = {"fichier": (BytesIO(PDF), "accord.pdf"), "nature": "accord"}
        assert client.envoyer(f"{adresse}?retour={demande}", data=champs).location == arrivee
