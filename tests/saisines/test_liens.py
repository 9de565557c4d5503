"""The public form: a head without an account, and everybody who would like to misuse the link."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.comptes.services.agents import INVITATION
from parcours.journal.models import EvenementJournal
from parcours.saisines import queries, services
from parcours.saisines.access import invitations_visibles, saisines_completes
from parcours.saisines.models import Saisine
from parcours.saisines.rules import EtatSaisine, Origine, SaisieInvitation
from parcours.saisines.views import public
from parcours.socle import liens
from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Acteur, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.liens import LienSigne
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter
from tests.fabriques.saisines import ecole, listes, saisine
from tests.formulaires import champs_du_formulaire

HIER = (aujourd_hui() - timedelta(days=1)).strftime("%d/%m/%Y")
FORMULAIRE = "/saisines/demande"


class Guichet:
    """The coordination on one side, a visitor without an account on the other."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        self.visiteur, self.session, self.app = client, session, client.application
        listes()
        self.ecole = ecole()
        self.agent = agent(Role.COORDINATEUR_PRE)
        self.acteur: Acteur = acteur(self.agent)

    def bureau(self) -> ClientVerifie:
        """The coordination's own browser."""
        return connecter(self.app.test_client(), self.agent)  # type: ignore[arg-type]

    def lien(self) -> str:
        """The secret of a new link."""
        _, cle = services.inviter(SaisieInvitation("Mme Lemaire", "directrice", "ecole@exemple.fr"), par=self.acteur)
        db.session.commit()
        return cle

    def remplie(self, cle: str, **valeurs: Any) -> dict[str, Any]:
        """The form as a head fills it in."""
        page = self.visiteur.get(f"{FORMULAIRE}?cle={cle}").text
        return {
            **champs_du_formulaire(page, FORMULAIRE),
            "prenom": "Léa",
            "nom": "Renault",
            "date_naissance": "8/3/2018",
            "etablissement_id": str(self.ecole.id),
            "classe": "CE2",
            "titulaire1_nom": "Renault",
            "titulaire1_telephone": "06 43 24 00 35",
            "motif_principal": "resultats_scolaires",
            "faits": "Ne lit pas encore.",
            "information_le": HIER,
            "accord_forme": "oral",
            "accord_par": "premier",
            "prescripteur_nom": "Mme Lemaire",
            **valeurs,
        }

    def saisines(self) -> list[Saisine]:
        self.session.expire_all()
        return list(self.session.scalars(saisines_completes(self.acteur)).unique())

    def mort(self, cle: str) -> None:
        """The link opens nothing, by reading or by sending."""
        avant = len(self.saisines())
        lu = self.visiteur.get(f"{FORMULAIRE}?cle={cle}")
        envoye = self.visiteur.envoyer(FORMULAIRE, depuis="/connexion", data={"cle": cle, "prenom": "X"})
        for reponse in (lu, envoye):
            assert reponse.status_code == 404 and "n’est plus valable" in reponse.text
            assert "Lemaire" not in reponse.text and "Renault" not in reponse.text
        assert len(self.saisines()) == avant


@pytest.fixture
def guichet(client: ClientVerifie, session: Session) -> Guichet:
    return Guichet(client, session)


def test_une_directrice_presente_un_enfant_sans_compte_et_ne_peut_rien_relire(guichet: Guichet) -> None:
    beneficiaire("Zimmermann", "Zoé")
    cle = guichet.lien()
    page = guichet.visiteur.voir(f"{FORMULAIRE}?cle={cle}").text
    assert "CRIP" in page and 'href="tel:119"' in page and "Mme Lemaire" in page
    assert "ZIMMERMANN" not in page.upper() and "hx-" not in page.split("<main")[1], "ni recherche, ni suggestion d’enfants"
    reponse = guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(cle))
    assert reponse.status_code == 303
    ligne = guichet.saisines()[0]
    assert (ligne.etat, ligne.origine, ligne.nom) == (EtatSaisine.RECUE, Origine.LIEN, "Renault")
    assert reponse.location == f"/saisines/recue?ref={ligne.reference}"
    recu = guichet.visiteur.voir(reponse.location).text
    assert ligne.reference in recu
    assert not any(mot in recu for mot in ("Léa", "Renault", "RENAULT", "Lemaire", "Ne lit pas"))
    guichet.mort(cle)
    avis = guichet.session.scalars(select(Courrier)).one()
    assert avis.destinataire == guichet.agent.courriel and ligne.reference in (avis.texte or "")
    assert not any(mot in avis.objet + (avis.texte or "") for mot in ("Renault", "Léa", "Lemaire"))
    etapes = queries.etapes_de(guichet.acteur, ligne)
    assert [e.par for e in etapes] == ["Le prescripteur, par son lien"]


def test_le_danger_est_dit_et_ne_se_raconte_dans_aucun_champ(guichet: Guichet) -> None:
    page = guichet.visiteur.voir(f"{FORMULAIRE}?cle={guichet.lien()}").text
    assert "Transmettez une information préoccupante" in page
    noms = re.findall(r'name="([^"]+)"', page)
    assert not any("danger" in nom or "urgence" in nom for nom in noms)


