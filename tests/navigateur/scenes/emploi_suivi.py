"""From the repérage at the workshop to the exit: what the partner, the coordination and the référent do in turn."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.services.phrases import hacher
from parcours.exploitation.demonstration.comptes import PHRASE
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte
from tests.navigateur.accessibilite import tient_en_largeur
from tests.navigateur.objets import Fiche, Formulaire, Rail, prete
from tests.navigateur.ville import Ville

NOM, PRENOM = "Wallart", "Ghislaine"
ELLE = f"{NOM.upper()} {PRENOM}"
ESCAL, FRANCE_TRAVAIL = "lea@escal.example", "marc@france-travail.example"
BOITE = "accueil@defi-mobilite.example"


def les_partenaires_de_la_cite(ville: Ville) -> None:
    """An account at the ESCAL, one at France Travail, a mailbox at Défi Mobilité."""
    with ville.app.app_context():
        structures = {s.sigle or s.nom: s for s in db.session.scalars(select(Structure))}
        for courriel, prenom, nom, chez in (
            (ESCAL, "Léa", "Masson", "ESCAL"),
            (FRANCE_TRAVAIL, "Marc", "Dupuis", "France Travail"),
        ):
            agent = Agent(prenom=prenom, nom=nom, courriel=courriel, empreinte=hacher(PHRASE))
            db.session.add(agent)
            db.session.flush()
            debut = aujourd_hui() - timedelta(days=60)
            role = {"role": Role.PARTENAIRE, "dispositif": Role.PARTENAIRE.dispositif}
            db.session.add(Habilitation(agent_id=agent.id, structure_id=structures[chez].id, debut=debut, **role))
        structures["Défi Mobilité"].courriel_orientations = BOITE
        db.session.commit()
        db.engine.dispose()


def l_escal_la_repere_sur_un_telephone(ville: Ville) -> None:
    """One page, five answers."""
    page = ville.avec(ESCAL, "téléphone")
    page.get_by_role("main").get_by_role("link", name=re.compile("Repérer")).first.click()
    tient_en_largeur(page)
    formulaire = Formulaire(page)
    formulaire.ecrire("Prénom", PRENOM).ecrire("Nom", NOM).ecrire("Téléphone", "06 43 24 00 35")
    formulaire.cocher("Oui, elle l’a dit", "Mobilité").envoyer("Enregistrer le repérage")
    expect(page.get_by_role("main")).to_contain_text("pas encore appelée")


def la_coordinatrice_l_appelle_et_fait_le_diagnostic(page: Page) -> None:
    """She is among the new ones; what the partner said is already in the diagnostic."""
    expect(page.get_by_role("main")).to_contain_text("1 personne repérée à appeler")
    Rail(page).aller("Emploi")
    page.get_by_role("link", name=f"Noter l’appel : {ELLE}").click()
    formulaire = Formulaire(page)
    formulaire.cocher("Je l’ai eue, elle est d’accord pour continuer").envoyer()
    page.get_by_role("link", name="Faire le diagnostic").click()
    expect(page.get_by_label("Mobilité")).to_have_value("frein")
    formulaire.ecrire("Métier recherché", "Cuisinière").envoyer("Enregistrer le diagnostic")
    expect(page.get_by_role("main")).to_contain_text("Cuisinière")


def le_comite_de_coordination_lui_donne_un_referent(page: Page) -> None:
    """The same meetings as the EPS: she is on the agenda, a décision is recorded, Rachid follows her."""
    Rail(page).aller("Réunions")
    page.get_by_role("link", name="Nouvelle réunion").click()
    formulaire = Formulaire(page)
    formulaire.cocher("Comité de coordination").ecrire("Date", date_courte(aujourd_hui())).ecrire("Heure de début", "23h")
    formulaire.envoyer()
    page.get_by_role("link", name="Préparer l’ordre du jour").first.click()
    page.get_by_role("link", name="Compléter l’accord").click()
    formulaire.cocher("Comité de coordination", "France Travail", "Défi Mobilité").envoyer()
    expect(page.get_by_role("checkbox", name=NOM.upper())).to_be_checked()
    formulaire.envoyer("Inscrire ce qui est coché")
    page.locator("#ordre-du-jour").get_by_role("link", name=NOM.upper()).first.click()
    page.get_by_role("link", name="Noter en séance").click()
    formulaire.choisir("Décision", "Entrée en parcours").ecrire("Raison, en une ligne", "Un projet clair")
    formulaire.choisir_celui_qui_contient("Référent de parcours", "Amrani")
    page.locator("#annonce").fill("Rachid vous appelle cette semaine.")
    formulaire.envoyer("Conclure")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Séance")


def la_sortie_en_cdi_compte_comme_dynamique(page: Page) -> None:
    """Counted as the contract counts it, and news are to be taken at three and six months."""
    ouvrir(page)
    page.get_by_role("link", name="Enregistrer la sortie").click()
    formulaire = Formulaire(page)
    page.get_by_label("Sortie vers").select_option("cdi")
    formulaire.envoyer("Enregistrer la sortie")
    expect(page.get_by_role("main")).to_contain_text("Sortie dynamique")
    expect(page.get_by_role("main")).to_contain_text("À 3 mois")


def ouvrir(page: Page) -> Fiche:
    """Her record, by her name."""
    Rail(page).aller("Personnes")
    prete(page).get_by_role("main").get_by_role("link", name=ELLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NOM.upper())
    return Fiche(page)
