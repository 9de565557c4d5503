"""The pilot reads masked counts and downloads them; no name is anywhere."""

from __future__ import annotations

import csv
import io
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, expect

from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import REGLAGES
from tests.navigateur.objets import Rail
from tests.navigateur.ville import Ville

SEUIL = REGLAGES["seuil_publication"].defaut
NOMS = ("AUBRY", "Aubry", "Étienne", "Agathe", "MOREL Diane", "Diane MOREL", "Karim", "07 71 74")


def le_pilote_arrete_les_chiffres_du_mois(page: Page) -> None:
    """From the day's page, by visible links."""
    page.get_by_role("link", name="Voir les indicateurs").click()
    page.get_by_label("Mois").select_option(value=f"{aujourd_hui():%Y-%m}")
    page.get_by_role("button", name="Voir ce mois").click()
    page.get_by_role("button", name="Arrêter les chiffres").click()
    expect(page.get_by_role("main")).to_contain_text("Provisoire, ne pas diffuser.")
    expect(page.get_by_role("table").first).to_be_visible()


def les_petits_nombres_sont_masques(page: Page) -> None:
    """No figure under the threshold is shown, on screen or in the file, and a masked one is not alone in its line."""
    effectifs = [t for t in page.locator("td.nombre").all_inner_texts() if t.strip() not in {"s", "–", "0"}]
    assert effectifs
    assert all(int(t.replace("\u202f", "").replace("\u00a0", "")) >= SEUIL for t in effectifs), effectifs
    assert "s" in [t.strip() for t in page.locator("td.nombre").all_inner_texts()]


def le_fichier_du_mois_porte_le_meme_avertissement(page: Page) -> None:
    """A CSV of one simple table, without a name."""
    with page.expect_download() as attente:
        page.get_by_role("link", name="Télécharger le fichier").click()
    texte = attente.value.path().read_text(encoding="utf-8-sig")
    assert "provisoire, ne pas diffuser" in texte.lower()
    assert not [nom for nom in NOMS if nom in texte]
    lignes = list(csv.reader(io.StringIO(texte), delimiter=";"))
    assert len({len(ligne) for ligne in lignes if ligne}) <= 2
    assert any("s" in ligne for ligne in lignes)


def aucun_nom_n_est_sur_aucune_page_qu_il_atteint(ville: Ville, page: Page) -> None:
    """Every page reachable by following every link."""
    Rail(page).aller("À faire")
    a_voir, vues = [page.url], set()
    while a_voir:
        adresse = a_voir.pop()
        if urlsplit(adresse).path in vues or not adresse.startswith(ville.adresse):
            continue
        vues.add(urlsplit(adresse).path)
        reponse = page.goto(adresse)
        assert reponse is not None
        assert reponse.status == 200, f"un lien mène à {adresse} : {reponse.status}"
        texte = page.locator("body").inner_text()
        assert not [nom for nom in NOMS if nom in texte], adresse
        liens = page.locator("a[href]").evaluate_all("liens => liens.map(l => l.getAttribute('href'))")
        a_voir += [
            urljoin(adresse, lien) for lien in liens if "fichier" not in lien and not lien.startswith(("#", "mailto:", "tel:"))
        ]
    assert len(vues) > 3