def test_un_formulaire_incomplet_garde_tout_et_le_lien_sert_encore(guichet: Guichet) -> None:
    cle = guichet.lien()
    reponse = guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(cle, accord_forme="", classe="", date_naissance="bientôt"))
    assert reponse.status_code == 422 and "points sont à corriger" in reponse.text
    assert "Ne lit pas encore." in reponse.text and 'value="bientôt"' in reponse.text
    assert "Parlez d’abord à la famille" in reponse.text and "Écrivez la classe" in reponse.text
    assert guichet.saisines() == []
    assert guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(cle)).status_code == 303


def test_sans_accord_de_la_famille_la_demande_ne_part_pas(guichet: Guichet) -> None:
    cle = guichet.lien()
    reponse = guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(cle, accord_forme="inconnue"))
    assert reponse.status_code == 422 and guichet.saisines() == []


def test_une_valeur_forgee_est_refusee(guichet: Guichet) -> None:
    cle = guichet.lien()
    for champ, valeur in (
        ("etablissement_id", "pas-un-id"),
        ("sexe", "X"),
        ("vit_avec", "nulle_part"),
        ("titulaire1_lien", "roi"),
    ):
        assert guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(cle, **{champ: valeur})).status_code == 422, champ
    assert guichet.saisines() == []


def test_un_lien_altere_devine_ou_vide_n_ouvre_rien(guichet: Guichet) -> None:
    cle = guichet.lien()
    for faux in (cle[:-1] + ("A" if cle[-1] != "A" else "B"), cle[:20], cle.swapcase(), "0" * 43, "..%2F..", ""):
        guichet.mort(faux)
    assert guichet.visiteur.get(f"{FORMULAIRE}?cle={cle}").status_code == 200


def test_un_lien_expire_n_ouvre_plus(guichet: Guichet) -> None:
    cle = guichet.lien()
    lien = guichet.session.scalars(select(LienSigne)).one()
    assert timedelta(days=7, hours=23) < lien.expire_le - maintenant() <= timedelta(days=8)
    lien.expire_le = maintenant() - timedelta(seconds=1)
    db.session.commit()
    guichet.mort(cle)


def test_un_lien_revoque_n_ouvre_plus_meme_si_la_page_est_deja_ouverte(guichet: Guichet) -> None:
    cle = guichet.lien()
    remplie = guichet.remplie(cle)
    invitation = guichet.session.scalars(invitations_visibles(guichet.acteur)).one()
    bureau = guichet.bureau()
    assert "Ouvert" in bureau.voir("/saisines/liens").text
    assert bureau.envoyer(f"/saisines/liens/{invitation.id}/revoquer", depuis="/saisines/liens").status_code == 303
    assert "Révoqué" in bureau.voir("/saisines/liens").text
    assert guichet.visiteur.post(FORMULAIRE, data=remplie).status_code == 404
    guichet.mort(cle)


def test_un_lien_fait_pour_autre_chose_n_ouvre_pas_le_formulaire(guichet: Guichet) -> None:
    cle = liens.creer(INVITATION, guichet.agent.id, timedelta(days=7))
    db.session.commit()
    guichet.mort(cle)
    assert guichet.visiteur.get(f"/saisines/completer?cle={guichet.lien()}").status_code == 404


def test_sans_jeton_rien_ne_part(guichet: Guichet) -> None:
    remplie = guichet.remplie(guichet.lien())
    remplie.pop("csrf_token")
    assert guichet.visiteur.post(FORMULAIRE, data=remplie).status_code == 400
    assert guichet.saisines() == []


def test_deux_appuis_sur_envoyer_font_une_saisine_et_le_meme_recu(guichet: Guichet) -> None:
    remplie = guichet.remplie(guichet.lien())
    une, deux = (guichet.visiteur.post(FORMULAIRE, data=remplie) for _ in range(2))
    assert une.status_code == deux.status_code == 303 and une.location == deux.location
    assert len(guichet.saisines()) == 1


def test_le_numero_d_un_autre_envoi_ne_donne_pas_son_recu(guichet: Guichet) -> None:
    guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(guichet.lien()))
    autre = guichet.remplie(guichet.lien(), nom="Second")
    assert guichet.visiteur.post(FORMULAIRE, data=autre).status_code == 303
    assert sorted(s.nom for s in guichet.saisines()) == ["Renault", "Second"]


def test_trop_d_essais_font_attendre(guichet: Guichet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "ESSAIS_PAR_HEURE", 3)
    bon = guichet.lien()
    for rang in range(3):
        assert guichet.visiteur.get(f"{FORMULAIRE}?cle=faux{rang}").status_code == 404
    assert guichet.visiteur.get(f"{FORMULAIRE}?cle=faux").status_code == 429
    assert guichet.visiteur.get(f"{FORMULAIRE}?cle={bon}").status_code == 429
    envoi = guichet.visiteur.envoyer(FORMULAIRE, depuis="/connexion", data={"cle": bon})
    assert envoi.status_code == 429 and "Attendez une heure" in envoi.text


