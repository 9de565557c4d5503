"""Search of the directory, hours in French, upkeep; choosing where to refer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Arrivage, Service, Structure
from parcours.annuaire.queries import chercher
from parcours.annuaire.rules import CriteresAnnuaire
from parcours.annuaire.rules.delais import delais, mediane
from parcours.annuaire.rules.horaires import HorairesIllisibles, depuis_le_francais, en_francais
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.orientations.rules import EtatOrientation
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import maintenant
from parcours.territoire.models import Commune, Quartier
from tests.client import ClientVerifie
from tests.fabriques.annuaire import arrivage, service
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import orientation
from tests.requetes import compteur_de_requetes


@pytest.fixture(autouse=True)
def _referentiels(session: Session) -> None:
    charger_les_referentiels()
    session.commit()


def noms(**criteres: object) -> list[str]:
    return [ligne.structure.nom for ligne in chercher(CriteresAnnuaire(**criteres))[0]]


def test_on_cherche_par_besoin_public_accueil_commune_et_quartier(session: Session) -> None:
    arques = session.scalars(select(Commune).where(Commune.nom == "Arques")).one()
    quartier = session.scalars(select(Quartier).where(Quartier.code == "quai-du-commerce-saint-sepulcre")).one()
    velo, auto = structure("Atelier Vélo"), structure("Auto sociale", quartiers=[quartier])
    service(velo, "Prêt de vélos", thematiques=["mobilite--mobilite-douce-partagee-collective"], zone_eligibilite=["62040"])
    service(
        auto,
        "Permis à petit prix",
        thematiques=["mobilite--preparer-un-permis"],
        publics=["jeunes"],
        modes_accueil=["a-distance"],
        zone_eligibilite=["62765"],
    )
    session.commit()
    assert noms(besoin="mobilite") == ["Atelier Vélo", "Auto sociale", "Défi Mobilité"]  # its services are still to be written
    assert noms(besoin="mobilite--preparer-un-permis", recherche="auto") == ["Auto sociale"]
    assert noms(besoin="mobilite", public="femmes") == ["Atelier Vélo", "Défi Mobilité"]  # no public said: everybody
    assert "Auto sociale" not in noms(besoin="mobilite", mode="en-presentiel")
    assert noms(besoin="mobilite", commune_id=arques.id) == ["Atelier Vélo"]
    assert noms(besoin="mobilite", quartier_id=quartier.id) == ["Auto sociale"]
    assert noms(recherche="permis") == ["Auto sociale"]  # by the name of its service
    assert noms(pres_de=quartier.id)[0] == "Auto sociale"  # the closest first, nobody left out


@pytest.mark.parametrize(
    ("tape", "osm", "lu"),
    [
        ("Lundi au vendredi 8h30-12h et 14h-17h", "Mo-Fr 08:30-12:00,14:00-17:00", "lundi au vendredi : 8 h 30 à 12 h et 14 h à 17 h"),
        ("mardi sur rendez-vous", 'Tu "sur rendez-vous"', "mardi : sur rendez-vous"),
        ("Fermé les jours fériés", "PH off", "jours fériés : fermé"),
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00", "lundi au vendredi : 9 h à 12 h"),
    ],
)  # fmt: skip
def test_les_horaires_se_tapent_et_se_lisent_en_francais(tape: str, osm: str, lu: str) -> None:
    assert depuis_le_francais(tape) == osm
    assert [ligne.replace("\u00a0", " ") for ligne in en_francais(osm)] == [lu]


def test_des_horaires_trop_fins_se_montrent_tels_quels_et_du_charabia_se_refuse() -> None:
    assert en_francais("week 1-26 Mo 10:00-12:00") == ["week 1-26 Mo 10:00-12:00"]
    with pytest.raises(HorairesIllisibles):
        depuis_le_francais("quand il fait beau")


def test_le_delai_d_une_structure_est_la_mediane_de_ses_reponses(session: Session) -> None:
    suivi = parcours(beneficiaire(dispositif=Dispositif.EMPLOI))
    chez = structure("Maison de l’écoute")
    debut = maintenant() - timedelta(days=60)
    for jours in (2, 4, 9):
        ligne = orientation(suivi, vers=chez, etat=EtatOrientation.ACCEPTEE)
        ligne.envoyee_le, ligne.repondue_le = debut, debut + timedelta(days=jours)
    annulee = orientation(suivi, vers=chez, etat=EtatOrientation.ANNULEE)
    annulee.envoyee_le = annulee.repondue_le = debut  # ended by the sender: no answer of the structure
    orientation(suivi, vers=chez, etat=EtatOrientation.ENVOYEE).envoyee_le = debut
    session.commit()
    vu = delais([chez.id])[chez.id]
    assert (vu.reponses, vu.mediane, vu.en_attente) == (3, 4, 1)
    assert vu.en_mots.replace("\u00a0", " ") == "Répond en 4 jours"
    assert mediane([1, 2]) is None and mediane([1, 2, 3, 4]) == 3


def test_on_choisit_ou_orienter_par_besoin_et_la_fiche_ramene_a_l_orientation(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.COORDINATEUR_CITE))
    suivi = parcours(beneficiaire(dispositif=Dispositif.EMPLOI))
    permis = service(structure("Auto sociale"), "Permis à petit prix", thematiques=["mobilite--preparer-un-permis"])
    for n in range(8):
        service(structure(f"Garage {n}"), thematiques=["mobilite--entretenir-reparer-son-vehicule"])
    ferme = service(structure("Garage complet", orientable=False), thematiques=["mobilite--preparer-un-permis"])
    session.commit()
    adresse = f"/orientations/nouvelle/{suivi.id}?besoin=mobilite--preparer-un-permis"
    with compteur_de_requetes() as lectures:
        page = client.voir(adresse).text
    assert len(lectures) <= 10, lectures
    assert f"{permis.structure_id}?service={permis.id}" in page
    assert ferme.structure.nom not in page and "Garage 1" not in page
    fiche = client.voir(f"/annuaire/{permis.structure_id}?pour={suivi.id}").text
    assert "Orienter ici" in fiche and f"service={permis.id}" in fiche
    assert "Orienter ici" not in client.voir(f"/annuaire/services/{permis.id}").text
    with compteur_de_requetes() as lectures:
        client.voir("/annuaire/?besoin=mobilite")
    assert len(lectures) <= 10, lectures


def test_l_administration_decrit_un_service_et_le_verifie(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    chez = structure("Auto sociale", contact_interne="Alex, ligne directe")
    session.commit()
    champs = {
        "nom": "Permis à petit prix",
        "thematiques": ["mobilite--preparer-un-permis"],
        "zone_eligibilite": ["200069037"],
        "horaires_accueil": "mardi 9h-12h",
        "volume_horaire_hebdomadaire": "3.5",
        "orientable": "y",
    }
    refuse = client.envoyer(f"/annuaire/{chez.id}/services/nouveau", data={**champs, "horaires_accueil": "des fois"})
    assert refuse.status_code == 422 and "n’est pas compris" in refuse.text and "des fois" in refuse.text
    assert client.envoyer(f"/annuaire/{chez.id}/services/nouveau", data=champs).status_code == 303
    cree = session.scalars(select(Service).where(Service.nom == "Permis à petit prix")).one()
    assert (cree.horaires_accueil, cree.zone_eligibilite) == ("Tu 09:00-12:00", ["200069037"])
    page = client.voir(f"/annuaire/services/{cree.id}").text.replace("\u00a0", " ")
    assert "mardi : 9 h à 12 h" in page and "Pays de Saint-Omer" in page and "Alex, ligne directe" in page
    assert client.envoyer(f"/annuaire/services/{cree.id}/verifier", depuis=f"/annuaire/services/{cree.id}").status_code == 303
    a_jour = client.voir("/annuaire/a-completer").text
    assert "Permis à petit prix" in a_jour  # its description is missing
    connecter(client, agent(Role.PARTENAIRE, nom="Petit"))
    assert "Alex" not in client.voir(f"/annuaire/services/{cree.id}").text


def test_un_fichier_se_compare_a_l_ecran_puis_s_applique_une_seule_fois(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    recu: Arrivage = arrivage()
    session.commit()
    adresse = f"/annuaire/fichiers/{recu.id}"
    assert "Jardin d’insertion" in client.voir(adresse).text
    assert session.scalars(select(Structure).where(Structure.source == "dora")).all() == []
    assert client.envoyer(f"{adresse}/appliquer", depuis=adresse).status_code == 303
    importee = session.scalars(select(Structure).where(Structure.source == "dora")).one()
    client.voir(adresse)
    page = client.voir(f"/annuaire/{importee.id}/modifier").text
    assert 'name="nom"' not in page and 'name="contact_interne"' in page
    assert client.envoyer(f"{adresse}/appliquer", depuis=adresse).status_code == 422
    assert client.get("/annuaire/export.json?tout=y").mimetype == "application/json"
    assert client.get("/annuaire/structures.csv").data.startswith(b"source,id,nom")
