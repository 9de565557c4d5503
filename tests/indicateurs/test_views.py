"""What the pilote sees and downloads: masked figures, no name anywhere."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from parcours.indicateurs.rules import Mois, MoisIllisible, fichier, sans_formule
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.services import charger_reference
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours


@pytest.fixture
def mois(session: Session) -> str:
    """Last month, with few people in it."""
    charger_reference()
    for rang in range(14):
        parcours(beneficiaire(f"Témoinsecret{rang}", "Zoé"), debut_le=date(2026, 1, 5))
    for rang in range(3):
        parcours(beneficiaire(f"Témoinsecret{rang}", "Max", Dispositif.EMPLOI), debut_le=date(2026, 1, 5))
    session.commit()
    return Mois.de(aujourd_hui()).precedent().code


def test_le_pilote_arrete_voit_et_telecharge_le_mois(client: ClientVerifie, mois: str) -> None:
    connecter(client, agent(Role.PILOTE))
    assert "ne sont pas encore arrêtés" in client.voir("/indicateurs/").text
    assert client.get(f"/indicateurs/fichier?mois={mois}").status_code == 404
    reponse = client.envoyer("/indicateurs/etablir", depuis="/indicateurs/", data={"mois": mois})
    assert reponse.status_code == 303
    page = client.voir(f"/indicateurs/?mois={mois}").text
    assert "Provisoire, ne pas diffuser" in page
    assert "secret statistique" in page
    export = client.get(f"/indicateurs/fichier?mois={mois}")
    assert export.data.startswith(b"\xef\xbb\xbfPROVISOIRE, NE PAS DIFFUSER\r\n")
    assert "provisoire-ne-pas-diffuser.csv" in export.headers["Content-Disposition"]
    assert "émoinsecret" not in page + export.text
    lignes = list(csv.reader(io.StringIO(export.data.decode("utf-8-sig")), delimiter=";"))
    assert lignes[1] == ["mois", "dispositif", "quartier", "valeur", "statut", "OBS_STATUS", "CONF_STATUS"]
    affichees = re.findall(r'<td class="nombre">(?:<abbr[^>]*>)?([^<]+)', page.split("Par sexe")[0])
    exportees = [v or s for _, _, _, v, s, *_ in lignes[2:]]
    assert sorted(affichees) == sorted(exportees)


def test_le_meme_mois_telecharge_deux_fois_donne_le_meme_fichier(client: ClientVerifie, session: Session, mois: str) -> None:
    connecter(client, agent(Role.PILOTE))
    client.envoyer("/indicateurs/etablir", depuis="/indicateurs/", data={"mois": mois})
    premier = client.get(f"/indicateurs/fichier?mois={mois}").data
    parcours(beneficiaire("Une", "De plus"), debut_le=date(2026, 1, 5))
    session.commit()
    client.envoyer("/indicateurs/etablir", depuis="/indicateurs/", data={"mois": mois})
    assert client.get(f"/indicateurs/fichier?mois={mois}").data == premier


@pytest.mark.parametrize(("role", "statut"), [(Role.COORDINATEUR_PRE, 403), (Role.OBSERVATEUR, 403), (Role.REFERENT_PRE, 403)])
def test_seul_le_pilotage_arrete_les_chiffres(client: ClientVerifie, mois: str, role: Role, statut: int) -> None:
    connecter(client, agent(role))
    assert client.envoyer("/indicateurs/etablir", depuis="/", data={"mois": mois}).status_code == statut


def test_la_coordination_lit_les_memes_chiffres_masques(client: ClientVerifie, mois: str) -> None:
    connecter(client, agent(Role.COORDINATEUR_PRE))
    page = client.voir("/indicateurs/").text
    assert "Le pilotage du contrat de ville" in page
    assert "/indicateurs/etablir" not in page


def test_un_mois_illisible_n_existe_pas(client: ClientVerifie, mois: str) -> None:
    connecter(client, agent(Role.PILOTE))
    for texte in ("2026-13", "x", "2026-1", "٢٠٢٦-01"):
        assert client.get("/indicateurs/", query_string={"mois": texte}).status_code == 404
    reponse = client.envoyer("/indicateurs/etablir", depuis="/indicateurs/", data={"mois": "2031-01"})
    assert reponse.status_code == 422
    with pytest.raises(MoisIllisible):
        Mois.lire("2026-00")


def test_une_cellule_ne_devient_jamais_une_formule() -> None:
    assert sans_formule("=1+1") == "'=1+1"
    assert sans_formule("Centre") == "Centre"
    cellules = [{"table": "dispositif_quartier", "dispositif": "pre", "quartier": "q", "valeur": None, "statut": "s"}]
    texte = fichier("2026-10", cellules, {"pre": "PRE", "q": "@cmd"}).decode("utf-8-sig")
    assert texte.splitlines()[2] == "2026-10;PRE;'@cmd;;s;Q;C"
