"""The pages of the team: typing, examining, meeting the family, the agreement."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import beneficiaires_visibles, dossiers_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import EtatAccord
from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels.rules import EtatParcours
from parcours.saisines.access import etapes_de_cette_saisine, recits_visibles, saisines_completes
from parcours.saisines.models import RecitDeSaisine, Saisine
from parcours.saisines.rules import EtatSaisine
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.saisines import brouillon, ecole, listes, saisine
from tests.formulaires import champs_du_formulaire
from tests.requetes import compteur_de_requetes

HIER = (aujourd_hui() - timedelta(days=1)).strftime("%d/%m/%Y")


class Scene:
    """The lists, a school, the coordination signed in."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        self.client, self.session = client, session
        listes()
        self.ecole = ecole()
        self.agent: Agent = agent(Role.COORDINATEUR_PRE, prenom="Camille", nom="Delattre")
        self.acteur: Acteur = acteur(self.agent)
        connecter(client, self.agent)

    def comme(self, role: Role, **valeurs: Any) -> Agent:
        """Somebody else takes the browser."""
        qui = agent(role, prenom="Maryse", nom="Duquesne", **valeurs)
        connecter(self.client, qui)
        return qui

    def relire(self, saisine_id: uuid.UUID) -> Saisine:
        self.session.expire_all()
        return self.session.scalars(saisines_completes(self.acteur).where(Saisine.id == saisine_id)).unique().one()

    def recit(self, saisine_id: uuid.UUID) -> RecitDeSaisine:
        self.session.expire_all()
        requete = recits_visibles(self.acteur).where(RecitDeSaisine.saisine_id == saisine_id)
        return self.session.scalars(requete).unique().one()

    def remplir(self, ligne: Saisine, suite: str = "saisie", **valeurs: Any) -> Any:
        """Send the page of a draft back with these changes."""
        page = f"/saisines/{ligne.id}/saisie"
        champs = champs_du_formulaire(self.client.get(page).text, page)
        champs |= valeurs
        return self.client.post(f"/saisines/{ligne.id}/{suite}", data={k: v for k, v in champs.items() if v is not None})


@pytest.fixture
def scene(client: ClientVerifie, session: Session) -> Scene:
    return Scene(client, session)


def test_la_secretaire_saisit_un_papier_le_garde_puis_le_transmet(scene: Scene) -> None:
    scene.comme(Role.SECRETARIAT_PRE)
    debut = {"prenom": "Léa", "nom": "Renault", "prescripteur_nom": "Mme Lemaire", "demande_le": HIER}
    reponse = scene.client.envoyer("/saisines/nouvelle", data=debut)
    ligne = scene.session.scalars(saisines_completes(scene.acteur)).unique().one()
    assert reponse.location == f"/saisines/{ligne.id}/saisie" and ligne.etat is EtatSaisine.BROUILLON
    manque = scene.remplir(ligne)
    assert manque.status_code == 422
    for phrase in ("Écrivez la date de naissance.", "Choisissez le motif principal.", "Parlez d’abord à la famille"):
        assert phrase in manque.text
    assert "10 points sont à corriger" in manque.text
    reponse = scene.remplir(
        ligne,
        date_naissance="8/3/2018",
        etablissement_id=str(scene.ecole.id),
        classe="CE2",
        titulaire1_nom="Renault",
        titulaire1_prenom="Alexandrie",
        titulaire1_telephone="06 43 24 00 35",
        motif_principal="resultats_scolaires",
        faits="Ne lit pas encore.",
        aides=["rased"],
        information_le=HIER,
        accord_forme="oral",
        accord_par="premier",
    )
    assert reponse.status_code == 303
    transmise = scene.relire(ligne.id)
    assert transmise.etat is EtatSaisine.RECUE
    assert transmise.titulaires[0].telephone == "+33643240035"
    assert scene.recit(ligne.id).faits == "Ne lit pas encore." and [a.code for a in scene.recit(ligne.id).aides] == ["rased"]
    assert [e.vers for e in scene.session.scalars(etapes_de_cette_saisine(ligne.id))] == [
        EtatSaisine.BROUILLON,
        EtatSaisine.RECUE,
    ]


