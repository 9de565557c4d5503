"""What comes after the sending: appointments, another structure, pieces, the fiche, and several referrals at once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.accompagnements.access import rappels_visibles
from parcours.orientations.access import orientations_envoyees, rendez_vous_de
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation, IssueRendezVous
from parcours.pieces.access import pieces_visibles
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import accord, orientation, valeur

S = EtatOrientation
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class Scene:
    """A child referred to Defi Mobilite, whose counsellor has an account."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        self.client, self.session = client, session
        self.defi = structure("Défi Mobilité", courriel_orientations="accueil@defi.example")
        self.ailleurs = structure("ESCAL", courriel_orientations="accueil@escal.example")
        self.emetteur = agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux")
        self.receveur = agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=self.defi)
        self.enfant = beneficiaire()
        self.fil = parcours(self.enfant)
        valeur("motif_refus_orientation", "plus_de_place", "Plus de place, liste d’attente")

    def envoi(self, etat: S = S.ENVOYEE, **valeurs: object) -> Orientation:
        return orientation(self.fil, self.defi, etat, **{"emetteur_id": self.emetteur.id, **valeurs})

    def les_courriers(self) -> list[Courrier]:
        self.session.expire_all()
        return list(self.session.scalars(select(Courrier).order_by(Courrier.id)))


@pytest.fixture
def scene(client: ClientVerifie, session: Session) -> Scene:
    return Scene(client, session)


def test_un_rendez_vous_a_moitie_ecrit_se_complete_et_n_est_jamais_oublie(scene: Scene) -> None:
    ligne = scene.envoi()
    connecter(scene.client, scene.receveur)
    page, jour = f"/orientations/{ligne.id}/etape/receveur/acceptee", f"{aujourd_hui() + timedelta(days=4):%d/%m/%Y}"
    for donnees, message in (
        ({"jour": jour, "heure": ""}, "Écrivez aussi l’heure du rendez-vous."),
        ({"jour": "", "heure": "9h"}, "Écrivez aussi la date du rendez-vous."),
    ):
        reponse = scene.client.envoyer(f"/orientations/{ligne.id}/reponse/acceptee", page, data=donnees)
        assert reponse.status_code == 422 and message in reponse.text
    scene.session.expire_all()
    assert ligne.etat is S.ENVOYEE or ligne.etat is S.VUE


def test_une_non_venue_se_note_puis_un_nouveau_rendez_vous_se_donne_et_la_personne_vient(scene: Scene) -> None:
    ligne = scene.envoi()
    connecter(scene.client, scene.receveur)
    page, jour = f"/orientations/{ligne.id}/etape/receveur/acceptee", aujourd_hui() + timedelta(days=4)
    scene.client.envoyer(
        f"/orientations/{ligne.id}/reponse/acceptee", page, data={"jour": f"{jour:%d/%m/%Y}", "heure": "9h", "lieu": "Gare"}
    )
    scene.session.expire_all()
    assert ligne.etat is S.ACCEPTEE and ligne.rendez_vous_le is not None
    rdv = f"/orientations/{ligne.id}/rendez-vous"
    suivant = jour + timedelta(days=7)
    data = {"issue": "absence", "jour": f"{suivant:%d/%m/%Y}", "heure": "10h"}
    assert (
        scene.client.envoyer(f"/orientations/{ligne.id}/reponse/rendez-vous", rdv, data={"issue": "deplace"}).status_code == 422
    )
    scene.client.envoyer(f"/orientations/{ligne.id}/reponse/rendez-vous", rdv, data=data)
    connecter(scene.client, scene.emetteur)
    detail = scene.client.voir(f"/orientations/{ligne.id}").text
    assert "la personne n’est pas venue" in detail and "Gare" in detail
    scene.client.envoyer(f"/orientations/{ligne.id}/suivi/demarree", f"/orientations/{ligne.id}")
    scene.session.expire_all()
    issues = [r.issue for r in scene.session.scalars(rendez_vous_de(ligne))]
    assert ligne.etat is S.DEMARREE and sorted(issues) == sorted([IssueRendezVous.ABSENCE, IssueRendezVous.HONORE])
    agendas = [c for c in scene.les_courriers() if c.piece]
    assert {c.destinataire for c in agendas} == {scene.emetteur.courriel, scene.receveur.courriel}
    methodes = [(c.piece or "").partition("METHOD:")[2][:7].strip() for c in agendas]
    assert methodes == ["REQUEST", "REQUEST", "CANCEL", "CANCEL", "REQUEST", "REQUEST"]
    assert not any(mot in f"{c.objet}{c.texte}{c.piece}".lower() for c in agendas for mot in ("renault", "alexandrie"))


