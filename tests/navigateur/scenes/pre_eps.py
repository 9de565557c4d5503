"""The EPS of the day: agenda, convocation, séance on a tablet, relevé."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.lecture_pdf import lire_pdf
from tests.navigateur.accessibilite import tient_en_largeur
from tests.navigateur.conftest import LARGEURS
from tests.navigateur.objets import Formulaire, Rail
from tests.navigateur.scenes.pre_saisine import ENFANT, FAITS, NOM
from tests.navigateur.ville import Ville

LARGEURS.setdefault("tablette", (820, 1180))
MEMBRE = "Hélène Carpentier"
RAISON = "Un appui en lecture à la maison"
OBJECTIF = "Lire seule une consigne"


def elle_prepare_l_eps_de_ce_qui_attend(page: Page) -> str:
    """The new request is already ticked; returns the address of the meeting."""
    Rail(page).aller("Réunions")
    page.get_by_role("link", name="Nouvelle réunion").click()
    formulaire = Formulaire(page)
    formulaire.cocher("EPS restreinte").ecrire("Date", date_courte(aujourd_hui())).ecrire("Heure de début", "23h")
    formulaire.ecrire("Lieu", "Salle de la MEF").envoyer()
    reunion = page.url
    page.get_by_role("link", name="Préparer l’ordre du jour").first.click()
    expect(page.get_by_role("checkbox", name=ENFANT)).to_be_checked()
    formulaire.envoyer("Inscrire ce qui est coché")
    expect(page.locator("#ordre-du-jour")).to_contain_text(ENFANT)
    return reunion


def un_membre_est_convoque_sans_aucun_nom(ville: Ville, page: Page) -> None:
    """A mail and an appointment that name nobody."""
    page.get_by_role("link", name="Convoquer", exact=True).click()
    page.get_by_label(MEMBRE).check()
    Formulaire(page).envoyer("Enregistrer les convocations")
    expect(page.get_by_role("main")).to_contain_text(MEMBRE)
    with ville.app.app_context():
        lettres = list(db.session.scalars(select(Courrier)))
        ecrits = [f"{lettre.objet} {lettre.texte} {lettre.piece}" for lettre in lettres]
        db.session.rollback()
        db.engine.dispose()
    assert any("EPS" in ecrit for ecrit in ecrits)
    assert not any(mot in ecrit for ecrit in ecrits for mot in (NOM, "Baudelle", "Noémie"))


def _note(page: Page, champ: str) -> None:
    expect(page.locator(f"#etat-{champ} [data-etat]")).to_have_attribute("data-etat", "enregistre")


def la_seance_se_tient_sur_une_tablette(ville: Ville, reunion: str) -> Page:
    """Roll, decision, objective, action, référent, next bilan, who tells the family; each saved alone."""
    page = ville.comme(Role.COORDINATEUR_PRE, "tablette")
    page.goto(reunion)
    tient_en_largeur(page)
    page.get_by_role("link", name="Tenir la séance").click()
    page.get_by_role("link", name="Faire l’appel et commencer").click()
    Formulaire(page).envoyer("Commencer la séance")
    expect(page.get_by_role("heading", level=1)).to_contain_text(ENFANT)
    formulaire = Formulaire(page)
    formulaire.choisir("Décision", "Entrée en parcours")
    _note(page, "decision")
    tient_en_largeur(page)
    formulaire.ecrire("Raison, en une ligne", RAISON).ecrire("Objectif 1", OBJECTIF)
    page.locator("#action_1_type").select_option("orthophonie")
    formulaire.choisir_celui_qui_contient("Référent de parcours", "Benali")
    _note(page, "referent_id")
    page.locator("#annonce").fill("Un accompagnement est proposé.")
    page.locator("#annonce").blur()
    _note(page, "annonce")
    tient_en_largeur(page)
    formulaire.envoyer("Conclure")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Séance")
    page.get_by_role("link", name="Clore la séance").click()
    formulaire.envoyer("Clore la séance")
    expect(page.get_by_role("heading", name="À faire après la séance")).to_be_visible()
    return page


def le_releve_se_lit(page: Page, dossier: Path) -> None:
    """The PDF says what was decided."""
    page.get_by_role("main").get_by_role("link", name=ENFANT).first.click()
    with page.expect_download() as attendu:
        page.get_by_role("link", name="Relevé de décision (PDF)").click()
    assert NOM.lower() not in attendu.value.suggested_filename.lower()
    attendu.value.save_as(dossier / "releve.pdf")
    texte = lire_pdf((dossier / "releve.pdf").read_bytes()).texte
    assert RAISON in texte
    assert OBJECTIF in texte


def le_membre_lit_la_situation_pas_le_dossier(ville: Ville) -> Page:
    """What the room needs to know, neither the story of the request nor the file."""
    page = ville.comme(Role.MEMBRE_EPS)
    Rail(page).aller("Réunions")
    page.get_by_role("main").get_by_role("row").get_by_role("link").first.click()
    page.locator("#ordre-du-jour").get_by_role("link", name=ENFANT).click()
    expect(page.get_by_role("main")).to_contain_text("Entrée en parcours")
    expect(page.get_by_role("main")).not_to_contain_text(FAITS)
    expect(page.get_by_role("link", name="Ouvrir le dossier de l’enfant")).to_have_count(0)
    return page
