"""A structure without an account: what it reads and answers through its link, and everybody who would like to misuse it."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.journal.models import EvenementJournal
from parcours.orientations import access, services
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieEtape
from parcours.orientations.rules.reponse import (
    DUREE_DE_LA_PREUVE,
    DUREE_DU_CODE,
    DUREE_DU_LIEN,
    ECHECS_PAR_LIEN,
    ESSAIS_PAR_CODE,
)
from parcours.orientations.services import lien_de_reponse
from parcours.orientations.services import reponse as par_lien
from parcours.orientations.services.reponse import CodeRefuse
from parcours.orientations.views import reponse as vues
from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.liens import LienInvalide
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import orientation, valeur
from tests.formulaires import champs_du_formulaire

E = EtatOrientation
BOITE = "accueil@defi-mobilite.fr"
PAGE = "/orientations/reponse"
NOMS = ("Renault", "RENAULT", "Alexandrie", "0612345678", "06 12 34 56 78", "permis")


class Guichet:
    """The sender on one side, a structure without an account on the other."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        self.visiteur, self.session = client, session
        self.structure: Structure = structure("Défi Mobilité", courriel_orientations=BOITE)
        self.referent = agent(Role.COORDINATEUR_CITE)
        self.acteur = acteur(self.referent)
        self.parcours = parcours(beneficiaire("Renault", "Alexandrie", Dispositif.EMPLOI))
        valeur("motif_refus_orientation", "plus_de_place", "Plus de place, liste d’attente")
        valeur("motif_refus_orientation", "hors_public", "Hors public")
        self.orientation = self.envoyee()

    def envoyee(self, vers: Structure | None = None, etat: E = E.ENVOYEE) -> Orientation:
        return orientation(
            self.parcours,
            vers or self.structure,
            etat,
            emetteur_id=self.referent.id,
            personne_telephone="+33612345678",
            motif="Passer le permis.",
        )

    def lien(self, de: Orientation | None = None) -> str:
        """The secret of a fresh link."""
        adresse = lien_de_reponse.adresse_fraiche(
            de or self.orientation, "https://parcours.exemple/orientations/x", par=self.acteur, rouvrir=True
        )
        db.session.commit()
        assert adresse is not None and adresse.startswith("https://parcours.exemple/orientations/reponse?cle=")
        return adresse.partition("cle=")[2]

    def courriels(self, a: str) -> list[Courrier]:
        return list(self.session.scalars(select(Courrier).where(Courrier.destinataire == a).order_by(Courrier.id)))

    def code(self, cle: str, qui: ClientVerifie | None = None) -> str:
        """Ask for a code in the page, and read it in the mailbox."""
        reponse = (qui or self.visiteur).envoyer(f"{PAGE}/code?cle={cle}", depuis=f"{PAGE}?cle={cle}")
        assert reponse.status_code == 303, reponse.status_code
        trouve = re.search(r"code : (\d{6})", (self.courriels(BOITE)[-1].texte or "").replace("\u00a0", " "))
        assert trouve
        return trouve[1]

    def entrer(self, cle: str, code: str, qui: ClientVerifie | None = None) -> Any:
        return (qui or self.visiteur).envoyer(f"{PAGE}/entrer?cle={cle}", depuis=f"{PAGE}?cle={cle}", data={"code": code})

    def ouvrir(self, cle: str) -> str:
        """Both proofs, then the page."""
        assert self.entrer(cle, self.code(cle)).status_code == 303
        return self.visiteur.voir(f"{PAGE}?cle={cle}").text

    def ferme(self, cle: str, qui: ClientVerifie | None = None, statut: int = 404) -> None:
        """The link opens nothing, by reading, by writing, by the files."""
        client = qui or self.visiteur
        avant = self.relue().etat
        for chemin in ("", "/etape/refusee", "/rendez-vous", "/fiche-de-liaison.pdf", f"/pieces/{uuid.uuid4()}"):
            reponse = client.get(f"{PAGE}{chemin}?cle={cle}")
            assert reponse.status_code in {statut, 303}, chemin
            assert not any(nom in reponse.text for nom in NOMS), chemin
        for chemin in ("/etape/acceptee", "/etape/en_cours", "/rendez-vous", "/entrer"):
            reponse = client.envoyer(f"{PAGE}{chemin}?cle={cle}", depuis="/connexion", data={"code": "123456"})
            assert reponse.status_code in {404, 303, 422, 429}, chemin
            assert not any(nom in reponse.text for nom in NOMS), chemin
        assert self.relue().etat is avant

    def relue(self) -> Orientation:
        self.session.expire_all()
        requete = access.orientations_envoyees(self.acteur).where(Orientation.id == self.orientation.id)
        return self.session.scalars(requete).one()

    def autre_navigateur(self) -> ClientVerifie:
        return self.visiteur.application.test_client()  # type: ignore[return-value]


