"""What a meeting prints, read back as its readers would: who is named, who is not, who may print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels.models import Objectif
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import (
    ActionProposee,
    Deliberation,
    ObjectifPropose,
    Presence,
    Reunion,
    Seance,
    Situation,
    SortieDeSalle,
)
from parcours.reunions.rules.documents import initiales
from parcours.reunions.rules.seance import Decision
from parcours.socle.base import db
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.typographie import date_longue
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import accord, convoquer, mere, reunion, situation
from tests.lecture_pdf import PdfLu, pdf_de

TEXTE = "Léa lit mieux depuis que l'on va à la bibliothèque ; sa mère « s'inquiète » encore."


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux"))


@dataclass(frozen=True)
class Scene:
    """Léa Renault on the agenda of a meeting; the rows are kept at hand, because none is read outside its scope."""

    situation: Situation
    reunion: Reunion
    enfant: Beneficiaire
    referente: Agent

    @property
    def ici(self) -> str:
        """Address of the situation."""
        return f"/reunions/situations/{self.situation.id}"

    @property
    def la_reunion(self) -> str:
        """Address of the meeting."""
        return f"/reunions/{self.reunion.id}"

    def inscrire_noe(self) -> Situation:
        """A second child, whom the référente does not follow."""
        return situation(self.reunion, parcours(beneficiaire("Durand", "Noé")), rang=2)


def une_scene(dans: int = 0, resume: str = "Léa lit mieux depuis l’été.") -> Scene:
    """Léa, followed by Inès Morel, on the agenda of a meeting in so many days."""
    enfant = beneficiaire(classe="CE2", adresse="3 rue des Écoles, 62500 Saint-Omer")
    accord(enfant, portee_eps=True)
    referente = agent(Role.REFERENT_PRE, prenom="Inès", nom="Morel")
    rattacher(enfant, agent=referente, debut=aujourd_hui() - timedelta(days=90))
    suivi, le_jour = parcours(enfant, EtatParcours.EN_COURS), reunion(dans)
    db.session.add(Objectif(parcours_id=suivi.id, texte="Lire seule une page", depuis_le=aujourd_hui()))
    db.session.commit()
    return Scene(situation(le_jour, suivi, resume=resume), le_jour, enfant, referente)


def decider(scene: Scene, decision: Decision = Decision.POURSUITE) -> None:
    """What was noted about the situation, settled."""
    ligne = scene.situation
    ligne.decision, ligne.decidee_le, ligne.raison = decision, maintenant(), "Les progrès sont réels."
    ligne.prochain_bilan_le = aujourd_hui() + timedelta(days=90)
    note = Deliberation(
        situation_id=ligne.id,
        decision=decision,
        crip_le=aujourd_hui() if decision is Decision.TRANSMISSION_CRIP else None,
        annonce_par_id=scene.referente.id,
        annonce_avant_le=aujourd_hui() + timedelta(days=8),
        annonce="Un accompagnement continue.",
        conclue_le=maintenant(),
    )
    db.session.add(note)
    db.session.flush()
    db.session.add(ObjectifPropose(deliberation_id=note.id, rang=1, texte="Oser demander de l'aide"))
    db.session.add(ActionProposee(deliberation_id=note.id, rang=1, type="clas", libelle="Deux soirs par semaine"))
    db.session.commit()


def lire(client: ClientVerifie, adresse: str, nom: str) -> PdfLu:
    return pdf_de(client.get(adresse), nom)


def sans_nom(lu: PdfLu) -> None:
    for mot in ("Léa", "RENAULT", "Renault", "Alexandrie"):
        assert mot not in lu.texte, mot


def test_l_ordre_du_jour_ne_dit_que_des_numeros_et_des_initiales(coordination: ClientVerifie) -> None:
    scene = une_scene()
    lu = lire(coordination, f"{scene.la_reunion}/ordre-du-jour.pdf", "ordre-du-jour-")
    sans_nom(lu)
    assert "L. R." in lu.texte and "Bilan" in lu.texte and "14 h" in lu.texte and "Confidentiel" in lu.texte


def test_des_initiales_ne_laissent_pas_lire_un_nom() -> None:
    assert initiales("Léa-Marie D’ARTAGNAN") == "L.\u00a0M.\u00a0D.\u00a0A."


def test_chaque_membre_a_sa_convocation_sans_nom_d_enfant(coordination: ClientVerifie) -> None:
    scene = une_scene(3)
    adresse = f"{scene.la_reunion}/convocations.pdf"
    assert "Madame, Monsieur" in lire(coordination, adresse, "convocation-").texte
    for prenom in ("Hugo", "Zélie"):
        convoquer(scene.reunion, agent(Role.MEMBRE_EPS, prenom=prenom, nom="Membre", structure=structure(f"Collège {prenom}")))
    lu = lire(coordination, adresse, "convocation-")
    sans_nom(lu)
    assert len(lu.pages) == 2 and "Bonjour Hugo Membre" in lu.pages[0] and "Bonjour Zélie Membre" in lu.pages[1]
    assert "1 situation" in lu.texte and date_longue(scene.reunion.jour).replace("\u00a0", " ") in lu.texte


def test_la_fiche_de_situation_tient_l_essentiel_sur_une_page(coordination: ClientVerifie, session: Session) -> None:
    scene = une_scene(resume=TEXTE)
    lu = lire(coordination, f"{scene.ici}/fiche.pdf", "fiche-de-situation-")
    assert len(lu.pages) == 1
    for mot in ("Léa RENAULT", "CE2", "Lire seule une page", "l’on va à la bibliothèque ; sa mère « s’inquiète » encore."):
        assert mot in lu.texte
    assert "Alexandrie" not in lu.texte and "rue des Écoles" not in lu.texte
    assert "Fiche de situation" in str(lu.lecteur.metadata) and "Renault" not in str(lu.lecteur.metadata)
    traces = session.scalars(select(EvenementJournal).where(EvenementJournal.action == "editer")).all()
    assert [(t.objet, t.objet_id, t.detail) for t in traces] == [("situation", scene.situation.id, "fiche-de-situation")]


def test_toutes_les_fiches_de_la_reunion_ont_chacune_leur_page(coordination: ClientVerifie) -> None:
    scene = une_scene()
    scene.inscrire_noe()
    lu = lire(coordination, f"{scene.la_reunion}/fiches.pdf", "fiches-de-situation-")
    assert len(lu.pages) == 2 and "Léa RENAULT" in lu.pages[0] and "Noé DURAND" in lu.pages[1] and "Léa" not in lu.pages[1]


def test_la_presence_se_signe_situation_par_situation(coordination: ClientVerifie) -> None:
    scene = une_scene()
    convoquer(scene.reunion, agent(Role.MEMBRE_EPS, prenom="Hugo", nom="Membre", structure=structure("Collège")))
    adresse = f"{scene.la_reunion}/emargement.pdf"
    lu = lire(coordination, adresse, "emargement-")
    sans_nom(lu)
    assert "Situation 1 : L. R." in lu.texte and "Hugo Membre" in lu.texte and "Signature" in lu.texte
    presence = Presence(reunion_id=scene.reunion.id, nom="Ana Voisine", institution="CMP")
    db.session.add_all([Seance(reunion_id=scene.reunion.id), presence])
    db.session.flush()
    db.session.add(SortieDeSalle(situation_id=scene.situation.id, presence_id=presence.id))
    db.session.commit()
    lu = lire(coordination, adresse, "emargement-")
    assert "Ana Voisine" in lu.texte and "Hors de la salle pour cette situation" in lu.texte and "Hugo" not in lu.texte


def test_le_releve_dit_la_decision_les_objectifs_et_qui_previent_la_famille(coordination: ClientVerifie) -> None:
    scene = une_scene()
    decider(scene)
    lu = lire(coordination, f"{scene.ici}/releve-de-decision.pdf", "releve-de-decision-")
    for mot in (
        "Léa RENAULT",
        "Poursuite du parcours.",
        "Les progrès sont réels.",
        "Oser demander de l’aide",
        "Deux soirs par semaine",
        "Par Inès Morel, avant le",
        "Un accompagnement continue.",
    ):
        assert mot in lu.texte, mot


def test_sans_decision_le_releve_se_remplit_a_la_main(coordination: ClientVerifie) -> None:
    scene = une_scene()
    lu = lire(coordination, f"{scene.ici}/releve-de-decision.pdf", "releve-de-decision-")
    assert "☐ Entrée en parcours" in lu.texte and "CRIP" not in lu.texte


def test_d_une_transmission_a_la_crip_seuls_le_fait_et_la_date_sont_ecrits(coordination: ClientVerifie) -> None:
    scene = une_scene()
    decider(scene, Decision.TRANSMISSION_CRIP)
    lu = lire(coordination, f"{scene.ici}/releve-de-decision.pdf", "releve-de-decision-")
    assert f"Transmission à la CRIP le {date_longue(aujourd_hui())}.".replace("\u00a0", " ") in lu.texte
    for mot in ("progrès", "accompagnement continue", "Inès Morel, avant"):
        assert mot not in lu.texte
    assert coordination.get(f"{scene.ici}/lettre-a-la-famille.pdf").status_code == 404
    compte_rendu = lire(coordination, f"{scene.la_reunion}/compte-rendu.pdf", "compte-rendu-")
    assert "CRIP" not in compte_rendu.texte and "Autre suite" in compte_rendu.texte


def test_le_compte_rendu_ne_porte_ni_nom_ni_initiales_ni_raison(coordination: ClientVerifie) -> None:
    scene = une_scene()
    decider(scene)
    presence = Presence(reunion_id=scene.reunion.id, nom="Ana Voisine", institution="CMP de Saint-Omer")
    db.session.add_all([Seance(reunion_id=scene.reunion.id), presence])
    db.session.commit()
    lu = lire(coordination, f"{scene.la_reunion}/compte-rendu.pdf", "compte-rendu-")
    sans_nom(lu)
    for mot in ("L. R.", "progrès", "lit mieux", "Ana", "Confidentiel"):
        assert mot not in lu.texte
    assert "CMP de Saint-Omer" in lu.texte and "Poursuite du parcours" in lu.texte and "1 situation" in lu.texte


def test_chaque_titulaire_qui_peut_etre_joint_recoit_sa_lettre(coordination: ClientVerifie) -> None:
    scene = une_scene()
    decider(scene)
    enfant = scene.enfant
    mere(enfant)
    mere(enfant, nom="Renault", prenom="Paul", adresse="12 quai du Commerce, 62510 Arques")
    mere(enfant, nom="Écarté", prenom="Jean", contact_autorise=False)
    mere(enfant, nom="Voisine", prenom="Odile", autorite_parentale=False)
    lu = lire(coordination, f"{scene.ici}/lettre-a-la-famille.pdf", "lettre-a-la-famille-")
    assert len(lu.pages) == 2
    assert "Alexandrie RENAULT" in lu.pages[0] and "3 rue des Écoles" in lu.pages[0]
    assert "Paul RENAULT" in lu.pages[1] and "12 quai du Commerce" in lu.pages[1]
    assert "ÉCARTÉ" not in lu.texte and "Odile" not in lu.texte
    assert "Voici ce que l’équipe propose : poursuite du parcours." in lu.texte and "Inès Morel" in lu.texte


def test_la_page_de_la_reunion_et_celle_de_la_situation_offrent_leurs_documents(coordination: ClientVerifie) -> None:
    scene = une_scene()
    page = coordination.voir(scene.la_reunion).text
    for nom in ("convocations", "ordre-du-jour", "fiches", "emargement", "compte-rendu"):
        assert f"{scene.la_reunion}/{nom}.pdf" in page
    page = coordination.voir(scene.ici).text
    assert "fiche.pdf" in page and "Relevé à remplir à la main" in page and "lettre-a-la-famille.pdf" not in page
    decider(scene)
    page = coordination.voir(scene.ici).text
    assert "Relevé de décision (PDF)" in page and "lettre-a-la-famille.pdf" in page


def test_un_membre_lit_a_l_ecran_et_n_emporte_rien_qui_nomme_un_enfant(client: ClientVerifie, session: Session) -> None:
    scene = une_scene()
    membre = agent(Role.MEMBRE_EPS, structure=structure("Collège"), charte_signee_le=aujourd_hui())
    convoquer(scene.reunion, membre)
    connecter(client, membre)
    page = client.voir(scene.ici).text
    assert ".pdf" not in page
    for nom in ("fiche", "releve-de-decision", "lettre-a-la-famille"):
        assert client.get(f"{scene.ici}/{nom}.pdf").status_code == 403
    for nom in ("convocations", "fiches", "emargement", "compte-rendu"):
        assert client.get(f"{scene.la_reunion}/{nom}.pdf").status_code == 403
    sans_nom(lire(client, f"{scene.la_reunion}/ordre-du-jour.pdf", "ordre-du-jour-"))


def test_un_referent_n_emporte_que_les_documents_de_ses_enfants(client: ClientVerifie, session: Session) -> None:
    scene = une_scene()
    autre = scene.inscrire_noe()
    connecter(client, scene.referente)
    assert "Léa RENAULT" in lire(client, f"{scene.ici}/fiche.pdf", "fiche-de-situation-").texte
    assert client.get(f"/reunions/situations/{autre.id}/fiche.pdf").status_code == 404
    ordre = lire(client, f"{scene.la_reunion}/ordre-du-jour.pdf", "ordre-du-jour-")
    assert "L. R." in ordre.texte and "N. D." not in ordre.texte
