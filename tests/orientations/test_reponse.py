"""A structure without an account: what it reads and answers through its link, and everybody who would like to misuse it."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.orientations import access
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.orientations.services import lien_de_reponse
from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours, structure
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
    pdf = guichet.visiteur.get(f"{PAGE}/fiche-de-liaison.pdf?cle={cle}")
    assert pdf.data.startswith(b"%PDF") and pdf.headers["Content-Disposition"].startswith("attachment")
    venue = guichet.visiteur.envoyer(f"{PAGE}/etape/demarree?cle={cle}", depuis=f"{PAGE}?cle={cle}")
    assert venue.status_code == 303 and guichet.relue().etat is E.DEMARREE
    guichet.ferme(cle)
