"""Documents in a real browser: a text reworded and previewed, a document downloaded from the page it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from parcours.socle.droits import Role
from tests.lecture_pdf import lire_pdf
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import OuvrirFenetre, Site


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_un_texte_se_recrit_apres_en_avoir_vu_l_apercu(fenetre: OuvrirFenetre, javascript: bool) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "ordinateur", javascript=javascript)
    page = onglet.ouvrir("/textes/liste_appel")
    page.get_by_label("Texte (obligatoire)").fill("Rappel pour {atelier} : rendre la liste.")
    page.get_by_role("button", name="Voir l’aperçu").click()
    apercu = page.locator("section", has=page.get_by_role("heading", name="Aperçu de votre texte, pas encore enregistré"))
    expect(apercu).to_contain_text("Rappel pour Coup de pouce lecture")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("heading", name="Historique")).to_be_visible()
    if page.get_by_role("button", name="Reprendre le texte d’origine").is_visible():
        page.get_by_role("button", name="Reprendre le texte d’origine").click()
        expect(page.get_by_text("retour au texte d’origine").first).to_be_visible()


@pytest.mark.parametrize("largeur", ["ordinateur", "téléphone"])
def test_l_ordre_du_jour_se_telecharge_depuis_la_reunion(
    fenetre: OuvrirFenetre, site: Site, largeur: str, tmp_path: Path
) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, largeur)
    dossier = site.monde.dossiers["preici"]
    page = onglet.ouvrir(f"/reunions/{dossier.reunion.id}")
    with page.expect_download() as attendu:
        page.get_by_role("link", name="Ordre du jour (PDF)").click()
    fichier = attendu.value
    assert fichier.suggested_filename.startswith("ordre-du-jour-")
    fichier.save_as(tmp_path / "recu.pdf")
    lu = lire_pdf((tmp_path / "recu.pdf").read_bytes())
    assert "Ordre du jour" in lu.texte and dossier.beneficiaire.nom not in lu.texte
    page = onglet.ouvrir("/textes/lettre_famille")
    sans_violation(page)
    tient_en_largeur(page)