def test_le_brouillon_s_enregistre_tout_seul_et_dit_l_heure(scene: Scene) -> None:
    ligne = brouillon(scene.acteur, scene.ecole)
    page = scene.client.voir(f"/saisines/{ligne.id}/saisie").text
    assert f'hx-post="/saisines/{ligne.id}/brouillon"' in page and 'hx-params="not numero_envoi"' in page
    reponse = scene.remplir(ligne, "brouillon", faits="Un fait de plus.", date_naissance="le 45 mars", numero_envoi=None)
    assert reponse.status_code == 200
    assert re.search(r"Brouillon enregistré à \d+\u00a0h.*, sauf\u00a0: date de naissance", reponse.text)
    relue = scene.relire(ligne.id)
    assert scene.recit(ligne.id).faits == "Un fait de plus."
    assert relue.date_naissance is not None, "ce qui ne se lit pas n’efface pas ce qui était enregistré"
    assert f'value="{relue.version}"' in reponse.text
    assert relue.etat is EtatSaisine.BROUILLON
    scene.remplir(ligne, "brouillon", classe="CM1", numero_envoi=None)
    scene.remplir(ligne, "brouillon", classe="CM2", numero_envoi=None)
    assert scene.relire(ligne.id).classe == "CM2", "chaque enregistrement compte, le numéro à usage unique ne voyage pas"


def test_deux_agents_sur_un_brouillon_voient_les_deux_textes(scene: Scene) -> None:
    autre = agent(Role.COORDINATEUR_PRE, prenom="Autre", nom="Coordination")
    ligne = brouillon(scene.acteur, scene.ecole)
    page = f"/saisines/{ligne.id}/saisie"
    champs = champs_du_formulaire(scene.client.get(page).text, page)
    connecter(scene.client, autre)
    scene.remplir(ligne, garder="oui", classe="CM1", faits="Écrit par l’autre.", autres_motifs=None)
    connecter(scene.client, scene.agent)
    sans_numero = {nom: valeur for nom, valeur in champs.items() if nom != "numero_envoi"}
    perdu = scene.client.post(f"/saisines/{ligne.id}/brouillon", data={**sans_numero, "faits": "Écrit par moi."})
    assert "Quelqu’un d’autre a modifié ce brouillon" in perdu.text
    conflit = scene.client.post(page, data={**champs, "faits": "Écrit par moi.", "garder": "oui"})
    assert conflit.status_code == 409 and "Écrit par l’autre." in conflit.text and "Écrit par moi." in conflit.text
    assert "Isolement" in conflit.text and "[&#39;isolement" not in conflit.text
    assert scene.recit(ligne.id).faits == "Écrit par l’autre."


def test_un_double_envoi_ne_fait_qu_une_saisine(scene: Scene) -> None:
    page = "/saisines/nouvelle"
    champs = champs_du_formulaire(scene.client.get(page).text, page)
    champs |= {"prenom": "Léa", "nom": "Renault", "prescripteur_nom": "Mme Lemaire"}
    une, deux = (scene.client.post(page, data=champs) for _ in range(2))
    assert une.location == deux.location
    assert len(list(scene.session.scalars(saisines_completes(scene.acteur)).unique())) == 1


def test_la_secretaire_ne_lit_pas_les_recits_ni_ce_qui_est_decide(scene: Scene) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    scene.comme(Role.SECRETARIAT_PRE)
    page = scene.client.voir(f"/saisines/{ligne.id}").text
    assert "Léa RENAULT" in page and "Ne lit pas encore" not in page and "RASED" not in page and "CMP" not in page
    assert scene.client.get(f"/saisines/{ligne.id}/recevabilite").status_code == 403
    assert scene.client.get(f"/saisines/{ligne.id}/saisie").status_code == 404
    for etat in (EtatSaisine.IRRECEVABLE, EtatSaisine.REFUS_FAMILLE, EtatSaisine.FAMILLE_INJOIGNABLE):
        scene.relire(ligne.id).etat = etat
        db.session.commit()
        assert scene.client.get(f"/saisines/{ligne.id}").status_code == 404
        assert "RENAULT" not in scene.client.voir("/saisines/").text
    decidee = scene.relire(ligne.id)
    suivi = parcours(beneficiaire("Autre", "Zoé"), EtatParcours.A_DEMARRER)
    decidee.etat, decidee.parcours_id = EtatSaisine.ACCORD_OBTENU, suivi.id
    db.session.commit()
    assert scene.client.get(f"/saisines/{ligne.id}").status_code == 404


