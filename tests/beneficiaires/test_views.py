"""List, search, creation, record, through the pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.comptes.models import Agent, Habilitation
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import cle_de_recherche
from tests.client import ClientVerifie
from tests.fabriques import personnes
from tests.requetes import compteur_de_requetes


@pytest.fixture
def coordinatrice(session: Session, client: ClientVerifie) -> Agent:
    agent = personnes.agent(Role.COORDINATEUR_PRE)
    personnes.connecter(client, agent)
    return agent


@pytest.mark.parametrize("recherche", ["re", "RENAULT léa", "lea ren", "dup", "16/01/2018", "16 janvier 2018", "160118"])
def test_une_personne_se_trouve_par_deux_lettres_dans_un_ordre_ou_l_autre(
    client: ClientVerifie, coordinatrice: Agent, recherche: str
) -> None:
    enfant = personnes.beneficiaire(nom_naissance="Dupré")
    enfant.cle_recherche = cle_de_recherche("Renault", "Léa", "Dupré")
    personnes.parcours(enfant)
    personnes.parcours(personnes.beneficiaire(nom="Martin", prenom="Hugo", date_naissance=date(2015, 5, 5)))
    page = client.voir("/beneficiaires", query_string={"q": recherche}).text
    assert "RENAULT Léa" in page and "MARTIN" not in page
    assert "1\u00a0enfant en parcours" in page


def test_la_liste_compte_chaque_vue_et_tient_en_dix_lectures(
    client: ClientVerifie, session: Session, coordinatrice: Agent
) -> None:
    for rang, etat in enumerate((EtatParcours.EN_COURS, EtatParcours.SUSPENDU, EtatParcours.SORTI, EtatParcours.DEMANDE)):
        for numero in range(rang + 1):
            parcours = personnes.parcours(personnes.beneficiaire(nom=f"Nom{rang}{numero}"), etat=etat)
            session.add(
                Echange(
                    parcours_id=parcours.id,
                    a_la_date=aujourd_hui() - timedelta(days=3),
                    canal=Canal.APPEL,
                    interlocuteur=Interlocuteur.MERE,
                )
            )
    session.flush()
    with compteur_de_requetes() as lectures:
        page = client.voir("/beneficiaires").text
    assert len(lectures) <= 10
    for vue in ("En parcours 1", "Suspendus 2", "Sortis 3", "Demandes 4"):
        assert vue in page
    assert "il y a 3\u00a0jours" in page


def test_le_fragment_des_resultats_ne_porte_pas_la_page(client: ClientVerifie, coordinatrice: Agent) -> None:
    fragment = client.get("/beneficiaires", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith("<section") and "<html" not in fragment


def test_les_suggestions_ne_montrent_que_le_dispositif(client: ClientVerifie, coordinatrice: Agent) -> None:
    personnes.beneficiaire(nom="Renoir", prenom="Adulte", dispositif=Dispositif.SANTE)
    personnes.beneficiaire()
    reponse = client.get("/beneficiaires/suggestions?q=ren", headers={"HX-Request": "true"}).text
    assert "RENAULT Léa" in reponse and "RENOIR" not in reponse
    assert client.get("/beneficiaires/suggestions?q=ren").status_code == 303


NOUVELLE = {"nom": "Renaut", "prenom": "Lea", "date_naissance": "16/01/18", "sexe": "F", "quartier": "proposer"}


def test_une_creation_previent_du_doublon_sans_bloquer(client: ClientVerifie, session: Session, coordinatrice: Agent) -> None:
    personnes.beneficiaire()
    session.commit()
    reponse = client.envoyer("/beneficiaires/nouveau", data=NOUVELLE)
    assert reponse.status_code == 422
    assert "RENAULT Léa" in reponse.text and "Créer quand même" in reponse.text
    assert client.envoyer("/beneficiaires/nouveau", data={**NOUVELLE, "quand_meme": "oui"}).status_code == 303
    assert len(session.scalars(beneficiaires_visibles(personnes.acteur(coordinatrice))).all()) == 2


def test_le_doublon_d_un_autre_dispositif_ne_se_dit_pas(client: ClientVerifie, coordinatrice: Agent) -> None:
    personnes.beneficiaire(dispositif=Dispositif.SANTE)
    assert client.envoyer("/beneficiaires/nouveau", data=NOUVELLE).status_code == 303


def test_un_referent_ouvre_la_fiche_qu_il_cree(client: ClientVerifie, session: Session) -> None:
    personnes.connecter(client, personnes.agent(Role.REFERENT_PRE))
    reponse = client.envoyer("/beneficiaires/nouveau", data=NOUVELLE)
    assert "Lea RENAUT" in client.voir(reponse.location).text


def test_deux_modifications_de_l_identite_se_montrent_cote_a_cote(
    client: ClientVerifie, session: Session, coordinatrice: Agent
) -> None:
    adresse = f"/beneficiaires/{personnes.beneficiaire().id}/identite"
    session.commit()
    vides = {"commune_id": "", "etablissement_id": ""}
    donnees = {**vides, "nom": "Renault", "prenom": "Léa", "sexe": "F", "date_naissance": "16/01/2018"}
    assert client.envoyer(adresse, data={**donnees, "classe": "CE1"}).status_code == 303
    reponse = client.envoyer(adresse, data={**donnees, "classe": "CE2", "version": "1"})
    assert reponse.status_code == 409
    assert "CE1" in reponse.text and "CE2" in reponse.text


def test_une_fiche_complete_tient_en_dix_lectures(client: ClientVerifie, session: Session, coordinatrice: Agent) -> None:
    enfant = personnes.beneficiaire()
    personnes.rattacher(enfant, agent=coordinatrice)
    personnes.parcours(enfant)
    session.commit()
    identifiant = enfant.id
    session.expunge_all()
    for section in ("", "/situation", "/historique"):
        adresse = f"/beneficiaires/{identifiant}{section}"
        with compteur_de_requetes() as lectures:
            assert "Léa RENAULT" in client.voir(adresse).text
        assert len(lectures) <= 10, section


def test_un_long_fil_montre_vingt_faits_puis_voir_plus(client: ClientVerifie, session: Session, coordinatrice: Agent) -> None:
    suivi = personnes.parcours(personnes.beneficiaire())
    for jours in range(30):
        jour = aujourd_hui() - timedelta(days=jours)
        session.add(Echange(parcours_id=suivi.id, a_la_date=jour, canal=Canal.APPEL, texte=f"TEMOIN{jours:02d}"))
    session.commit()
    adresse = f"/beneficiaires/{suivi.beneficiaire_id}"
    page = client.voir(adresse).text
    assert page.count("TEMOIN") == 20 and "TEMOIN19" in page and "Voir plus" in page
    assert client.voir(f"{adresse}?fil=&tout=1").text.count("TEMOIN") == 30
    assert client.voir(f"{adresse}?fil=echange&tout=1").text.count("TEMOIN") == 30


def test_une_fiche_fusionnee_mene_a_la_fiche_gardee(client: ClientVerifie, session: Session, coordinatrice: Agent) -> None:
    garde, absorbe = personnes.beneficiaire().id, personnes.beneficiaire(prenom="Lea").id
    session.commit()
    session.expunge_all()
    adresse = f"/beneficiaires/{garde}/fusion/{absorbe}"
    client.voir(adresse)
    assert client.envoyer(f"{adresse}/confirmation", data={"prenom": "droite"}).status_code == 303
    assert client.get(f"/beneficiaires/{absorbe}").location == f"/beneficiaires/{garde}"
    assert "Lea RENAULT" in client.voir(f"/beneficiaires/{garde}").text


def test_un_referent_d_insertion_ouvre_la_fiche_qu_on_lui_confie_jusqu_au_dernier_jour(
    client: ClientVerifie, session: Session
) -> None:
    conseiller = personnes.agent(Role.REFERENT_INSERTION, structure=personnes.structure("MIPE"))
    personne = personnes.beneficiaire(dispositif=Dispositif.EMPLOI)
    adresse = f"/beneficiaires/{personne.id}"
    session.commit()
    personnes.connecter(client, conseiller)
    assert client.get(adresse).status_code == 404
    lien = personnes.rattacher(personne, agent=conseiller)
    session.commit()
    assert "Léa RENAULT" in client.voir(adresse).text
    lien.debut, lien.fin = aujourd_hui() - timedelta(days=9), aujourd_hui() - timedelta(days=1)
    session.commit()
    assert client.get(adresse).status_code == 404


def test_un_referent_d_insertion_n_ouvre_pas_un_enfant_du_pre_a_son_nom(client: ClientVerifie, session: Session) -> None:
    conseiller = personnes.agent(Role.REFERENT_INSERTION, structure=personnes.structure("MIPE"))
    enfant = personnes.beneficiaire()
    personnes.rattacher(enfant, agent=conseiller)
    session.commit()
    personnes.connecter(client, conseiller)
    assert client.get(f"/beneficiaires/{enfant.id}").status_code == 404


def test_une_fiche_hors_perimetre_n_existe_pas(client: ClientVerifie, coordinatrice: Agent) -> None:
    autre = personnes.beneficiaire(dispositif=Dispositif.EMPLOI)
    for suite in ("", "/situation", "/historique", "/identite", "/referent", "/fusion"):
        assert client.get(f"/beneficiaires/{autre.id}{suite}").status_code == 404


@pytest.mark.parametrize("section", ["", "?fil=echange", "/situation", "/historique"])
def test_chaque_section_se_repond_seule_a_htmx(
    client: ClientVerifie, session: Session, coordinatrice: Agent, section: str
) -> None:
    enfant = personnes.beneficiaire()
    personnes.parcours(enfant)
    adresse = f"/beneficiaires/{enfant.id}{section}"
    session.commit()
    session.expunge_all()
    reponse = client.get(adresse, headers={"HX-Request": "true"})
    assert reponse.status_code == 200
    assert "<html" not in reponse.text and ('id="fil"' if "fil=" in section else 'id="section"') in reponse.text


def test_le_secretariat_qui_est_aussi_referent_lit_les_enfants_des_autres_comme_le_secretariat(
    client: ClientVerifie, session: Session
) -> None:
    elle = personnes.agent(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=elle.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    sien, autre = personnes.beneficiaire("Sien", "Zoé"), personnes.beneficiaire("Autre", "Tom")
    for enfant in (sien, autre):
        enfant.observations = f"Observation de {enfant.prenom}"
        personnes.parcours(enfant)
    personnes.rattacher(sien, agent=elle)
    session.commit()
    personnes.connecter(client, elle)
    assert "Observation de Zoé" in client.voir(f"/beneficiaires/{sien.id}/situation").text
    page = client.voir(f"/beneficiaires/{autre.id}/situation").text
    assert "Tom" in page and "Observation de Tom" not in page and "Historique" not in page
    assert client.voir(f"/beneficiaires/{sien.id}/identite").status_code == 200
    for adresse in ("identite", "historique", "contacts/nouveau"):
        assert client.get(f"/beneficiaires/{autre.id}/{adresse}").status_code == 404
