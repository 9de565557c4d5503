"""Lists on screen."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from parcours.nomenclatures import queries
from parcours.nomenclatures.rules import LISTES
from parcours.nomenclatures.services import charger_reference
from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter


@pytest.fixture(autouse=True)
def _listes(session: Session) -> None:
    charger_reference()
    session.commit()


def test_chaque_liste_se_lit(client: ClientVerifie) -> None:
    connecter(client, agent(Role.COORDINATEUR_CITE))
    client.voir("/nomenclatures/")
    for code in LISTES:
        assert "Ajouter une valeur" not in client.voir(f"/nomenclatures/{code}").text
    assert client.get("/nomenclatures/inconnue").status_code == 404


@pytest.mark.parametrize("code", ["frein", "type_action"])
def test_l_administration_ajoute_renomme_et_termine_une_valeur(client: ClientVerifie, code: str) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    client.voir(f"/nomenclatures/{code}/nouvelle")
    assert client.envoyer(f"/nomenclatures/{code}/nouvelle", data={"libelle": "Sommeil", "rang": "5"}).status_code == 303
    valeur = next(v for v in queries.valeurs(code) if v.libelle == "Sommeil")
    adresse = f"/nomenclatures/valeurs/{valeur.id}"
    client.voir(adresse)
    fini = {"libelle": "Sommeil, fatigue", "rang": "5", "valide_au": "01/01/2026"}
    assert client.envoyer(adresse, data=fini).status_code == 303
    assert "Terminée le 01/01/2026" in client.voir(f"/nomenclatures/{code}").text
    assert client.envoyer(adresse, data={**fini, "libelle": "Fatigue", "version": "1"}).status_code == 409
    assert client.envoyer(adresse, data={**fini, "valide_du": "02/02/2026"}).status_code == 422
    assert client.envoyer(f"/nomenclatures/{code}/nouvelle", data={"libelle": "", "rang": "x"}).status_code == 422


def test_la_coordination_ne_modifie_pas_une_liste(client: ClientVerifie) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE))
    valeur = queries.valeurs("frein")[0]
    assert client.get(f"/nomenclatures/valeurs/{valeur.id}").status_code == 403
    assert client.envoyer(f"/nomenclatures/valeurs/{valeur.id}", depuis="/", data={"libelle": "X"}).status_code == 403
