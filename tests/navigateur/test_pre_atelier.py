"""A workshop on a phone: the roll taken once for the group, then each record; a séance noted in one touch."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.rules import EtatAction
from parcours.socle.base import db
from parcours.socle.droits import Role
from tests.fabriques import ateliers
from tests.fabriques.personnes import beneficiaire, parcours
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import OuvrirFenetre, Site

AVEC_OU_SANS = pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])


@pytest.fixture
def groupe(site: Site) -> tuple[uuid.UUID, str, uuid.UUID]:
    """A workshop of yesterday with two children; its id, the name of the second, the id of the file of the first."""
    with site.monde.app.app_context():
        rang = db.session.connection().scalar(select(func.count()).select_from(Beneficiaire.__table__)) or 0
        suffixe = "abcdefghij"[rang // 10 % 10] + "abcdefghij"[rang % 10]
        personnes = [beneficiaire(nom=f"{nom}{suffixe}", prenom="Zoé") for nom in ("Abel", "Binet")]
        atelier = ateliers.atelier(f"Lecture {suffixe}")
        ateliers.seance(atelier, -1, duree_min=90)
        for personne in personnes:
            suivi = parcours(personne)
            ateliers.participant(atelier, suivi)
            ateliers.action(suivi, "Orthophonie", prevu=3, etat=EtatAction.EN_COURS)
        resultat = (atelier.id, f"BINET{suffixe.upper()} Zoé", personnes[0].id)
        db.session.commit()
        db.engine.dispose()
    return resultat


@AVEC_OU_SANS
def test_au_telephone_l_appel_se_fait_une_fois_et_chaque_fiche_le_montre(
    groupe: tuple[uuid.UUID, str, uuid.UUID], javascript: bool, fenetre: OuvrirFenetre
) -> None:
    atelier, absente, presente = groupe
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone", javascript=javascript)
    page = onglet.ouvrir(f"/ateliers/{atelier}")
    tient_en_largeur(page)
    page.get_by_role("link", name="Faire l’appel").click()
    tient_en_largeur(page)
    ligne = page.get_by_role("group", name=absente)
    expect(ligne.get_by_role("radio", name="Présent")).to_be_checked()
    ligne.get_by_role("radio", name="Excusé").check(force=True)
    if javascript:
        sans_violation(page)
    page.get_by_role("button", name="Enregistrer l’appel").click()
    expect(page.get_by_role("main")).to_contain_text("1\u00a0présent sur 2")
    page = onglet.ouvrir(f"/beneficiaires/{presente}")
    expect(page.locator(".fil").first).to_contain_text("1\u00a0séance")
    onglet.rien_a_redire()


@AVEC_OU_SANS
def test_au_telephone_une_seance_se_note_d_un_geste_ou_se_dit_manquee_en_deux(
    groupe: tuple[uuid.UUID, str, uuid.UUID], javascript: bool, fenetre: OuvrirFenetre
) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "téléphone", javascript=javascript)
    page = onglet.ouvrir(f"/beneficiaires/{groupe[2]}")
    action = page.locator(".actions-en-cours li").filter(has_text="Orthophonie")
    action.get_by_role("button", name="C’est fait").click()
    expect(action).to_contain_text("1/3\u00a0séances")
    action.get_by_text("Manquée", exact=False).first.click()
    action.get_by_role("button", name="La famille").click()
    expect(action).to_contain_text("1/3\u00a0séances, 1\u00a0manquée")
    tient_en_largeur(page)
    if javascript:
        sans_violation(page)
    onglet.rien_a_redire()