def test_le_brouillon_d_un_autre_reste_a_lui(scene: Scene) -> None:
    ligne = brouillon(scene.acteur, scene.ecole)
    scene.comme(Role.SECRETARIAT_PRE)
    assert scene.client.get(f"/saisines/{ligne.id}/saisie").status_code == 404
    assert "Ne lit pas" not in scene.client.voir(f"/saisines/{ligne.id}").text


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.COORDINATEUR_PRE, Role.SECRETARIAT_PRE, Role.REFERENT_INSERTION}]
)
def test_personne_d_autre_ne_lit_une_saisine(scene: Scene, role: Role) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    scene.comme(role, structure=structure("MIPE"), charte_signee_le=aujourd_hui())
    for adresse in ("/saisines/", f"/saisines/{ligne.id}", "/saisines/liens", f"/saisines/{ligne.id}/recevabilite"):
        assert scene.client.get(adresse).status_code in (403, 404), adresse


def test_la_recevabilite_montre_les_faits_et_ouvre_la_fiche(scene: Scene) -> None:
    beneficiaire("Renault", "Léa", Dispositif.SANTE, telephone="+33699999999")
    ligne = saisine(scene.acteur, scene.ecole)
    adresse = f"/saisines/{ligne.id}/recevabilite"
    page = scene.client.voir(adresse).text
    for fait in ("Habite Longuenesse.", "École Anatole France est en REP+.", "RASED.", "Le PRE accueille de 2 à 16 ans."):
        assert fait in page
    assert "Aucune fiche du PRE ne ressemble" in page and "0699999999" not in page.replace("\u00a0", "")
    reponse = scene.client.envoyer(adresse, data={"fiche": "nouvelle", "quartier": "proposer"})
    assert reponse.status_code == 303
    relue = scene.relire(ligne.id)
    assert relue.etat is EtatSaisine.RECEVABLE and relue.beneficiaire_id
    fiche = scene.client.voir(f"/beneficiaires/{relue.beneficiaire_id}/situation").text
    assert f"/saisines/{ligne.id}" in fiche and "Mme Lemaire" in fiche
    fil = scene.client.voir(f"/beneficiaires/{relue.beneficiaire_id}?fil=saisine").text
    assert "Saisine jugée recevable" in fil and "Saisine reçue" in fil
    encore = scene.client.envoyer(adresse, depuis="/saisines/nouvelle", data={"fiche": "nouvelle", "quartier": "proposer"})
    assert encore.location == f"/saisines/{ligne.id}", "la seconde fois, rien ne se crée"
    visibles = beneficiaires_visibles(scene.acteur)
    assert len(list(scene.session.scalars(visibles))) == 1


def test_un_enfant_de_plus_de_seize_ans_demande_une_derogation(scene: Scene) -> None:
    ligne = saisine(scene.acteur, scene.ecole, date_naissance=aujourd_hui() - timedelta(days=17 * 366))
    adresse = f"/saisines/{ligne.id}/recevabilite"
    sans = scene.client.envoyer(adresse, data={"fiche": "nouvelle", "quartier": "proposer"})
    assert sans.status_code == 422 and "dites pourquoi" in sans.text
    avec = {"fiche": "nouvelle", "quartier": "proposer", "derogation": "Fin de scolarité au collège."}
    assert scene.client.envoyer(adresse, data=avec).status_code == 303
    assert scene.relire(ligne.id).derogation == "Fin de scolarité au collège."


def test_un_enfant_deja_suivi_rejoint_sa_fiche_et_un_parcours_ouvert_l_empeche(scene: Scene) -> None:
    connue = beneficiaire("Renault", "Léa", date_naissance=aujourd_hui() - timedelta(days=2900))
    ouvert = parcours(connue, EtatParcours.EN_COURS)
    db.session.commit()
    ligne = saisine(scene.acteur, scene.ecole)
    adresse = f"/saisines/{ligne.id}/recevabilite"
    choix = {"fiche": str(connue.id), "quartier": "hors_quartier"}
    refus = scene.client.envoyer(adresse, data=choix)
    assert refus.status_code == 422 and "déjà ouvert" in refus.text
    assert scene.relire(ligne.id).etat is EtatSaisine.RECUE
    ouvert.etat = EtatParcours.CLOS
    db.session.commit()
    assert scene.client.envoyer(adresse, data=choix).status_code == 303
    assert scene.relire(ligne.id).beneficiaire_id == connue.id