def test_le_courriel_porte_le_lien_et_aucun_nom_d_enfant(guichet: Guichet, monkeypatch: pytest.MonkeyPatch) -> None:
    config = guichet.app.extensions["configuration"]
    regle = SimpleNamespace(**{nom: getattr(config, nom) for nom in ("nom", "url_publique")}, smtp_hote="mail.exemple.fr")
    bureau = guichet.bureau()
    page = "/saisines/liens/nouveau"
    champs = champs_du_formulaire(bureau.voir(page).text, page)
    monkeypatch.setitem(guichet.app.extensions, "configuration", regle)
    sans = bureau.post(page, data={**champs, "nom": "Mme Lemaire"})
    assert sans.status_code == 422 and "Écrivez l’adresse" in sans.text
    reponse = bureau.post(page, data={**champs, "nom": "Mme Lemaire", "courriel": "ecole@exemple.fr"})
    assert reponse.status_code == 303
    courrier = guichet.session.scalars(select(Courrier)).one()
    assert courrier.destinataire == "ecole@exemple.fr" and "119" in courrier.texte
    cle = re.search(r"/saisines/demande\?cle=([\w-]{43})", courrier.texte)
    assert cle and guichet.visiteur.get(f"{FORMULAIRE}?cle={cle[1]}").status_code == 200


def test_sans_courriel_regle_l_adresse_s_affiche_une_fois(guichet: Guichet) -> None:
    bureau = guichet.bureau()
    page = bureau.envoyer("/saisines/liens/nouveau", data={"nom": "Mme Lemaire"})
    cle = re.search(r"cle=([\w-]{43})", page.text)
    assert page.status_code == 200 and cle
    assert cle[1] not in bureau.voir("/saisines/liens").text
    assert guichet.session.scalar(select(func.count()).select_from(LienSigne)) == 1


def test_un_complement_se_repond_par_lien_et_la_question_ne_nomme_personne(guichet: Guichet) -> None:
    ligne = saisine(guichet.acteur, guichet.ecole)
    bureau, base = guichet.bureau(), f"/saisines/{ligne.id}"
    assert "N’écrivez aucun nom" in bureau.voir(f"{base}/complement").text
    page = bureau.envoyer(f"{base}/complement", data={"question": "Depuis quand", "moyen": "copier"}).text
    cle = re.search(r"/saisines/completer\?cle=([\w-]{43})", page)
    assert cle and guichet.saisines()[0].etat is EtatSaisine.A_COMPLETER
    adresse = f"/saisines/completer?cle={cle[1]}"
    question = guichet.visiteur.voir(adresse).text
    assert "Depuis quand" in question
    assert not any(mot in question for mot in ("Léa", "RENAULT", "Renault", "Ne lit pas", "Lemaire"))
    vide = guichet.visiteur.envoyer("/saisines/completer", depuis=adresse, data={"reponse": " "})
    assert vide.status_code == 422
    nouveau = bureau.envoyer(f"{base}/complement/lien", depuis=base).text
    fraiche = re.search(r"cle=([\w-]{43})", nouveau)
    assert fraiche and guichet.visiteur.get(adresse).status_code == 404, "le premier lien est remplacé"
    adresse = f"/saisines/completer?cle={fraiche[1]}"
    reponse = guichet.visiteur.envoyer("/saisines/completer", depuis=adresse, data={"reponse": "Depuis la rentrée."})
    assert reponse.location == f"/saisines/recue?ref={ligne.reference}"
    assert guichet.saisines()[0].etat is EtatSaisine.RECUE
    assert guichet.visiteur.get(adresse).status_code == 404
    assert "Depuis la rentrée." in bureau.voir(base).text


def test_une_reponse_ecrite_a_la_main_eteint_le_lien(guichet: Guichet) -> None:
    ligne = saisine(guichet.acteur, guichet.ecole)
    bureau, base = guichet.bureau(), f"/saisines/{ligne.id}"
    page = bureau.envoyer(f"{base}/complement", data={"question": "Depuis quand", "moyen": "copier"}).text
    cle = re.search(r"cle=([\w-]{43})", page)
    assert bureau.envoyer(f"{base}/reponse", data={"reponse": "Dit au téléphone."}).status_code == 303
    assert cle and guichet.visiteur.get(f"/saisines/completer?cle={cle[1]}").status_code == 404
    assert guichet.saisines()[0].etat is EtatSaisine.RECUE


def test_le_recu_ne_repete_pas_ce_qu_on_lui_donne(guichet: Guichet) -> None:
    page = guichet.visiteur.voir("/saisines/recue?ref=<b>Renault</b>").text
    assert "Renault" not in page


def test_le_lien_ne_laisse_pas_de_nom_au_journal(guichet: Guichet) -> None:
    guichet.visiteur.post(FORMULAIRE, data=guichet.remplie(guichet.lien()))
    details = [d or "" for d in guichet.session.scalars(select(EvenementJournal.detail))]
    assert not any("Renault" in d or "Lemaire" in d for d in details)