def test_complet_jusqu_a_une_date_revient_ce_jour_la_a_qui_oriente(scene: Scene) -> None:
    ligne = scene.envoi()
    connecter(scene.client, scene.receveur)
    page, jour = f"/orientations/{ligne.id}/etape/receveur/refusee", aujourd_hui() + timedelta(days=50)
    data = {"motif_refus": "plus_de_place", "attente_jusqu_au": f"{jour:%d/%m/%Y}"}
    assert scene.client.envoyer(f"/orientations/{ligne.id}/reponse/refusee", page, data=data).status_code == 303
    scene.session.expire_all()
    rappel = scene.session.scalars(rappels_visibles(acteur(scene.emetteur))).one()
    assert (rappel.pour_le, rappel.agent_id) == (jour, scene.emetteur.id)
    connecter(scene.client, scene.emetteur)
    assert "Liste d’attente jusqu’au" in scene.client.voir(f"/orientations/{ligne.id}").text


def test_une_structure_en_conseille_une_autre_et_rien_ne_part_sans_accord(scene: Scene) -> None:
    ligne = scene.envoi()
    connecter(scene.client, scene.receveur)
    page = f"/orientations/{ligne.id}/etape/receveur/reorientee"
    data = {"texte": "L’atelier d’ESCAL convient mieux.", "structure": str(scene.ailleurs.id)}
    scene.client.envoyer(f"/orientations/{ligne.id}/reponse/reorientee", page, data=data)
    scene.session.expire_all()
    toutes = list(scene.session.scalars(orientations_envoyees(acteur(scene.emetteur)).order_by(Orientation.id)))
    suite = toutes[-1]
    assert (ligne.etat, suite.etat, suite.suite_de_id) == (S.REORIENTEE, S.BROUILLON, ligne.id)
    assert suite.structure_id == scene.ailleurs.id and suite.motif == ligne.motif
    assert {c.destinataire for c in scene.les_courriers()} == {scene.emetteur.courriel}
    connecter(scene.client, scene.emetteur)
    assert f"/orientations/{suite.id}" in scene.client.voir(f"/orientations/{ligne.id}").text
    accord(scene.enfant, structures=[scene.ailleurs])
    scene.client.envoyer(f"/orientations/{suite.id}/suivi/envoyee", f"/orientations/{suite.id}")
    scene.session.expire_all()
    assert suite.etat is S.ENVOYEE and suite.accord_id is not None


def test_la_coordination_rouvre_une_orientation_expiree(scene: Scene) -> None:
    ligne = scene.envoi(S.EXPIREE, il_y_a=40)
    connecter(scene.client, scene.emetteur)
    page = f"/orientations/{ligne.id}/etape/coordination/envoyee"
    ecrire = f"/orientations/{ligne.id}/coordination/envoyee"
    assert scene.client.envoyer(ecrire, page, data={"texte": "Ils ont rappelé."}).status_code == 422, "sans accord"
    accord(scene.enfant, structures=[scene.defi])
    scene.client.envoyer(ecrire, page, data={"texte": "Ils ont rappelé."})
    scene.session.expire_all()
    assert (ligne.etat, ligne.jours_d_attente) == (S.ENVOYEE, 0)


def test_une_piece_jointe_se_telecharge_tant_que_l_orientation_vit_et_ailleurs_jamais(scene: Scene) -> None:
    accord(scene.enfant, structures=[scene.defi])
    connecter(scene.client, scene.emetteur)
    adresse = f"/orientations/nouvelle/{scene.fil.id}/{scene.defi.id}"
    programme = {"fichier": (io.BytesIO(b"MZ programme"), "cv.exe")}
    base = {"pour": "personne", "motif": "Permis.", "moyens": ["sms", "telephone"], "disponibilites": "le matin"}
    refus = scene.client.envoyer(adresse, data={**base, **programme}, content_type="multipart/form-data")
    assert refus.status_code == 422 and "ni un PDF" in refus.text
    fichier = {"fichier": (io.BytesIO(PDF), "cv-renault.pdf")}
    scene.client.envoyer(adresse, data={**base, **fichier}, content_type="multipart/form-data")
    ligne = scene.session.scalars(orientations_envoyees(acteur(scene.emetteur))).one()
    assert ligne.etat is S.ENVOYEE and [m.value for m in ligne.moyens] == ["telephone", "sms"]
    piece = scene.session.scalars(pieces_visibles(acteur(scene.emetteur))).one()
    telecharger = f"/orientations/{ligne.id}/pieces/{piece.id}"
    connecter(scene.client, scene.receveur)
    assert telecharger in scene.client.voir(f"/orientations/{ligne.id}").text
    recu = scene.client.get(telecharger)
    assert (
        recu.data == PDF and recu.headers["Content-Disposition"].startswith("attachment") and "renault" not in str(recu.headers)
    )
    assert scene.client.get(f"/pieces/{piece.id}/telecharger").status_code == 403
    page = f"/orientations/{ligne.id}/etape/receveur/refusee"
    scene.client.envoyer(f"/orientations/{ligne.id}/reponse/refusee", page, data={"motif_refus": "plus_de_place"})
    assert scene.client.get(telecharger).status_code == 404
    ailleurs = agent(Role.PARTENAIRE, prenom="Autre", nom="Tiers", structure=scene.ailleurs)
    connecter(scene.client, ailleurs)
    assert scene.client.get(telecharger).status_code == 404


