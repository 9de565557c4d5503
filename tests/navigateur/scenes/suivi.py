"""One child followed: found, read, written about, corrected, united with a double, given another referent."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.navigateur.accessibilite import sans_violation
from tests.navigateur.objets import Fiche, Formulaire, Rail, prete

ENFANT, ENFANT_DANS_LES_LISTES = "Étienne AUBRY", "AUBRY Étienne"
APPEL, VISITE, VISITE_CORRIGEE = "Pas de réponse au téléphone", "La mère est d’accord pour l’EPS", "La mère veut y réfléchir"


def deux_lettres_sans_accent_retrouvent_l_enfant_dans_les_deux_ordres(page: Page, *, javascript: bool) -> None:
    """Name then first name, first name then name."""
    for mots in ("au et", "et au"):
        Rail(page).chercher(mots)
        expect(page.get_by_role("main").get_by_role("link", name=ENFANT_DANS_LES_LISTES)).to_be_visible()
    if javascript:
        prete(page).get_by_role("searchbox").first.fill("")
        page.get_by_role("searchbox").first.press_sequentially("et au")
        expect(page.locator("#suggestions").get_by_role("link", name=ENFANT_DANS_LES_LISTES)).to_be_visible()
        sans_violation(page)


def elle_ouvre_sa_fiche(page: Page) -> Fiche:
    """Who, where the pathway stands, what came from the spreadsheet."""
    ouvrir(page)
    fiche = Fiche(page)
    expect(fiche.contenu.get_by_role("heading", level=1)).to_have_text(ENFANT)
    expect(fiche.contenu.locator(".fiche-tete")).to_contain_text("Camille D. depuis le")
    expect(fiche.contenu.locator(".fiche-tete")).to_contain_text("Accord à confirmer")
    expect(fiche.carte("Actions")).to_contain_text("sychologue")
    expect(fiche.evenement("Accord repris du tableur, à confirmer")).to_be_visible()
    expect(fiche.contenu.get_by_text("Perte de contact")).to_have_count(0)
    return fiche


def ouvrir(page: Page) -> Fiche:
    """By the search box, from any page."""
    Rail(page).chercher("aubry etienne")
    page.get_by_role("main").get_by_role("link", name=ENFANT_DANS_LES_LISTES).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENFANT)
    return Fiche(page)


def elle_note_un_appel_sans_reponse_et_un_rappel(fiche: Fiche, *, javascript: bool) -> None:
    """An attempt is an event too, and the reminder takes its place in what is to come."""
    demain = aujourd_hui() + timedelta(days=1)
    fiche.ajouter_un_echange(
        APPEL, comment="Appel", avec="La mère", abouti=False, rappel=(date_courte(demain), "Rappeler le soir")
    )
    expect(fiche.evenement(APPEL)).to_contain_text("Appel à la mère, sans réponse")
    expect(fiche.carte("À rappeler")).to_contain_text("Rappeler le soir")
    if javascript:
        sans_violation(fiche.page)


def elle_note_une_visite(fiche: Fiche) -> None:
    """One that succeeded."""
    fiche.ajouter_un_echange(VISITE, comment="Visite à domicile", avec="La mère")


def elle_corrige_ce_qu_elle_a_mal_ecrit_et_en_relit_l_histoire(fiche: Fiche) -> None:
    """What the entry said before stays readable."""
    fiche.evenement(VISITE).get_by_role("link", name="Corriger").click()
    Formulaire(fiche.page).ecrire("Ce qui s’est dit", VISITE_CORRIGEE).envoyer()
    expect(fiche.evenement(VISITE_CORRIGEE)).to_be_visible()
    expect(fiche.fil).not_to_contain_text(VISITE)
    fiche.evenement(VISITE_CORRIGEE).get_by_role("link", name="version").click()
    expect(fiche.carte("Version actuelle")).to_contain_text(VISITE_CORRIGEE)
    expect(fiche.carte("Version 1")).to_contain_text(VISITE)
    fiche.page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link", name=ENFANT).click()


def elle_fixe_un_objectif_et_une_action(fiche: Fiche) -> None:
    """In the words of the family."""
    fiche.carte("Objectifs").get_by_role("link", name="Ajouter").click()
    Formulaire(fiche.page).ecrire("Objectif", "Arriver à l’heure le matin").envoyer()
    expect(fiche.carte("Objectifs")).to_contain_text("Arriver à l’heure le matin")
    fiche.carte("Actions").get_by_role("link", name="Ajouter").click()
    formulaire = Formulaire(fiche.page)
    formulaire.contenu.get_by_label("Type d’action").select_option(index=1)
    formulaire.choisir("Pour l’objectif", "Arriver à l’heure le matin").ecrire("Précision", "Club du matin, le mardi").envoyer()
    expect(fiche.carte("Objectifs")).to_contain_text("Club du matin, le mardi")


def elle_reunit_deux_fiches_du_meme_enfant(fiche: Fiche) -> None:
    """A near double is pointed out when it is created, and can be united later; nothing of either is lost."""
    page = fiche.page
    Rail(page).aller("Personnes")
    page.get_by_role("link", name="Nouvelle personne").click()
    formulaire = Formulaire(page)
    formulaire.ecrire("Nom", "Aubri").ecrire("Prénom", "Etienne").ecrire("Date de naissance", "17/08/2012")
    formulaire.ecrire("Adresse", "12 rue de Dunkerque").envoyer("Créer la fiche")
    expect(page.get_by_role("heading", name="Une fiche ressemble à celle que vous créez")).to_be_visible()
    expect(page.get_by_role("alert").get_by_role("link", name=ENFANT_DANS_LES_LISTES)).to_be_visible()
    formulaire.envoyer("Créer quand même")
    expect(page.get_by_role("heading", level=1)).to_have_text("Etienne AUBRI")
    ouvrir(page)
    fiche.section("Situation")
    page.get_by_role("link", name="Cette personne a une autre fiche ? Les réunir").click()
    expect(page.get_by_role("main")).to_contain_text("Choisissez l’autre fiche d’Étienne AUBRY")
    page.get_by_role("link", name="Comparer avec AUBRI Etienne").click()
    page.get_by_role("radio", name="Adresse, Autre fiche : 12 rue de Dunkerque").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("main")).to_contain_text("Deux fiches réunies ne se séparent plus")
    page.get_by_role("button", name="Réunir les deux fiches").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENFANT)
    expect(fiche.evenement(VISITE_CORRIGEE)).to_be_visible()
    fiche.section("Situation")
    expect(fiche.carte("Identité")).to_contain_text("12 rue de Dunkerque")
    Rail(page).chercher("aubri etienne")
    expect(page.get_by_role("main").get_by_role("link", name="AUBRI Etienne", exact=True)).to_have_count(0)


def elle_constate_qu_il_habite_un_quartier_fragile(fiche: Fiche) -> None:
    """As at a date; the former finding is kept. He is the only one there: no published figure may show it."""
    fiche.carte("Quartier").get_by_role("link", name="Modifier").click()
    Formulaire(fiche.page).choisir_celui_qui_contient("Quartier", "Résidence Danvers").envoyer()
    fiche.section("Situation")
    expect(fiche.carte("Quartier").get_by_role("listitem").first).to_contain_text("Résidence Danvers")
    expect(fiche.carte("Quartier")).to_contain_text("repris du tableur")


def elle_nomme_un_autre_referent_a_partir_d_aujourd_hui(page: Page) -> None:
    """The former one's period ends the day before."""
    fiche = ouvrir(page)
    fiche.section("Situation")
    fiche.carte("Référents").get_by_role("link", name="Nommer").click()
    expect(page.get_by_role("main")).to_contain_text("Référent actuel : Camille D.")
    formulaire = Formulaire(page)
    formulaire.choisir("Qui", "Karim Benali").ecrire("À partir du", date_courte(aujourd_hui())).envoyer()
    expect(page.locator(".fiche-tete")).to_contain_text("Karim B.")
    fiche.section("Situation")
    expect(fiche.carte("Référents")).to_contain_text("Camille D.")
    expect(fiche.carte("Référents")).to_contain_text(date_courte(aujourd_hui() - timedelta(days=1)))