def test_une_fiche_qui_n_est_pas_proposee_ne_se_rejoint_pas(scene: Scene) -> None:
    autre = beneficiaire("Zimmer", "Tom", Dispositif.SANTE)
    ligne = saisine(scene.acteur, scene.ecole)
    data = {"fiche": str(autre.id), "quartier": "proposer"}
    assert scene.client.envoyer(f"/saisines/{ligne.id}/recevabilite", data=data).status_code == 422


def test_de_la_rencontre_a_l_accord_partenaire_par_partenaire(scene: Scene) -> None:
    mipe = structure("MIPE")
    structure("CMP")
    db.session.commit()
    ligne = saisine(scene.acteur, scene.ecole)
    base = f"/saisines/{ligne.id}"
    assert scene.client.get(f"{base}/accord").status_code == 303, "pas d’accord avant la rencontre"
    scene.client.envoyer(f"{base}/recevabilite", data={"fiche": "nouvelle", "quartier": "proposer"})
    demain = (aujourd_hui() + timedelta(days=1)).strftime("%d/%m/%Y")
    rencontre = {"lieu": "École", "participants": "La mère", "compte_rendu": "La mère attend de l’aide.", "le": "aujourd’hui"}
    assert scene.client.envoyer(f"{base}/rencontre", data={**rencontre, "le": demain}).status_code == 422
    assert scene.client.envoyer(f"{base}/rencontre", data=rencontre).status_code == 303
    page = scene.client.voir(f"{base}/accord").text
    champs = champs_du_formulaire(page, f"{base}/accord")
    assert champs["structures"] == str(mipe.id), "seul le professionnel accepté est proposé"
    assert scene.client.post(f"{base}/accord", data={**champs}).status_code == 422, "l’EPS demande une réponse"
    assert scene.client.post(f"{base}/accord", data={**champs, "portee_eps": "oui"}).status_code == 303
    relue = scene.relire(ligne.id)
    assert relue.etat is EtatSaisine.ACCORD_OBTENU
    requete = dossiers_visibles(scene.acteur).where(Beneficiaire.id == relue.beneficiaire_id)
    accord = scene.session.scalars(requete).unique().one().accords[0]
    assert (accord.etat, accord.portee_eps, [p.structure_id for p in accord.portees]) == (EtatAccord.CONFIRME, True, [mipe.id])
    page = scene.client.voir(base).text
    assert "Joindre l’accord signé" in page, "le papier se joint d’où l’accord vient d’être noté"
    assert "Inscrire à l’EPS" in page
    assert "1\u00a0situation à inscrire à l’EPS" in scene.client.voir("/").text
    detail = scene.client.voir(base).text
    assert "La mère attend de l’aide." in detail and "À inscrire à l’EPS" in detail
    assert re.search(r"Reçue</strong> <span class=.doux.>le [\d/]+, après 4\u00a0jours", detail)
    assert re.search(r"Recevable</strong> <span class=.doux.>le [\d/]+, le jour même", detail)


def test_ecarter_demande_un_motif_de_la_liste(scene: Scene) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    adresse = f"/saisines/{ligne.id}/issue/irrecevable"
    assert "Choisissez un motif." in scene.client.envoyer(adresse, data={}).text
    assert scene.client.envoyer(adresse, data={"motif": "age", "precision": "Dix-huit ans."}).status_code == 303
    assert scene.relire(ligne.id).etat is EtatSaisine.IRRECEVABLE
    assert "Âge hors du PRE" in scene.client.voir(f"/saisines/{ligne.id}").text
    assert scene.client.envoyer(f"/saisines/{ligne.id}/issue/recue", data={"precision": "Erreur."}).status_code == 303
    assert scene.relire(ligne.id).etat is EtatSaisine.RECUE


