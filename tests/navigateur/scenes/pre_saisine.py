"""A request sent from a telephone, examined, and the agreement of the family."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, expect

from tests.navigateur.accessibilite import tient_en_largeur
from tests.navigateur.objets import Formulaire, Rail
from tests.navigateur.ville import Ville

NOM = "BAUDELLE"
ENFANT = f"Noémie {NOM}"
FAITS = "Ne lit pas encore les consignes."
QUESTION = "Depuis quand le RASED intervient-il ?"
REPONSE = "Depuis septembre, deux fois par semaine."


def elle_remet_un_lien_a_la_directrice(page: Page) -> str:
    """Shown once, to be copied; returns its path."""
    Rail(page).aller("Saisines")
    page.get_by_role("link", name="Liens").first.click()
    page.get_by_role("link", name="Nouveau lien").first.click()
    Formulaire(page).ecrire("Nom du prescripteur", "Mme Lemaire").envoyer("Afficher l’adresse à copier")
    adresse = urlsplit(page.get_by_label("Adresse à remettre").input_value())
    return f"{adresse.path}?{adresse.query}"


def la_directrice_presente_l_enfant_de_son_telephone(ville: Ville, lien: str) -> None:
    """Without an account."""
    page = ville.fenetre("téléphone").ouvrir(lien)
    tient_en_largeur(page)
    page.locator("#prenom").fill("Noémie")
    page.locator("#nom").fill("Baudelle")
    formulaire = Formulaire(page)
    formulaire.ecrire("Date de naissance", "8/3/2018").ecrire("Classe", "CE2").ecrire("Adresse", "3 rue Inconnue")
    page.locator("#etablissement_id").select_option(index=1)
    page.locator("#commune_id").select_option(label="Longuenesse (62219)")
    page.locator("#titulaire1_prenom").fill("Alice")
    page.locator("#titulaire1_nom").fill("Baudelle")
    page.locator("#titulaire1_telephone").fill("06 43 24 00 35")
    page.locator("#motif_principal").select_option(index=1)
    page.locator("#faits").fill(FAITS)
    page.get_by_label("RASED").check()
    page.get_by_label("Oui, à l’oral").check()
    page.get_by_label("Le premier parent").check()
    page.get_by_label("Famille informée le").fill("hier")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", name="C’est envoyé")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(NOM)


def _depuis_l_accueil(page: Page, mots: str) -> None:
    """The home page names the step; two touches and the request is open."""
    Rail(page).aller("À faire")
    page.get_by_role("link", name=mots).click()
    page.get_by_role("link", name=f"{NOM} Noémie").click()


def _un_complement_se_demande_et_se_note(page: Page) -> None:
    """Asked by telephone; the answer brings the request back to « Reçue »."""
    page.get_by_role("link", name="Demander un complément").click()
    Formulaire(page).ecrire("Ce qu’il faut préciser", QUESTION).cocher("L’appeler, puis écrire la réponse ici").envoyer(
        "Poser la question"
    )
    expect(page.get_by_role("main")).to_contain_text("À compléter")
    page.get_by_role("link", name="Écrire la réponse").click()
    Formulaire(page).ecrire("Réponse", REPONSE).envoyer("Enregistrer la réponse")
    expect(page.get_by_role("main")).to_contain_text(REPONSE)


def l_accueil_dit_l_etape_puis_la_suivante(page: Page) -> None:
    """Admissibility, meeting, agreement: each is named on the home page when its turn comes."""
    _depuis_l_accueil(page, "1\u00a0saisine à examiner")
    expect(page.get_by_text(FAITS)).to_be_visible()
    _un_complement_se_demande_et_se_note(page)
    page.get_by_role("link", name="Vérifier la recevabilité").click()
    page.get_by_role("button", name="Déclarer recevable").click()
    _depuis_l_accueil(page, "1\u00a0famille à rencontrer")
    page.get_by_role("link", name="Noter la rencontre").click()
    Formulaire(page).ecrire("Lieu", "À l’école").ecrire("Qui était là", "La mère").envoyer("Enregistrer la rencontre")
    _depuis_l_accueil(page, "1\u00a0accord à recueillir")
    page.get_by_role("link", name="Enregistrer l’accord").click()
    page.get_by_label("Oui", exact=True).check()
    Formulaire(page).envoyer("Enregistrer l’accord")
    _depuis_l_accueil(page, "1\u00a0situation à inscrire à l’EPS")
    expect(page.get_by_role("link", name="Inscrire à l’EPS")).to_be_visible()


def l_accord_signe_se_joint_sans_rien_retaper(page: Page, dossier: Path) -> None:
    """From the request: the agreement it proves is already chosen."""
    photo = dossier / "accord.png"
    Image.new("L", (40, 40), 255).save(photo)
    retour = page.url
    page.get_by_role("link", name="Joindre l’accord signé").click()
    assert page.get_by_label("Accord concerné").input_value()
    page.get_by_label("Fichier").set_input_files(photo)
    Formulaire(page).envoyer("Joindre")
    expect(page.get_by_role("main")).to_contain_text("Accord")
    page.goto(retour)


def les_adresses(page: Page) -> tuple[str, str]:
    """Paths of the request and of the child's file."""
    saisine = urlsplit(page.url).path
    page.get_by_role("link", name="Fiche de l’enfant").click()
    expect(page.get_by_role("heading", name=ENFANT)).to_be_visible()
    return saisine, urlsplit(page.url).path
