"""Brothers and sisters, through the routes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Contact
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques import personnes


@pytest.fixture
def famille(client: ClientVerifie, session: Session):
    """A girl, her brother by a parent's phone, a child of the same name, a stranger, a patient of the same name."""
    lea = personnes.beneficiaire("Renault", "Léa")
    tom = personnes.beneficiaire("Dubois", "Tom")
    homonyme = personnes.beneficiaire("Renault", "Zoé")
    etranger = personnes.beneficiaire("Martin", "Noé")
    ailleurs = personnes.beneficiaire("Renault", "Maman", Dispositif.SANTE)
    for enfant in (lea, tom):
        session.add(Contact(beneficiaire_id=enfant.id, nom="Renault", prenom="Anne", telephone="+33612345678"))
    personnes.connecter(client, personnes.agent(Role.COORDINATEUR_PRE))
    session.commit()
    return lea, tom, homonyme, etranger, ailleurs


def relier(client: ClientVerifie, enfant, *autres):
    """Tick these children."""
    adresse = f"/pre/fratrie/{enfant.id}"
    return client.envoyer(adresse, data={"enfants": [str(a.id) for a in autres]})


def test_meme_telephone_et_meme_nom_sont_proposes_avec_leur_raison_et_rien_d_un_autre_dispositif(client, famille) -> None:
    texte = client.voir(f"/pre/fratrie/{famille[0].id}").text
    assert "Tom DUBOIS" in texte and "même téléphone d’un parent" in texte
    assert "Zoé RENAULT" in texte and "même nom" in texte
    assert "MARTIN" not in texte and "Maman" not in texte


def test_les_freres_relies_se_voient_de_chaque_cote(client, famille) -> None:
    lea, tom, zoe, *_ = famille
    assert relier(client, lea, tom).status_code == 303
    assert relier(client, tom, zoe).status_code == 303
    assert "Zoé RENAULT" in client.voir(f"/pre/famille/{lea.id}").text
    assert "Léa RENAULT" in client.voir(f"/pre/famille/{zoe.id}").text


def test_separer_ne_retire_que_cet_enfant(client, famille) -> None:
    lea, tom, zoe, *_ = famille
    relier(client, lea, tom, zoe)
    assert client.envoyer(f"/pre/fratrie/{tom.id}/separer", f"/pre/famille/{tom.id}").status_code == 303
    texte = client.voir(f"/pre/famille/{lea.id}").text
    assert "Zoé RENAULT" in texte and "Tom DUBOIS" not in texte


def test_une_fiche_d_un_autre_dispositif_ne_se_relie_jamais(client, famille) -> None:
    lea, *_, ailleurs = famille
    relier(client, lea, ailleurs)
    assert "Aucun frère" in client.voir(f"/pre/famille/{lea.id}").text
    assert client.get(f"/pre/famille/{ailleurs.id}").status_code == 404


def test_ne_rien_cocher_le_dit(client, famille) -> None:
    reponse = relier(client, famille[0])
    assert reponse.status_code == 422 and "Cochez au moins un enfant" in reponse.text


def test_un_referent_ne_voit_pas_le_frere_suivi_par_un_collegue(client, famille, session) -> None:
    lea, tom, *_ = famille
    relier(client, lea, tom)
    referent = personnes.agent(Role.REFERENT_PRE)
    personnes.rattacher(lea, agent=referent, debut=aujourd_hui() - timedelta(days=3))
    session.commit()
    personnes.connecter(client, referent)
    texte = client.voir(f"/pre/famille/{lea.id}").text
    assert "DUBOIS" not in texte and "Aucun frère" in texte
    assert "DUBOIS" not in client.voir(f"/pre/fratrie/{lea.id}").text


def test_on_trouve_un_demi_frere_par_son_nom(client, famille) -> None:
    page = client.voir(f"/pre/fratrie/{famille[0].id}?q=mart")
    assert "Noé MARTIN" in page.text
    assert 'id="recherche" class="form-control" type="search" name="q" value=""' in page.text  # the one of the header
