"""Two referrals: one answered with an account, the other through a signed link and a code, on a phone without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.navigateur.accessibilite import tient_en_largeur
from tests.navigateur.objets import Formulaire
from tests.navigateur.scenes.emploi_suivi import BOITE, ESCAL, FRANCE_TRAVAIL, NOM, PRENOM, ouvrir
from tests.navigateur.ville import Ville

ATTENTE = "15 janvier 2099"


def le_referent_l_oriente(page: Page, structure: str, mots: str) -> str:
    """Chosen in the directory; the agreement names it already. Returns the address of the referral."""
    ouvrir(page).geste("Orienter")
    formulaire = Formulaire(page)
    formulaire.ecrire("Nom, sigle ou service", structure).envoyer("Chercher")
    page.locator("#resultats").get_by_role("link", name=re.compile(f"Orienter ici.*{structure}")).click()
    formulaire.ecrire("Ce qui est demandé", mots)
    formulaire.envoyer("Envoyer l’orientation")
    expect(page.get_by_role("main")).to_contain_text("Envoyée")
    expect(page.get_by_role("main")).to_contain_text(mots)
    return page.url


def france_travail_la_prend_en_charge_et_donne_un_rendez_vous(ville: Ville) -> None:
    """With an account: seen, taken up, accepted with an appointment."""
    page = ville.avec(FRANCE_TRAVAIL)
    page.get_by_role("link", name="Ouvrir et répondre").click()
    contenu = page.get_by_role("main")
    expect(contenu).to_contain_text(NOM.upper())
    formulaire = Formulaire(page)
    formulaire.envoyer("Nous l’examinons")
    expect(contenu).to_contain_text("En cours")
    contenu.get_by_role("link", name="Accepter").click()
    formulaire.ecrire("Date du rendez-vous", date_courte(aujourd_hui() + timedelta(days=6)))
    formulaire.ecrire("Heure du rendez-vous", "9h30").envoyer("Accepter")
    expect(contenu).to_contain_text("Acceptée")
    expect(contenu).to_contain_text("9 h 30")


def _derniere_lettre(ville: Ville) -> Courrier:
    """What the mailbox of Défi Mobilité received last; it names nobody."""
    with ville.app.app_context():
        requete = select(Courrier).where(Courrier.destinataire == BOITE).order_by(Courrier.id.desc()).limit(1)
        lettre = db.session.scalars(requete).one()
        db.session.expunge(lettre)
        db.session.rollback()
        db.engine.dispose()
    for mot in (NOM, PRENOM, "Passer le permis"):
        assert mot.lower() not in f"{lettre.objet} {lettre.texte} {lettre.piece}".lower()
    return lettre


def defi_mobilite_repond_complet_d_un_telephone_sans_javascript(ville: Ville) -> None:
    """The link, the code sent to the same mailbox, the sheet, « complet »."""
    lien = re.search(r"https?://\S+/orientations/\S+", _derniere_lettre(ville).texte or "")
    assert lien
    ville.javascript = False
    page = ville.fenetre("téléphone").ouvrir(lien[0].removeprefix(ville.adresse))
    ville.javascript = True
    tient_en_largeur(page)
    expect(page.locator("body")).not_to_contain_text(NOM.upper())
    page.get_by_role("button", name="Recevoir le code").click()
    code = re.search(r"\b(\d{6})\b", _derniere_lettre(ville).texte or "")
    assert code
    page.get_by_label("Code à six chiffres").fill(code[1])
    page.get_by_role("button", name="Lire l’orientation").click()
    expect(page.get_by_role("heading", name=f"{PRENOM} {NOM.upper()}")).to_be_visible()
    tient_en_largeur(page)
    page.get_by_role("link", name="Refuser").click()
    page.get_by_label(re.compile("^Plus de place")).check()
    page.get_by_label("Liste d’attente jusqu’au").fill(ATTENTE)
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("heading", name="C’est terminé")).to_be_visible()


def le_referent_lit_les_deux_reponses_et_la_dit_venue(page: Page, france_travail: str, defi: str) -> None:
    """She came to the appointment: the referral has started."""
    page.goto(defi)
    expect(page.get_by_role("main")).to_contain_text(ATTENTE)
    page.goto(france_travail)
    expect(page.get_by_role("main")).to_contain_text("Acceptée")
    Formulaire(page).envoyer("L’accompagnement a démarré")
    expect(page.get_by_role("main")).to_contain_text("Démarrée")


def personne_d_autre_ne_lit_ces_orientations(ville: Ville, orientations: list[str]) -> None:
    """Neither the partner who met her nor who follows children or counts."""
    autres = (ville.avec(ESCAL, "téléphone"), ville.comme(Role.COORDINATEUR_PRE), ville.comme(Role.PILOTE))
    for page in autres:
        for adresse in orientations:
            reponse = page.goto(adresse)
            assert reponse is not None
            assert reponse.status in {403, 404}
            expect(page.locator("body")).not_to_contain_text(NOM.upper())
