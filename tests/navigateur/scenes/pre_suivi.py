"""The pathway that follows the EPS: contract, daily work, bilan, exit, watch, closing, yearly figures."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.navigateur.accessibilite import tient_en_largeur
from tests.navigateur.objets import Fiche, Formulaire, Rail
from tests.navigateur.scenes.pre_eps import OBJECTIF
from tests.navigateur.scenes.pre_saisine import ENFANT, NOM
from tests.navigateur.ville import Ville


def _ouvrir(page: Page) -> Fiche:
    Rail(page).chercher(NOM)
    page.get_by_role("main").get_by_role("link", name=f"{NOM} Noémie").first.click()
    expect(page.get_by_role("heading", name=ENFANT)).to_be_visible()
    return Fiche(page)


def _depuis_l_accueil(page: Page, geste: str) -> None:
    """The home page names what the child waits for, and leads to its screen."""
    Rail(page).aller("À faire")
    page.get_by_role("link", name=f"{geste} : {ENFANT}").click()


def le_contrat_signe_ouvre_le_parcours(page: Page) -> None:
    """What the EPS decided is already there; the home page asks for the signature, which starts the pathway."""
    fiche = _ouvrir(page)
    expect(fiche.contenu).to_contain_text(OBJECTIF)
    expect(fiche.contenu).to_contain_text("Orthophonie")
    _depuis_l_accueil(page, "Enregistrer le contrat signé")
    formulaire = Formulaire(page).cocher("Les parents")
    page.get_by_label("Scolarité").select_option("2")
    formulaire.envoyer()
    expect(page.locator(".identite").get_by_role("link", name="Faire un bilan")).to_be_visible()


def le_referent_note_une_seance_et_un_appel(ville: Ville) -> None:
    """Named by the EPS, he finds the child among his own, on his phone."""
    page = ville.comme(Role.REFERENT_PRE, "téléphone")
    Rail(page).aller("Personnes")
    page.get_by_role("main").get_by_role("link", name=f"{NOM} Noémie").first.click()
    fiche = Fiche(page)
    action = page.locator(".actions-en-cours li").filter(has_text="Orthophonie")
    action.get_by_role("button", name="C’est fait").click()
    expect(page.locator("body")).to_contain_text("La séance d’aujourd’hui est notée")
    tient_en_largeur(page)
    fiche.ajouter_un_echange("La mère a pris rendez-vous.", comment="Appel", avec="La mère")


def le_bilan_propose_la_sortie(page: Page) -> None:
    """One screen: who came, what was said, what follows."""
    fiche = _ouvrir(page)
    fiche.geste("Faire un bilan")
    formulaire = Formulaire(page).cocher("La mère").ecrire("Ce que l’enfant et la famille en disent", "Elle lit des albums.")
    formulaire.cocher("Proposer la sortie").envoyer()
    expect(page.locator(".fiche-tete")).to_contain_text("proposée")
    expect(fiche.evenement("Elle lit des albums.")).to_be_visible()


def le_parcours_se_suspend_reprend_et_se_renouvelle(page: Page) -> None:
    """A pause with its reason and its return, then on again, for longer."""
    fiche = _ouvrir(page)
    fiche.geste("Faire avancer")
    fiche.contenu.get_by_role("link", name="Suspendre").click()
    formulaire = Formulaire(page).ecrire("Retour prévu le", date_courte(aujourd_hui() + timedelta(days=40)))
    page.get_by_label("Motif").select_option(index=1)
    formulaire.envoyer("Suspendre")
    expect(page.locator(".fiche-tete")).to_contain_text("suspendu")
    fiche.geste("Faire avancer")
    expect(page.get_by_label("Reprendre le parcours")).to_be_checked()
    formulaire.envoyer()
    expect(page.locator(".fiche-tete")).not_to_contain_text("suspendu")
    fiche.geste("Faire avancer")
    fiche.contenu.get_by_role("link", name="Renouveler").click()
    formulaire.ecrire("Pourquoi renouveler", "La lecture avance.").envoyer("Renouveler")
    expect(fiche.evenement("La lecture avance.")).to_be_visible()


def la_rentree_passe_l_enfant_dans_la_classe_suivante(page: Page) -> None:
    """One screen for the whole file; a doubtful child is chosen a school first."""
    Rail(page).aller("Places du PRE")
    page.get_by_role("link", name="Rentrée").first.click()
    expect(page.get_by_role("main")).to_contain_text(NOM)
    page.get_by_label(f"Établissement de {ENFANT}").select_option(index=1)
    Formulaire(page).envoyer("Faire la rentrée")
    expect(page.locator("body")).to_contain_text("est faite pour 1\u00a0enfant")


def l_enfant_sort_avec_un_relais_puis_le_parcours_se_clot(page: Page) -> None:
    """Situation by domain, relay, words of the family; then news are taken."""
    _depuis_l_accueil(page, "Enregistrer la sortie")
    formulaire = Formulaire(page).ecrire("Ou vers qui", "Centre social").ecrire("Ce que dit l’enfant", "Je lis toute seule.")
    page.get_by_label("Motif de sortie").select_option("objectifs_atteints")
    page.locator("[name=situation_scolarite]").select_option(index=1)
    page.locator("[name=relais]").first.check()
    formulaire.envoyer("Enregistrer la sortie")
    fiche = Fiche(page)
    expect(fiche.evenement("Je lis toute seule.")).to_be_visible()
    fiche.contenu.get_by_role("link", name="Noter les nouvelles").first.click()
    page.locator("[name=situation]").first.check()
    formulaire.envoyer("Noter et clore")
    expect(page.get_by_role("main")).to_contain_text("Parcours clos")


def l_enfant_est_derriere_le_chiffre_du_bilan_annuel(page: Page) -> None:
    """A figure, and the list behind it."""
    Rail(page).aller("Bilan annuel")
    page.get_by_role("main").get_by_role("link", name="voir les enfants").first.click()
    expect(page.get_by_role("main")).to_contain_text(NOM)