@pytest.fixture
def guichet(client: ClientVerifie, session: Session) -> Guichet:
    return Guichet(client, session)


def test_une_structure_sans_compte_repond_complet_depuis_son_lien(guichet: Guichet) -> None:
    cle = guichet.lien()
    porte = guichet.visiteur.voir(f"{PAGE}?cle={cle}").text
    assert "a…@defi-mobilite.fr" in porte and BOITE not in porte
    assert not any(nom in porte for nom in NOMS), "rien de la personne avant le code"
    fiche = guichet.ouvrir(cle)
    assert "Alexandrie RENAULT" in fiche and "Passer le permis." in fiche
    assert guichet.relue().etat is E.VUE
    formulaire = guichet.visiteur.voir(f"{PAGE}/etape/refusee?cle={cle}").text
    adresse = f"{PAGE}/etape/refusee?cle={cle}"
    envoi = {
        **champs_du_formulaire(formulaire, adresse),
        "motif_refus": "plus_de_place",
        "attente_jusqu_au": (aujourd_hui() + timedelta(days=53)).strftime("%d/%m/%Y"),
    }
    reponse = guichet.visiteur.post(adresse, data=envoi)
    assert (reponse.status_code, reponse.location) == (303, f"{PAGE}/recue")
    ligne = guichet.relue()
    assert (ligne.etat, ligne.motif_refus) == (E.REFUSEE, "plus_de_place")
    assert ligne.attente_jusqu_au == aujourd_hui() + timedelta(days=53)
    assert guichet.visiteur.post(adresse, data=envoi).location == f"{PAGE}/recue", "deux pressions font une réponse"
    recu = guichet.visiteur.voir(f"{PAGE}/recue").text
    assert not any(nom in recu for nom in NOMS)
    guichet.ferme(cle)
    avis = guichet.courriels(guichet.referent.courriel)
    assert [a.objet for a in avis] == ["Une réponse à l’une de vos orientations"]
    etapes = guichet.session.scalars(access.etapes_de(ligne)).all()
    assert [(e.vers, e.cote, e.agent_id) for e in etapes] == [
        (E.VUE, Cote.RECEVEUR, None),
        (E.REFUSEE, Cote.RECEVEUR, None),
    ]


def test_elle_accepte_avec_un_rendez_vous_puis_dit_que_la_personne_est_venue(guichet: Guichet) -> None:
    cle = guichet.lien()
    guichet.ouvrir(cle)
    reponse = guichet.visiteur.envoyer(
        f"{PAGE}/etape/acceptee?cle={cle}",
        data={"jour": (aujourd_hui() + timedelta(days=4)).strftime("%d/%m/%Y"), "heure": "14h30"},
    )
    assert reponse.status_code == 303
    ligne = guichet.relue()
    assert ligne.etat is E.ACCEPTEE and ligne.rendez_vous_le is not None
    assert "14" in guichet.visiteur.voir(f"{PAGE}?cle={cle}").text
    absence = guichet.visiteur.envoyer(f"{PAGE}/rendez-vous?cle={cle}", data={"issue": "absence"})
    assert absence.status_code == 303 and guichet.relue().rendez_vous_le is None
    jour = (aujourd_hui() + timedelta(days=9)).strftime("%d/%m/%Y")
    guichet.visiteur.voir(f"{PAGE}/rendez-vous?cle={cle}")
    assert guichet.visiteur.envoyer(f"{PAGE}/rendez-vous?cle={cle}", data={"jour": jour, "heure": "9h"}).status_code == 303
    assert guichet.relue().rendez_vous_le is not None
    pdf = guichet.visiteur.get(f"{PAGE}/fiche-de-liaison.pdf?cle={cle}")
    assert pdf.data.startswith(b"%PDF") and pdf.headers["Content-Disposition"].startswith("attachment")
    venue = guichet.visiteur.envoyer(f"{PAGE}/etape/demarree?cle={cle}", depuis=f"{PAGE}?cle={cle}")
    assert venue.status_code == 303 and guichet.relue().etat is E.DEMARREE
    guichet.ferme(cle)


def test_un_lien_transfere_n_ouvre_rien_sans_le_code_de_la_boite(guichet: Guichet) -> None:
    cle = guichet.lien()
    guichet.ouvrir(cle)
    inconnu = guichet.autre_navigateur()
    page = inconnu.voir(f"{PAGE}?cle={cle}").text
    assert "Recevoir le code" in page and not any(nom in page for nom in NOMS)
    guichet.ferme(cle, inconnu, statut=200)
    assert len(guichet.courriels(BOITE)) == 1, "ouvrir un lien n’envoie rien : un filtre de courriels l’ouvre aussi"


