"""An agreement confirmed, an EPS meeting with its decision, an orientation sent to the MIPE and accepted there."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte, date_longue
from tests.navigateur.accessibilite import sans_violation
from tests.navigateur.objets import Fiche, Formulaire, Rail
from tests.navigateur.scenes.suivi import ENFANT, VISITE_CORRIGEE, ouvrir
from tests.navigateur.ville import Ville

MERE = "Agathe AUBRY"
MOTIF = "Cherche une formation d’aide à domicile"
JOUR = aujourd_hui()
"""Of the meeting, so that its decision is written when it is taken."""


def elle_prevoit_une_reunion_de_l_eps(page: Page) -> None:
    """From the menu."""
    Rail(page).aller("Réunions")
    page.get_by_role("link", name="Nouvelle réunion").click()
    formulaire = Formulaire(page)
    formulaire.cocher("EPS plénière").ecrire("Date", date_courte(JOUR)).ecrire("Heure de début", "23h").ecrire(
        "Lieu", "Salle de la MEF"
    ).envoyer()
    expect(page.get_by_role("main")).to_contain_text(date_longue(JOUR))
    expect(page.get_by_role("main")).to_contain_text("L’ordre du jour est vide")


def l_inscription_est_refusee_tant_que_l_accord_n_est_pas_confirme(page: Page) -> None:
    """The page says why, where to put it right, and offers nothing to write that would be lost on the way."""
    fiche = ouvrir(page)
    fiche.geste("Inscrire à une réunion")
    expect(page.get_by_role("main")).to_contain_text("il reste à dire sa date, sa forme et s’il couvre l’EPS")
    expect(page.get_by_label("Ce que les membres ont besoin de savoir")).to_have_count(0)


def elle_confirme_l_accord_de_la_mere_et_revient_a_l_inscription(page: Page) -> None:
    """Who, when, how, and for whom; then back to where it was missing."""
    page.get_by_role("link", name="Confirmer l’accord").click()
    formulaire = Formulaire(page)
    formulaire.cocher("L’accord est donné", "Écrit", "La situation peut être présentée en équipe")
    formulaire.ecrire("Le", date_courte(aujourd_hui())).choisir_celui_qui_contient("Par qui", MERE)
    formulaire.envoyer()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Inscrire {ENFANT}")
    formulaire.contenu.get_by_role("radio", name=re.compile(str(JOUR.year))).first.check()
    formulaire.ecrire("Ce que les membres ont besoin de savoir", "Retards répétés le matin.").envoyer(
        "Inscrire à l’ordre du jour"
    )
    expect(page.get_by_role("main")).to_contain_text(ENFANT)


def elle_enregistre_la_decision(page: Page) -> None:
    """On the child's page of the agenda."""
    Rail(page).aller("Réunions")
    page.get_by_role("main").get_by_role("row").get_by_role("link").first.click()
    page.locator("#ordre-du-jour").get_by_role("link", name=ENFANT).click()
    formulaire = Formulaire(page)
    formulaire.choisir("Décision", "Poursuite du parcours")
    formulaire.ecrire("Raison, en une ligne", "Trois mois pour installer le club du matin").envoyer("Enregistrer la décision")
    expect(page.get_by_role("heading", name="Corriger la décision")).to_be_visible()


def choisir_la_mipe(page: Page) -> None:
    """In the directory, by its initials."""
    Formulaire(page).ecrire("Nom, sigle ou service", "mipe").envoyer("Chercher")
    page.locator("#resultats").get_by_role("link", name=re.compile("Orienter ici.*MIPE")).click()


def elle_oriente_la_mere_vers_la_mipe(page: Page) -> None:
    """The draft says that the agreement does not name the MIPE; once completed, it leaves."""
    fiche = ouvrir(page)
    fiche.geste("Orienter")
    formulaire = Formulaire(page)
    choisir_la_mipe(page)
    expect(page.get_by_role("main")).to_contain_text("Il faut un accord confirmé qui nomme")
    formulaire.contenu.get_by_role("radio", name=re.compile(MERE)).check()
    formulaire.ecrire("Ce qui est demandé", MOTIF)
    formulaire.envoyer("Garder en brouillon")
    page.get_by_role("link", name="Compléter l’accord").click()
    formulaire.contenu.get_by_role("checkbox", name="MIPE").check()
    formulaire.envoyer()
    formulaire.envoyer("Envoyer")
    expect(page.get_by_role("main")).to_contain_text("Envoyée")
    expect(page.get_by_role("main")).to_contain_text(MOTIF)


def la_mipe_voit_cette_orientation_et_rien_d_autre_du_dossier(ville: Ville, page: Page, adresses: list[str]) -> None:
    """The mother's name, her telephone, the request; the child's file is nowhere, its addresses answer nothing."""
    expect(page.get_by_role("heading", name="Orientations à traiter")).to_be_visible()
    page.get_by_role("link", name="Ouvrir et répondre").click()
    contenu = page.get_by_role("main")
    expect(contenu).to_contain_text(MOTIF)
    expect(contenu).to_contain_text("07 71 74 50 32")
    for secret in ("Étienne", VISITE_CORRIGEE, "Retards répétés", "psychologue"):
        expect(page.locator("body")).not_to_contain_text(secret)
    ici = page.url
    for adresse in [*adresses, "/beneficiaires", "/reunions/", "/imports", "/journal", "/comptes"]:
        reponse = page.goto(ville.adresse + adresse)
        assert reponse is not None
        assert reponse.status in {403, 404}, f"{adresse} : {reponse.status}"
        expect(page.locator("body")).not_to_contain_text("AUBRY")
    page.goto(ici)


def elle_l_accepte(page: Page, *, javascript: bool) -> None:
    """With an appointment."""
    page.get_by_role("main").get_by_role("link", name="Accepter").click()
    formulaire = Formulaire(page)
    formulaire.ecrire("Date du rendez-vous", date_courte(JOUR + timedelta(days=6))).ecrire(
        "Heure du rendez-vous", "10 h"
    ).envoyer("Accepter")
    expect(page.get_by_role("main")).to_contain_text("Acceptée")
    if javascript:
        sans_violation(page)


def le_fil_de_l_enfant_le_raconte(page: Page) -> None:
    """What was decided at the meeting, what was sent, what was answered."""
    fiche: Fiche = ouvrir(page)
    expect(fiche.fil).to_contain_text("MIPE")
    expect(fiche.fil).to_contain_text(re.compile("accept", re.IGNORECASE))
    expect(fiche.fil).to_contain_text("EPS")
    expect(fiche.contenu.locator(".fiche-tete")).not_to_contain_text("Accord à confirmer")
