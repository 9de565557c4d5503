"""The EPS of the day: its agenda built from what is due, its members convened."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.navigateur.objets import Formulaire, Rail
from tests.navigateur.scenes.pre_saisine import ENFANT, NOM
from tests.navigateur.ville import Ville

MEMBRE = "Hélène Carpentier"


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