def test_un_lien_altere_remplace_expire_ou_ferme_n_ouvre_rien(guichet: Guichet, monkeypatch: pytest.MonkeyPatch) -> None:
    cle = guichet.lien()
    guichet.ouvrir(cle)
    for faux in (cle[:-1], cle[:-1] + ("A" if cle[-1] != "A" else "B"), cle.swapcase(), "", "x" * 5000, "é' OR 1=1 --"):
        assert guichet.visiteur.get(PAGE, query_string={"cle": faux}).status_code == 404
    neuf = guichet.lien()
    guichet.ferme(cle)
    assert "Alexandrie" in guichet.visiteur.voir(f"{PAGE}?cle={neuf}").text, "même boîte, déjà prouvée"
    lien_de_reponse.fermer(guichet.relue(), par=guichet.acteur)
    db.session.commit()
    guichet.ferme(neuf)
    lien_de_reponse.renouveler(neuf, "https://parcours.exemple")
    assert len(guichet.courriels(BOITE)) == 1, "un lien fermé par l’expéditeur ne se rouvre pas du dehors"
    dernier = guichet.lien()
    le_jour = maintenant() + DUREE_DU_LIEN
    monkeypatch.setattr("parcours.socle.liens.maintenant", lambda: le_jour)
    guichet.ferme(dernier)


def test_un_code_ne_sert_qu_une_fois_et_pas_longtemps(guichet: Guichet, monkeypatch: pytest.MonkeyPatch) -> None:
    cle = guichet.lien()
    code = guichet.code(cle)
    ligne = guichet.session.scalars(access.acces_de_reponse(guichet.relue())).one()
    assert code not in (ligne.code_chiffre or ""), "le code est scellé dans la base"
    assert guichet.entrer(cle, f"{code[:3]} {code[3:]}").status_code == 303
    autre = guichet.autre_navigateur()
    assert guichet.entrer(cle, code, autre).status_code == 422, "déjà servi"
    perime = guichet.code(cle, autre)
    tard = maintenant() + DUREE_DU_CODE
    monkeypatch.setattr(par_lien, "maintenant", lambda: tard)
    assert guichet.entrer(cle, perime, autre).status_code == 422
    plus_tard = maintenant() + DUREE_DE_LA_PREUVE
    monkeypatch.setattr(par_lien, "maintenant", lambda: plus_tard)
    assert "Alexandrie" not in guichet.visiteur.voir(f"{PAGE}?cle={cle}").text, "la preuve s’éteint sur l’appareil"


def test_dix_mille_essais_n_ouvrent_rien_et_tuent_le_lien(guichet: Guichet) -> None:
    """Somebody who holds a leaked link guesses codes until the link dies, then guesses links."""
    cle = guichet.lien()
    codes = ouvertures = 0
    for essai in range(10_000):
        try:
            porte = par_lien.pousser_la_porte(cle if codes == essai else secrets.token_urlsafe(32))
            ouvertures += codes != essai
            if not porte.code_en_route:
                par_lien.envoyer_un_code(porte)
            codes += 1
            par_lien.prouver(porte, f"{(int(porte.acces.code or 0) + 1 + secrets.randbelow(999_998)) % 1_000_000:06}")
            ouvertures += 1
        except (CodeRefuse, LienInvalide):
            continue
    assert (codes, ouvertures) == (ECHECS_PAR_LIEN, 0)
    assert len(guichet.courriels(BOITE)) == ECHECS_PAR_LIEN // ESSAIS_PAR_CODE
    db.session.commit()
    guichet.ferme(cle)
    refus = [e for e in guichet.session.scalars(select(EvenementJournal)) if e.action == "refuser_code"]
    assert len(refus) == ECHECS_PAR_LIEN and all(e.objet == "acces_reponse" for e in refus)


def test_une_adresse_qui_insiste_attend(guichet: Guichet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vues, "ESSAIS_PAR_HEURE", 6)
    cle = guichet.lien()
    for _ in range(6):
        assert guichet.visiteur.get(f"{PAGE}?cle=faux").status_code == 404
    assert guichet.visiteur.get(f"{PAGE}?cle={cle}").status_code == 429


def test_une_boite_ne_recoit_pas_plus_de_cinq_codes_par_heure(guichet: Guichet) -> None:
    cle = guichet.lien()
    for _ in range(vues.CODES_PAR_HEURE):
        guichet.code(cle)
    trop = guichet.visiteur.envoyer(f"{PAGE}/code?cle={cle}", depuis=f"{PAGE}?cle={cle}")
    assert trop.status_code == 429 and len(guichet.courriels(BOITE)) == vues.CODES_PAR_HEURE


