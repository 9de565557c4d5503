"""Holding a meeting in a real browser: on the projector's computer, a tablet, a phone, without JavaScript, with cuts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import Deliberation
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import beneficiaire, parcours, rattacher
from tests.fabriques.rencontres import convoquer, reunion, situation
from tests.navigateur.accessibilite import sans_violation, tient_en_largeur
from tests.navigateur.conftest import LARGEURS, OuvrirFenetre, Site
from tests.navigateur.objets import Formulaire, prete

LARGEURS.setdefault("tablette", (820, 1180))


@dataclass
class Soir:
    """A meeting of today with two situations."""

    reunion: uuid.UUID
    premiere: uuid.UUID
    seconde: uuid.UUID
    noms: tuple[str, str]


@pytest.fixture
def soir(site: Site) -> Soir:
    with site.monde.app.app_context():
        rang = db.session.connection().scalar(select(func.count()).select_from(Beneficiaire.__table__)) or 0
        noms = tuple(f"{mot}{'abcdefghij'[rang // 10 % 10]}{'abcdefghij'[rang % 10]}" for mot in ("Seance", "Suite"))
        enfants = [beneficiaire(nom=nom, prenom="Zoé") for nom in noms]
        for enfant in enfants:
            rattacher(enfant, agent=site.monde.agents[Role.REFERENT_PRE], debut=aujourd_hui() - timedelta(days=9))
        eps = reunion(0)
        convoquer(eps, site.monde.agents[Role.MEMBRE_EPS])
        lignes = [
            situation(eps, parcours(enfant, EtatParcours.DEMANDE, debut_le=None), place, resume="Lit avec peine.")
            for place, enfant in enumerate(enfants, start=1)
        ]
        trouve = Soir(eps.id, lignes[0].id, lignes[1].id, (noms[0].upper(), noms[1].upper()))
        db.session.commit()
        db.engine.dispose()
    return trouve


def _note(site: Site, situation_id: uuid.UUID) -> tuple[str | None, str | None, bool]:
    """(reason, decision, settled) as the base keeps them."""
    with site.monde.app.app_context():
        table = Deliberation.__table__
        ligne = db.session.connection().execute(table.select().where(table.c.situation_id == situation_id)).one_or_none()
        note = Deliberation(id=ligne.id, raison_chiffre=ligne.raison_chiffre) if ligne else None
        db.session.rollback()
        db.engine.dispose()
    if ligne is None or note is None:
        return None, None, False
    return note.raison, ligne.decision.value if ligne.decision else None, ligne.conclue_le is not None


def _enregistre(page: Page, champ: str) -> None:
    expect(page.locator(f"#etat-{champ} [data-etat]")).to_have_attribute("data-etat", "enregistre")
    expect(page.locator(f"#etat-{champ}")).to_contain_text("Enregistré à")


@pytest.mark.parametrize("largeur", ["ordinateur", "tablette", "téléphone"])
def test_on_tient_une_seance_de_l_appel_a_la_cloture(soir: Soir, largeur: str, site: Site, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, largeur)
    page = onglet.ouvrir(f"/reunions/{soir.reunion}/seance")
    tient_en_largeur(page)
    page.get_by_role("link", name="Faire l’appel et commencer").click()
    expect(page.get_by_label("Agent membre_eps, MIPE")).to_be_checked()
    Formulaire(page).ecrire("Autres personnes présentes", "Paul Petit, Mairie d’Arques").envoyer("Commencer la séance")
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[0])
    prete(page).get_by_label("Paul Petit, Mairie d’Arques").uncheck()
    expect(page.locator("#salle")).to_contain_text("Enregistré à")
    Formulaire(page).choisir("Décision", "Entrée en parcours")
    _enregistre(page, "decision")
    prete(page).get_by_label("Raison, en une ligne").press_sequentially("Un appui en lecture")
    _enregistre(page, "raison")
    Formulaire(page).ecrire("Objectif 1", "Lire seul une page")
    page.get_by_label("Ce qui lui sera dit").fill("Un club de lecture est proposé.")
    page.get_by_label("Ce qui lui sera dit").blur()
    _enregistre(page, "annonce")
    tient_en_largeur(page)
    sans_violation(page)
    page.get_by_role("link", name="Projeter").click()
    expect(page.get_by_role("heading", name="Décision notée")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text(soir.noms[1])
    tient_en_largeur(page)
    sans_violation(page)
    page.get_by_role("link", name="Revenir aux notes").click()
    page.get_by_role("button", name="Conclure et passer à la suivante").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[1])
    assert _note(site, soir.premiere) == ("Un appui en lecture", "entree", True)
    prete(page).keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[0])
    expect(page.get_by_role("main")).to_contain_text("Informée par")
    prete(page).keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[1])
    page.goto(f"{onglet.adresse}/reunions/{soir.reunion}/seance/cloture")
    expect(page.get_by_role("main")).to_contain_text(soir.noms[1])
    page.get_by_label("Clore en laissant ces situations sans décision").check()
    page.get_by_role("button", name="Clore la séance").click()
    expect(page.get_by_role("heading", name="À faire après la séance")).to_be_visible()
    tient_en_largeur(page)
    sans_violation(page)
    onglet.rien_a_redire()


def test_sans_javascript_la_seance_se_tient_par_des_boutons(soir: Soir, site: Site, fenetre: OuvrirFenetre) -> None:
    onglet = fenetre(Role.COORDINATEUR_PRE, "tablette", javascript=False)
    page = onglet.ouvrir(f"/reunions/{soir.reunion}/seance/appel")
    Formulaire(page).envoyer("Commencer la séance")
    Formulaire(page).choisir("Décision", "Ajournée, complément demandé").ecrire("Raison, en une ligne", "Revoir l’école")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_label("Raison, en une ligne")).to_have_value("Revoir l’école")
    assert _note(site, soir.premiere) == ("Revoir l’école", "ajournee", False)
    page.get_by_role("button", name="Conclure et passer à la suivante").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[1])
    page.get_by_role("button", name="Conclure").click()
    expect(page.locator(".resume-erreurs")).to_contain_text("Choisissez la décision.")
    tient_en_largeur(page)


def test_le_navigateur_ferme_au_milieu_tout_ce_qui_est_dit_enregistre_est_la(
    soir: Soir, site: Site, fenetre: OuvrirFenetre
) -> None:
    page = fenetre(Role.COORDINATEUR_PRE).ouvrir(f"/reunions/situations/{soir.premiere}/seance")
    prete(page).get_by_label("Raison, en une ligne").press_sequentially("Écrit avant la panne")
    _enregistre(page, "raison")
    page.context.close()
    page = fenetre(Role.COORDINATEUR_PRE, "téléphone").ouvrir(f"/reunions/situations/{soir.premiere}/seance")
    expect(page.get_by_label("Raison, en une ligne")).to_have_value("Écrit avant la panne")


def test_le_reseau_tombe_la_saisie_reste_et_repart_seule(soir: Soir, site: Site, fenetre: OuvrirFenetre) -> None:
    page = fenetre(Role.COORDINATEUR_PRE, "tablette").ouvrir(f"/reunions/situations/{soir.premiere}/seance")
    page.context.set_offline(True)
    prete(page).get_by_label("Raison, en une ligne").press_sequentially("Écrit pendant la coupure")
    expect(page.locator("#etat-raison")).to_contain_text("Non enregistré, on réessaie")
    prete(page).get_by_label("Raison, en une ligne").press_sequentially(", puis plus encore")
    page.get_by_role("link", name="Suivante").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[0])  # what is not saved is not left
    assert _note(site, soir.premiere) == (None, None, False)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_contain_text(soir.noms[1], timeout=20_000)
    assert _note(site, soir.premiere)[0] == "Écrit pendant la coupure, puis plus encore"


def test_une_panne_du_serveur_ne_remplace_pas_la_page_par_une_erreur(soir: Soir, site: Site, fenetre: OuvrirFenetre) -> None:
    page = fenetre(Role.COORDINATEUR_PRE).ouvrir(f"/reunions/situations/{soir.premiere}/seance")
    page.route("**/seance", lambda route: route.fulfill(status=503, body="<main id='contenu'>Panne</main>"), times=1)
    prete(page).get_by_label("Raison, en une ligne").press_sequentially("Gardé")
    expect(page.locator("#etat-raison")).to_contain_text("on réessaie")
    _enregistre(page, "raison")
    assert _note(site, soir.premiere)[0] == "Gardé"


def test_une_reponse_perdue_n_oppose_pas_quelqu_un_a_lui_meme(soir: Soir, site: Site, fenetre: OuvrirFenetre) -> None:
    page = fenetre(Role.COORDINATEUR_PRE).ouvrir(f"/reunions/situations/{soir.premiere}/seance")

    def ecrire_puis_couper(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/seance", ecrire_puis_couper, times=1)
    prete(page).get_by_label("Raison, en une ligne").press_sequentially("Un")
    expect(page.locator("#etat-raison")).to_contain_text("on réessaie")
    assert _note(site, soir.premiere)[0] == "Un"
    prete(page).get_by_label("Raison, en une ligne").press_sequentially(" et deux")
    _enregistre(page, "raison")
    assert _note(site, soir.premiere)[0] == "Un et deux"


def test_deux_personnes_notent_en_meme_temps(soir: Soir, site: Site, fenetre: OuvrirFenetre) -> None:
    chemin = f"/reunions/situations/{soir.premiere}/seance"
    une = fenetre(Role.COORDINATEUR_PRE).ouvrir(chemin)
    autre = fenetre(Role.COORDINATEUR_PRE, "tablette").ouvrir(chemin)
    prete(une).get_by_label("Raison, en une ligne").press_sequentially("Dit la première")
    _enregistre(une, "raison")
    prete(autre).get_by_label("Ce qui lui sera dit").press_sequentially("Noté à côté")
    _enregistre(autre, "annonce")
    autre.get_by_label("Raison, en une ligne").press_sequentially("Dit la seconde")
    conflit = autre.locator("#etat-raison")
    expect(conflit).to_contain_text("Dit la première")
    expect(autre.get_by_label("Raison, en une ligne")).to_have_value("Dit la seconde")
    sans_violation(autre)
    tient_en_largeur(autre)
    assert _note(site, soir.premiere)[0] == "Dit la première"
    conflit.get_by_role("button", name="Garder ma version").click()
    _enregistre(autre, "raison")
    assert _note(site, soir.premiere)[0] == "Dit la seconde"
    une.get_by_label("Raison, en une ligne").fill("Encore la première")
    expect(une.locator("#etat-raison")).to_contain_text("Dit la seconde")
    une.locator("#etat-raison").get_by_role("button", name="Prendre la version enregistrée").click()
    _enregistre(une, "raison")
    expect(une.get_by_label("Raison, en une ligne")).to_have_value("Dit la seconde")
