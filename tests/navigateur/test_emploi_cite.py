"""On a phone: a woman is spotted in a minute; the coordination calls her, makes the diagnostic, later records « CDI »."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from parcours.socle.droits import Role
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import OuvrirFenetre


def test_du_reperage_au_cdi(fenetre: OuvrirFenetre) -> None:
    page = fenetre(Role.PARTENAIRE, "téléphone", javascript=False).ouvrir("/cite-emploi/reperer")
    tient_en_largeur(page)
    page.get_by_label("Prénom").fill("Nadia")
    page.get_by_label(re.compile("^Nom")).fill("Wallart")
    page.get_by_label("Téléphone").fill("06 43 24 00 35")
    page.get_by_label("Oui, elle l’a dit").check()
    page.get_by_label("Mobilité").check()
    page.get_by_role("button", name="Enregistrer le repérage").click()
    expect(page.get_by_role("main")).to_contain_text("pas encore appelée")

    page = fenetre(Role.COORDINATEUR_CITE, "téléphone").ouvrir("/vers-l-emploi")
    tient_en_largeur(page)
    sans_violation(page)
    page.get_by_role("link", name="Noter l’appel : WALLART Nadia").click()
    page.get_by_label("Je l’ai eue, elle est d’accord pour continuer").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Faire le diagnostic").click()
    tient_en_largeur(page)
    sans_violation(page)
    expect(page.get_by_label("Mobilité")).to_have_value("frein")
    page.get_by_label("Métier recherché").fill("Cuisinière")
    page.get_by_role("button", name="Enregistrer le diagnostic").click()
    expect(page.get_by_role("main")).to_contain_text("Cuisinière")

    page.get_by_role("link", name="Faire avancer").click()
    page.get_by_label("L’accompagnement commence ou reprend").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Enregistrer la sortie").click()
    page.get_by_label("Sortie vers").select_option("cdi")
    page.get_by_role("button", name="Enregistrer la sortie").click()
    tient_en_largeur(page)
    expect(page.get_by_role("main")).to_contain_text("Sortie dynamique")
    expect(page.get_by_role("main")).to_contain_text("À 3 mois")
