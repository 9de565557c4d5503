"""Write, keep, send and follow a referral through its pages."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import EtatAccord
from parcours.orientations.access import orientations_envoyees
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Acteur, Role
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import accord, mere, orientation


class Scene:
    """A child, the mother, a structure, and the coordination signed in."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        self.session, self.client = session, client
        self.agent = agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux")
        self.acteur: Acteur = acteur(self.agent)
        self.enfant: Beneficiaire = beneficiaire()
        self.parcours: Parcours = parcours(self.enfant)
        self.mipe: Structure = structure("MIPE", courriel_orientations="accueil@mipe.exemple")
        self.mere_id: uuid.UUID = mere(self.enfant).id
        connecter(client, self.agent)

    @property
    def adresse(self) -> str:
        return f"/orientations/nouvelle/{self.parcours.id}/{self.mipe.id}"

    def orientations(self) -> list[Orientation]:
        self.session.expire_all()
        return list(self.session.scalars(orientations_envoyees(self.acteur)))

    def ecrire(self, **valeurs: str) -> object:
        data = {"pour": str(self.mere_id), "motif": "Reprendre une formation.", "preference_contact": "le matin", **valeurs}
        return self.client.envoyer(self.adresse, data=data)


@pytest.fixture
def scene(client: ClientVerifie, session: Session) -> Scene:
    return Scene(client, session)


def test_une_orientation_part_pour_la_mere_et_le_courriel_ne_nomme_personne(scene: Scene) -> None:
    accord(scene.enfant, structures=[scene.mipe])
    page = scene.client.voir(f"/orientations/nouvelle/{scene.parcours.id}?q=mi").text
    assert scene.adresse in page and "Accord confirmé" in page
    assert "Alexandrie RENAULT (mère)" in scene.client.voir(scene.adresse).text
    scene.ecrire()
    envoyee = scene.orientations()[0]
    assert (envoyee.etat, envoyee.personne, envoyee.contact_id) == (
        EtatOrientation.ENVOYEE,
        "Alexandrie RENAULT",
        scene.mere_id,
    )
    assert envoyee.personne_telephone == "+33643240035" and envoyee.emetteur_id == scene.agent.id
    courrier = scene.session.scalars(select(Courrier)).one()
    assert courrier.destinataire == "accueil@mipe.exemple"
    assert not any(mot in (courrier.objet + courrier.texte).lower() for mot in ("renault", "alexandrie", "léa", "formation"))


@pytest.mark.parametrize("etat", [EtatAccord.REPRIS, EtatAccord.EN_ATTENTE, EtatAccord.REFUSE, EtatAccord.RETIRE, None])
def test_sans_accord_confirme_rien_ne_part_mais_rien_n_est_perdu(scene: Scene, etat: EtatAccord | None) -> None:
    if etat is not None:
        accord(scene.enfant, etat, structures=[scene.mipe])
    reponse = scene.ecrire()
    brouillon = scene.orientations()[0]
    assert (brouillon.etat, brouillon.envoyee_le, brouillon.motif) == (
        EtatOrientation.BROUILLON,
        None,
        "Reprendre une formation.",
    )
    assert scene.session.scalars(select(Courrier)).all() == []
    page = scene.client.voir(reponse.location).text  # type: ignore[attr-defined]
    assert "rien n’est parti" in page.lower() and f"retour=/orientations/{brouillon.id}" in page
    accord(scene.enfant, structures=[scene.mipe])
    scene.client.envoyer(f"/orientations/{brouillon.id}/suivi/envoyee", f"/orientations/{brouillon.id}")
    assert scene.orientations()[0].etat is EtatOrientation.ENVOYEE


def test_un_accord_pour_une_autre_structure_ne_suffit_pas(scene: Scene) -> None:
    accord(scene.enfant, structures=[structure("ESCAL")], portee_eps=True)
    scene.ecrire()
    assert scene.orientations()[0].etat is EtatOrientation.BROUILLON