@pytest.mark.parametrize("vers", ["decidee", "inscrite_eps", "accord_obtenu", "recevable", "refus_famille", "n_importe"])
def test_une_etape_interdite_est_refusee_par_la_route(scene: Scene, vers: str) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    champs = {"precision": "Parce que.", "motif": "age"}
    reponse = scene.client.envoyer(f"/saisines/{ligne.id}/issue/{vers}", depuis="/saisines/nouvelle", data=champs)
    assert reponse.status_code in (303, 404)
    assert scene.relire(ligne.id).etat is EtatSaisine.RECUE


def test_une_famille_injoignable_puis_retrouvee_ouvre_un_nouveau_parcours(scene: Scene) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    base = f"/saisines/{ligne.id}"
    scene.client.envoyer(f"{base}/recevabilite", data={"fiche": "nouvelle", "quartier": "proposer"})
    premier = scene.relire(ligne.id).parcours_id
    assert "Dites pourquoi" in scene.client.envoyer(f"{base}/issue/famille_injoignable", data={}).text
    scene.client.envoyer(f"{base}/issue/famille_injoignable", data={"precision": "Trois appels, un courrier."})
    assert scene.relire(ligne.id).etat is EtatSaisine.FAMILLE_INJOIGNABLE
    scene.client.envoyer(f"{base}/issue/recevable", data={"precision": "Elle a rappelé."})
    relue = scene.relire(ligne.id)
    assert relue.etat is EtatSaisine.RECEVABLE and relue.parcours_id != premier


def test_un_brouillon_s_efface_apres_confirmation(scene: Scene) -> None:
    ligne = brouillon(scene.acteur, scene.ecole)
    scene.client.voir(f"/saisines/{ligne.id}/suppression")
    assert scene.client.envoyer(f"/saisines/{ligne.id}/suppression").location.startswith("/saisines/")
    assert scene.client.get(f"/saisines/{ligne.id}").status_code == 404
    actions = scene.session.scalars(select(EvenementJournal.action).where(EvenementJournal.objet_id == ligne.id))
    assert "supprimer" in list(actions)


def test_la_liste_filtre_trie_et_compte_en_peu_de_lectures(scene: Scene) -> None:
    for rang, nom in enumerate(("Bernard", "Arnaud", "Caron")):
        saisine(scene.acteur, scene.ecole, nom=nom, prenom=f"Enfant{rang}")
    brouillon(scene.acteur, scene.ecole, nom="Durand")
    with compteur_de_requetes() as lectures:
        page = scene.client.voir("/saisines/").text
    assert len(lectures) <= 6, lectures
    assert re.search(r"À traiter 3</a>", page) and re.search(r"Brouillons 1</a>", page)
    par_nom = scene.client.voir("/saisines/?tri=nom").text
    assert par_nom.index("ARNAUD") < par_nom.index("BERNARD") < par_nom.index("CARON")
    inverse = scene.client.voir("/saisines/?tri=nom&sens=desc").text
    assert inverse.index("CARON") < inverse.index("ARNAUD")
    for tri in ("ecole", "etat", "etape", "date", "inconnu"):
        scene.client.voir(f"/saisines/?tri={tri}&sens=desc")
    assert "DURAND" in scene.client.voir("/saisines/?vue=brouillons").text
    seul = scene.client.voir("/saisines/?q=caro").text
    assert "CARON" in seul and "ARNAUD" not in seul
    assert "Aucune saisine ne répond" in scene.client.voir("/saisines/?age=30").text
    fragment = scene.client.get("/saisines/?etat=recue", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment and "ARNAUD" in fragment


def test_l_accueil_dit_les_saisines_a_examiner_et_celles_qui_attendent(scene: Scene) -> None:
    ligne = saisine(scene.acteur, scene.ecole)
    saisine(scene.acteur, scene.ecole, nom="Autre")
    relue = scene.relire(ligne.id)
    relue.etape_le = aujourd_hui() - timedelta(days=16)
    db.session.commit()
    with compteur_de_requetes() as lectures:
        page = scene.client.voir("/").text
    assert len(lectures) <= 10, len(lectures)
    assert "2\u00a0saisines à examiner" in page and "1\u00a0saisine sans suite" in page
    assert f"/saisines/{ligne.id}" in page
    assert "En retard" in scene.client.voir("/saisines/").text