def test_la_fiche_de_liaison_dit_ce_que_la_structure_lit_et_rien_d_autre(scene: Scene) -> None:
    scene.enfant.observations, scene.enfant.adresse = "Note secrète", "3 rue du Secret"
    referent = agent(Role.REFERENT_PRE, prenom="Zoé", nom="Blanc")
    rattacher(scene.enfant, agent=referent)
    ligne = scene.envoi(referent_id=referent.id, disponibilites="le matin", moyens_contact="sms")
    connecter(scene.client, scene.receveur)
    reponse = scene.client.get(f"/orientations/{ligne.id}/fiche-de-liaison.pdf")
    assert "renault" not in str(reponse.headers).lower()
    texte = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(reponse.data)).pages)
    assert all(mot in texte for mot in ("Alexandrie", "Besoin d’un accompagnement.", "Par SMS", "le matin", "Roux", "Blanc"))
    assert not any(mot in texte.lower() for mot in ("secrète", "secret", "léa"))


def test_le_suivi_range_par_delai_et_agit_sur_plusieurs(scene: Scene) -> None:
    vieilles = [scene.envoi(S.VUE, il_y_a=25, personne_nom=f"Ancienne{n}") for n in range(3)]
    scene.envoi(il_y_a=1, personne_nom="Recente")
    scene.envoi(S.ACCEPTEE, il_y_a=30, personne_nom="Passee", rendez_vous_le=maintenant() - timedelta(days=2))
    scene.envoi(il_y_a=300, personne_nom="Tableur", importee=True)
    seule = parcours(beneficiaire(nom="Seule", prenom="Ana"))
    refusee = orientation(seule, scene.defi, S.REFUSEE, il_y_a=20, emetteur_id=scene.emetteur.id)
    connecter(scene.client, scene.emetteur)
    page = scene.client.voir("/orientations/suivi").text
    assert all(f"ANCIENNE{n}" in page for n in range(3)) and "RECENTE" not in page and "TABLEUR" not in page
    assert "PASSEE" in scene.client.voir("/orientations/suivi?tranche=rendez_vous_passe").text
    assert f"/orientations/{refusee.id}" in scene.client.voir("/orientations/suivi?tranche=a_refaire").text
    lot, choisies = "/orientations/suivi/envoyees?tranche=20", [str(o.id) for o in vieilles[:2]]
    depuis = "/orientations/suivi?tranche=20"
    assert "Cochez" in scene.client.envoyer(lot, depuis, data={"geste": "relancer"}).text
    scene.client.envoyer(lot, depuis, data={"geste": "relancer", "choisies": choisies})
    assert len(scene.les_courriers()) >= 2
    avant = len(scene.les_courriers())
    scene.client.envoyer(lot, depuis, data={"geste": "relancer", "choisies": choisies})
    assert len(scene.les_courriers()) == avant, "une relance par jour"
    assert scene.client.envoyer(lot, depuis, data={"geste": "annuler", "choisies": choisies}).status_code == 422
    scene.client.envoyer(lot, depuis, data={"geste": "annuler", "choisies": choisies, "texte": "Elle a déménagé."})
    scene.session.expire_all()
    assert [o.etat for o in vieilles] == [S.ANNULEE, S.ANNULEE, S.VUE]
    connecter(scene.client, scene.receveur)
    assert "ANCIENNE2" in scene.client.voir("/orientations/suivi?vue=recues").text
    data = {"geste": "examiner", "choisies": [str(vieilles[2].id)]}
    scene.client.envoyer("/orientations/suivi/recues?tranche=20", "/orientations/suivi?vue=recues", data=data)
    scene.session.expire_all()
    assert vieilles[2].etat is S.EN_COURS
    assert scene.client.envoyer(lot, "/orientations/", data={"geste": "relancer", "choisies": choisies}).status_code == 403