def test_un_brouillon_se_garde_puis_se_modifie(scene: Scene) -> None:
    accord(scene.enfant, structures=[scene.mipe])
    scene.ecrire(garder="oui")
    brouillon = scene.orientations()[0]
    assert brouillon.etat is EtatOrientation.BROUILLON
    page = f"/orientations/{brouillon.id}/modifier"
    assert "Reprendre une formation." in scene.client.voir(page).text
    data = {"pour": "personne", "motif": "Atelier de lecture.", "version": str(brouillon.version)}
    assert scene.client.envoyer(page, data={**data, "version": "0"}).status_code == 409
    scene.client.envoyer(page, data=data)
    envoyee = scene.orientations()[0]
    assert (envoyee.etat, envoyee.personne, envoyee.motif) == (EtatOrientation.ENVOYEE, "Léa RENAULT", "Atelier de lecture.")
    assert scene.client.envoyer(page, "/orientations/", data={**data, "version": str(envoyee.version)}).status_code == 422


def test_un_contact_qu_on_ne_doit_pas_joindre_n_est_pas_propose(scene: Scene) -> None:
    interdit = mere(scene.enfant, "Interdit", "Paul", contact_autorise=False)
    assert "INTERDIT" not in scene.client.voir(scene.adresse).text
    assert scene.ecrire(pour=str(interdit.id)).status_code == 422  # type: ignore[attr-defined]
    assert scene.orientations() == []


def test_une_structure_fermee_ou_qui_ne_recoit_pas_n_est_pas_proposee(scene: Scene) -> None:
    caf = structure("CAF", orientable=False)
    assert "CAF" not in scene.client.voir(f"/orientations/nouvelle/{scene.parcours.id}").text
    assert scene.client.get(f"/orientations/nouvelle/{scene.parcours.id}/{caf.id}").status_code == 404


def test_le_suivi_se_filtre_par_etat_et_par_delai(scene: Scene) -> None:
    for nom, etat, jours in (
        ("Recente", EtatOrientation.ENVOYEE, 1),
        ("Ancienne", EtatOrientation.VUE, 15),
        ("Repondue", EtatOrientation.ACCEPTEE, 40),
    ):
        orientation(scene.parcours, scene.mipe, etat, il_y_a=jours, personne_nom=nom)
    page = scene.client.voir("/orientations/?vue=envoyees").text
    assert page.index("ANCIENNE") < page.index("RECENTE") < page.index("REPONDUE")
    assert "Attend depuis 15\xa0jours" in page
    page = scene.client.voir("/orientations/?vue=envoyees&delai=10").text
    assert "ANCIENNE" in page and "RECENTE" not in page and "REPONDUE" not in page
    page = scene.client.voir("/orientations/?vue=envoyees&etat=acceptee").text
    assert "REPONDUE" in page and "ANCIENNE" not in page
    fragment = scene.client.get("/orientations/?vue=envoyees&etat=acceptee", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment and "REPONDUE" in fragment
    scene.client.voir("/orientations/?vue=envoyees&etat=nimporte&delai=x&page=zz")


def test_les_orientations_se_lisent_sur_la_page_de_la_personne(scene: Scene) -> None:
    ligne = orientation(scene.parcours, scene.mipe)
    page = scene.client.voir(f"/orientations/du-beneficiaire/{scene.enfant.id}").text
    assert f"/orientations/{ligne.id}" in page and f"/orientations/nouvelle/{scene.parcours.id}" in page


def test_le_bouton_de_la_fiche_mene_au_choix_de_la_structure(scene: Scene) -> None:
    adresse = f"/orientations/depuis-la-fiche/{scene.enfant.id}"
    assert adresse in scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert scene.client.get(adresse).location == f"/orientations/nouvelle/{scene.parcours.id}"


def test_le_fil_de_la_fiche_raconte_l_envoi_puis_la_reponse(scene: Scene) -> None:
    ligne = orientation(scene.parcours, scene.mipe)
    pour = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Orientation envoyée" in pour and "Orientation acceptée" not in pour
    partenaire = agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=scene.mipe)
    connecter(scene.client, partenaire)
    scene.client.envoyer(f"/orientations/{ligne.id}/reponse/acceptee", "/orientations/", data={"texte": "Oui, dès lundi."})
    connecter(scene.client, scene.agent)
    page = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Orientation acceptée" in page and "Oui, dès lundi." in page