@pytest.mark.parametrize("arrive", ["annulee", "boite_changee", "autre_structure", "boite_retiree"])
def test_ce_qui_change_cote_expediteur_ferme_la_page_a_l_instant(guichet: Guichet, arrive: str) -> None:
    cle = guichet.lien()
    guichet.ouvrir(cle)
    ligne = guichet.relue()
    if arrive == "annulee":
        services.passer(ligne, E.ANNULEE, Cote.EMETTEUR, par=guichet.acteur, saisie=SaisieEtape(texte="Déménage."))
    elif arrive == "boite_changee":
        ligne.structure.courriel_orientations = "nouvelle@defi-mobilite.fr"
    elif arrive == "autre_structure":
        ligne.structure = structure("Autre", courriel_orientations=BOITE)
    else:
        ligne.structure.courriel_orientations = None
    db.session.commit()
    guichet.ferme(cle)


def test_la_preuve_d_une_structure_n_ouvre_pas_le_lien_d_une_autre(guichet: Guichet) -> None:
    guichet.ouvrir(guichet.lien())
    autre = guichet.envoyee(structure("Ailleurs", courriel_orientations="contact@ailleurs.fr"))
    cle = guichet.lien(autre)
    page = guichet.visiteur.voir(f"{PAGE}?cle={cle}").text
    assert "c…@ailleurs.fr" in page and not any(nom in page for nom in NOMS)


def test_un_lien_mort_ne_se_renouvelle_que_vers_la_boite_connue(guichet: Guichet) -> None:
    cle = guichet.lien()
    guichet.lien()
    adresse = f"{PAGE}/renouveler?cle={cle}"
    reponses = {
        guichet.visiteur.envoyer(a, depuis=f"{PAGE}?cle={cle}").text.split("<main")[1]
        for a in (adresse, f"{PAGE}/renouveler?cle=faux")
    }
    assert len(reponses) == 1, "la même page, que le lien ait existé ou non"
    courriel = guichet.courriels(BOITE)
    assert len(courriel) == 1 and "Une orientation attend" in courriel[0].objet
    texte = (courriel[0].texte or "") + courriel[0].objet
    assert not any(nom in texte for nom in NOMS), "ni nom, ni sujet"
    neuf = re.search(r"cle=([\w-]+)", texte)
    assert neuf and "Recevoir le code" in guichet.visiteur.voir(f"{PAGE}?cle={neuf[1]}").text
    for _ in range(5):
        guichet.visiteur.envoyer(adresse, depuis=f"{PAGE}?cle={cle}")
    assert len(guichet.courriels(BOITE)) == vues.RENOUVELLEMENTS_PAR_HEURE


def test_fermer_la_page_demande_un_nouveau_code(guichet: Guichet) -> None:
    cle = guichet.lien()
    guichet.ouvrir(cle)
    guichet.visiteur.envoyer(f"{PAGE}/fermer", depuis=f"{PAGE}?cle={cle}")
    assert "Recevoir le code" in guichet.visiteur.voir(f"{PAGE}?cle={cle}").text


def test_l_envoi_prefere_le_compte_au_lien_et_l_expediteur_gere_le_lien(guichet: Guichet) -> None:
    assert lien_de_reponse.repond_par_lien(guichet.orientation)
    bureau = connecter(guichet.autre_navigateur(), guichet.referent)
    page = f"/orientations/{guichet.orientation.id}"
    assert "Envoyer un lien" in bureau.voir(page).text
    assert bureau.envoyer(f"{page}/lien", depuis=page).status_code == 303
    assert "pas encore ouvert" in bureau.voir(page).text
    cle = re.search(r"cle=([\w-]+)", guichet.courriels(BOITE)[-1].texte or "")
    assert cle
    guichet.ouvrir(cle[1])
    assert "la structure, par son lien" in bureau.voir(page).text
    assert bureau.envoyer(f"{page}/lien/fermer", depuis=page).status_code == 303
    guichet.ferme(cle[1])
    assert "Vous avez fermé le lien" in bureau.voir(page).text
    actions = {e.action for e in guichet.session.scalars(select(EvenementJournal)) if e.objet == "acces_reponse"}
    assert {"renvoyer_lien", "envoyer_code", "entrer_par_code", "annuler_lien"} <= actions
    lectures = [e for e in guichet.session.scalars(select(EvenementJournal)) if e.detail == "par lien"]
    assert lectures and lectures[0].objet_id == guichet.orientation.id and lectures[0].agent_id is None
    agent(Role.PARTENAIRE, structure=guichet.structure)
    assert not lien_de_reponse.repond_par_lien(guichet.orientation)
