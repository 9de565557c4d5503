"""From a draft to the agreement it lacks, and back."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.rules import EtatAccord
from parcours.orientations.rules import EtatOrientation
from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import accord, orientation


@pytest.mark.parametrize("deja", [True, False])
def test_confirmer_l_accord_ramene_au_brouillon_qui_peut_alors_partir(
    client: ClientVerifie, session: Session, deja: bool
) -> None:
    enfant, mipe = beneficiaire(), structure("MIPE")
    brouillon = orientation(parcours(enfant), mipe, EtatOrientation.BROUILLON)
    ici = f"/orientations/{brouillon.id}"
    page = f"/beneficiaires/{enfant.id}/accords/nouveau"
    if deja:
        page = f"/beneficiaires/accords/{accord(enfant, EtatAccord.REPRIS).id}"
    connecter(client, agent(Role.COORDINATEUR_PRE))
    adresse = f"{page}?retour={ici}"
    assert f'href="{adresse}"' in client.voir(ici).text
    data = {"etat": "confirme", "donne_le": "5/1/2026", "forme": "ecrit", "contact_id": "", "structures": [str(mipe.id)]}
    reponse = client.envoyer(adresse, data=data)
    assert reponse.location == ici
    assert "Accord à confirmer" not in client.voir(ici).text
    client.envoyer(f"{ici}/suivi/envoyee", ici)
    session.expire_all()
    assert brouillon.etat is EtatOrientation.ENVOYEE


@pytest.fixture
def page_d_ecriture(client: ClientVerifie, session: Session) -> str:
    page = f"/orientations/nouvelle/{parcours(beneficiaire()).id}/{structure('MIPE').id}"
    session.commit()
    connecter(client, agent(Role.COORDINATEUR_PRE))
    return page


def test_sans_accord_le_bouton_dit_que_l_orientation_reste_en_brouillon(client: ClientVerifie, page_d_ecriture: str) -> None:
    page = client.voir(page_d_ecriture).text
    assert "Envoyer l’orientation" not in page and "Garder en brouillon</button>" in page
    data = {"pour": "personne", "motif": "Trouver un club.", "garder": "oui"}
    detail = client.voir(client.envoyer(page_d_ecriture, data=data).location).text
    assert "Le brouillon est gardé" in detail and "Trouver un club." in detail


def test_aller_confirmer_l_accord_garde_le_texte_et_ramene_au_brouillon(client: ClientVerifie, page_d_ecriture: str) -> None:
    reponse = client.envoyer(page_d_ecriture, data={"pour": "personne", "motif": "Trouver un club.", "accord": "oui"})
    assert "/accords/nouveau?retour=/orientations/" in reponse.location
    client.voir(reponse.location)
    assert "Trouver un club." in client.voir(reponse.location.split("retour=")[1]).text


def test_aller_confirmer_l_accord_sans_rien_avoir_ecrit_n_en_fait_pas_un_brouillon(
    client: ClientVerifie, page_d_ecriture: str
) -> None:
    reponse = client.envoyer(page_d_ecriture, data={"motif": "", "accord": "oui"})
    assert reponse.location.endswith(f"?retour={page_d_ecriture}")
    assert "Aucune orientation envoyée" in client.voir("/orientations/?vue=envoyees").text


@pytest.mark.parametrize("ailleurs", ["https://exemple.fr/", "//exemple.fr/", "/\\exemple.fr", "javascript:alert(1)"])
def test_un_retour_vers_un_autre_site_est_ignore(client: ClientVerifie, session: Session, ailleurs: str) -> None:
    enfant = beneficiaire()
    connecter(client, agent(Role.COORDINATEUR_PRE))
    adresse = f"/beneficiaires/{enfant.id}/accords/nouveau"
    data = {"etat": "confirme", "donne_le": "5/1/2026", "forme": "oral", "contact_id": ""}
    reponse = client.post(adresse, query_string={"retour": ailleurs}, data={**_jetons(client, adresse), **data})
    assert reponse.location == f"/beneficiaires/{enfant.id}/situation"


def _jetons(client: ClientVerifie, adresse: str) -> dict[str, str]:
    from tests.client import verifier_la_page

    return verifier_la_page(client.get(adresse).text, adresse).jetons
