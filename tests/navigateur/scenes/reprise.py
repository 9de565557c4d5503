"""The spreadsheet: brought, previewed, corrected on screen, applied; brought again; undone."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from parcours.beneficiaires.models import Beneficiaire
from tests.imports.fichiers import DONNEES
from tests.navigateur.accessibilite import sans_violation
from tests.navigateur.objets import Rail, prete
from tests.navigateur.ville import Ville

TABLEAU = DONNEES / "suivi_pre.xlsx"
ATTENDU = json.loads((DONNEES / "attendu.json").read_text())["pre"]
DATES = {"MOREL Diane": "12/09/2015", "MARIE Alfred": "28/02/2016", "DAVID Charles": "4 septembre 2015"}
"""What the team knows of the three children whose date of birth is impossible in the file."""


def la_coordinatrice_arrive_sur_ce_qui_est_a_faire(page: Page) -> None:
    """Signing in leads to the day's list, which says the next gesture when it is empty."""
    expect(page.get_by_role("heading", name="À faire aujourd’hui")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Rien ne presse aujourd’hui")


def elle_apporte_le_tableau(page: Page) -> None:
    """From the empty day's list."""
    page.get_by_role("link", name="Importer un tableau").click()
    _deposer(page)
    expect(page.get_by_role("heading", name=f"{ATTENDU['enfants'] - 3} enfants à créer")).to_be_visible()


def l_apercu_dit_ligne_par_ligne_ce_qui_sera_cree_reuni_ou_ecarte(page: Page) -> None:
    """Each group of lines has its tab, each line its cell and its reason."""
    lignes = page.locator("#lignes > ul > li")
    for onglet, nombre in (("À décider", 3), ("Doublons réunis", ATTENDU["doublons"])):
        page.get_by_role("navigation", name="Lignes par groupe").get_by_role("link", name=onglet).click()
        expect(lignes).to_have_count(nombre)
    page.get_by_role("navigation", name="Lignes par groupe").get_by_role("link", name="À décider").click()
    expect(lignes.filter(has_text="MARIE Alfred")).to_contain_text(re.compile(r"C20.*ce jour n’existe pas au calendrier"))
    expect(lignes.filter(has_text="MOREL Diane")).to_contain_text("la date est incomplète")


def elle_corrige_les_trois_dates(page: Page, *, javascript: bool) -> None:
    """Each line is settled alone; the focus stays on it, where the next one can be read."""
    for qui, naissance in DATES.items():
        prete(page).get_by_label(f"Date de naissance de {qui}").fill(naissance)
        page.get_by_role("button", name=f"Corriger : Date de naissance, {qui}").click()
        ligne = page.locator("#lignes > ul > li").filter(has_text=qui)
        if javascript:
            expect(ligne).to_contain_text("Corrigé par vous")
            expect(ligne).to_be_focused()
        else:
            expect(page.get_by_label(f"Date de naissance de {qui}")).to_have_count(0)
    expect(page.locator("#chiffres")).to_contain_text("Plus aucune ligne n’attend votre décision")
    expect(page.get_by_role("heading", name=f"{ATTENDU['enfants']} enfants à créer")).to_be_visible()
    if javascript:
        sans_violation(page)


def elle_applique_l_import(page: Page) -> None:
    """The figures are those expected of this file."""
    page.get_by_role("button", name="Appliquer l’import").click()
    expect(page.get_by_role("heading", name=f"{ATTENDU['enfants']} enfants importés")).to_be_visible()
    chiffres = page.locator("#chiffres dl > div")
    for titre, cle in (
        ("Entrés", "entres"),
        ("Sortis", "sortis"),
        ("En parcours", "actifs"),
        ("Filles", "filles"),
        ("En quartier prioritaire", "en_qpv"),
        ("Quartier inconnu", "quartier_inconnu"),
        ("Doublons réunis", "doublons"),
    ):
        expect(chiffres.filter(has_text=titre).locator("dd")).to_have_text(str(ATTENDU[cle]))


def aucune_alerte_ne_part_des_dates_anciennes(page: Page) -> None:
    """The clocks of files brought in start today."""
    Rail(page).aller("À faire")
    expect(page.get_by_role("main")).to_contain_text("Rien ne presse aujourd’hui")
    page.get_by_role("link", name="Reprise des tableaux").click()
    expect(page.get_by_role("main")).to_contain_text("à passer en revue")


def rapporter_le_meme_fichier_ne_cree_rien(ville: Ville, page: Page) -> None:
    """The same file again: nothing new, nothing counted twice."""
    avant = ville.compter(Beneficiaire)
    Rail(page).aller("Imports")
    _deposer(page)
    expect(page.get_by_role("heading", name="Rien de nouveau à créer")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Ce même fichier a déjà été importé")
    page.get_by_role("button", name="Abandonner").click()
    expect(page.get_by_role("row").filter(has_text="Abandonné")).to_have_count(1)
    assert ville.compter(Beneficiaire) == avant


def annuler_l_import_retire_exactement_lui(ville: Ville, page: Page, gardes: list[str]) -> None:
    """What was changed since is kept, and listed before and after."""
    Rail(page).aller("Imports")
    page.get_by_role("row").filter(has_text="Appliqué").get_by_role("link").click()
    page.get_by_role("link", name="Annuler cet import").click()
    for qui in gardes:
        expect(page.get_by_role("main").get_by_role("link", name=qui)).to_be_visible()
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_role("heading", name="Cet import a été annulé")).to_be_visible()
    for qui in gardes:
        expect(page.get_by_role("main").get_by_role("link", name=qui)).to_be_visible()
    doubles_reunis_a_la_main = 1
    assert ville.compter(Beneficiaire) == len(gardes) + doubles_reunis_a_la_main


def _deposer(page: Page) -> None:
    page.get_by_label("Fichier").set_input_files(TABLEAU)
    page.get_by_role("button", name="Lire ce fichier").click()
