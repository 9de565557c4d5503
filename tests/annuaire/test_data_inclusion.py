"""data·inclusion files: read, compared, applied, published again without loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Service, Structure
from parcours.annuaire.queries import arrivages as lectures
from parcours.annuaire.queries.publication import a_completer, en_csv, en_json, publication
from parcours.annuaire.rules import AjoutsAuService, AjoutsLocaux, SaisieService, SaisieStructure, schema
from parcours.annuaire.rules.differences import Sort
from parcours.annuaire.rules.lecture import FichierIllisible, lire
from parcours.annuaire.services import arrivages, completer, enregistrer, offres
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.droits import Acteur, Role
from parcours.socle.exceptions import ErreurDuDomaine
from tests.fabriques.personnes import acteur, agent

DONNEES = Path(__file__).parents[1] / "donnees" / "annuaire"
V1, V0 = (DONNEES / "v1.json").read_bytes(), (DONNEES / "v0.json").read_bytes()
LONGUE = "Une description assez longue pour que le référentiel national accepte cette fiche."


@pytest.fixture
def moi(session: Session) -> Acteur:
    charger_les_referentiels()
    return acteur(agent(Role.ADMINISTRATEUR))


def apporter(moi: Acteur, contenu: bytes, *, territoire: bool = False, fermer: bool = False) -> dict[str, int]:
    arrivage = arrivages.recevoir([("fiches.json", contenu)], territoire=territoire, par=moi)
    return arrivages.appliquer(arrivage, fermer_les_absentes=fermer, par=moi)


def de(source: str) -> dict[str, list[dict[str, Any]]]:
    """What is published of one source."""
    publiee = publication(tout=True)
    return {
        "structures": [s for s in publiee.structures if s["source"] == source],
        "services": [s for s in publiee.services if s["source"] == source],
    }


def sans_ordre(fiche: dict[str, Any]) -> dict[str, Any]:
    return {k: sorted(v) if isinstance(v, list) else v for k, v in fiche.items()}


def test_un_fichier_v1_entre_et_ressort_sans_perte_en_json_et_en_csv(moi: Acteur, session: Session) -> None:
    assert apporter(moi, V1)["nouvelle"] == 9
    attendu = {genre: sorted(map(sans_ordre, f), key=lambda x: x["id"]) for genre, f in json.loads(V1).items()}
    sorti = de("dora")
    assert {genre: [sans_ordre(f) for f in fiches] for genre, fiches in sorti.items()} == attendu
    # The two CSV files say the same; a description that starts like a formula is not run by a spreadsheet.
    structures, services = en_csv(sorti["structures"], schema.STRUCTURE), en_csv(sorti["services"], schema.SERVICE)
    assert "'=Espace fictif" in structures.decode()
    assert "+33321000001" in structures.decode() and "'+33" not in structures.decode()
    relu = lire([("structures.csv", structures), ("services.csv", services)])
    assert [sans_ordre(f) for f in relu.structures] == [{**f, "autres_champs": None} for f in attendu["structures"]]
    assert [sans_ordre(f) for f in relu.services] == [{**f, "autres_champs": None} for f in attendu["services"]]


def test_revenir_avec_le_meme_fichier_ne_change_rien_puis_les_differences_se_voient(moi: Acteur, session: Session) -> None:
    apporter(moi, V1)
    change = json.loads(V1)
    change["structures"][1]["telephone"] = "+33321000009"
    change["services"] = [s for s in change["services"] if s["id"] != "dora--velo"]
    arrivage = arrivages.recevoir([("f.json", json.dumps(change).encode())], territoire=False, par=moi)
    vue = lectures.apercu(arrivage)
    assert vue.compte == {Sort.MODIFIEE: 1, Sort.ABSENTE: 1, Sort.IDENTIQUE: 7}
    [modifiee] = vue.de(Sort.MODIFIEE)
    assert [(c.libelle, c.avant, c.apres) for c in modifiee.changements] == [("Téléphone", "03 21 00 00 02", "+33321000009")]
    ensemble = session.scalars(select(Structure).where(Structure.nom == "Lire ensemble")).one()
    assert ensemble.telephone == "03 21 00 00 02"  # nothing is written before it is applied
    arrivages.appliquer(arrivage, fermer_les_absentes=False, par=moi)
    velo = session.scalars(select(Service).where(Service.nom == "Prêt de vélos")).one()
    assert ensemble.telephone == "+33321000009"
    assert velo.a_revoir and velo.valide_au is None
    with pytest.raises(ErreurDuDomaine, match="déjà été traité"):
        arrivages.appliquer(arrivage, fermer_les_absentes=False, par=moi)
    apporter(moi, json.dumps(change).encode(), fermer=True)
    assert velo.valide_au is not None
    assert not apporter(moi, V1)["nouvelle"] and not velo.a_revoir


def test_un_fichier_v0_se_lit_dans_les_mots_de_la_v1_sans_rien_oublier() -> None:
    lecture = lire([("v0.json", V0)])
    epicerie, mission = lecture.structures
    assert epicerie["description"].startswith("Épicerie solidaire fictive : produits")
    assert epicerie["horaires_accueil"] == "Mo,We 09:00-12:00"
    assert epicerie["reseaux_porteurs"] == ["aidants-connect"] and mission["reseaux_porteurs"] == ["mission-locale"]
    assert epicerie["autres_champs"]["rna"] == "W623000000" and epicerie["autres_champs"]["labels_nationaux"] == [
        "label-disparu"
    ]
    assert mission["date_maj"] == "2024-06-01"
    aide, accueil = lecture.services
    assert aide["type"] == "aide-materielle" and aide["autres_champs"]["types"] == ["information"]
    assert aide["thematiques"] == [
        "difficultes-financieres--ameliorer-sa-gestion-budgetaire",
        "equipement-et-alimentation--alimentation",
        "famille",
    ]
    assert (aide["frais"], aide["frais_precisions"]) == ("payant", "5 € par an. Gratuit sous conditions. Adhésion")
    assert aide["publics"] == ["beneficiaires-des-minimas-sociaux", "familles"]
    assert "Étudiants aussi" in aide["publics_precisions"] and "Adultes" in aide["publics_precisions"]
    assert aide["conditions_acces"] == "Rendez-vous préalable\nAvis d’imposition\nPièce d’identité"
    assert aide["zone_eligibilite"] == ["02", "59", "60", "62", "80"]
    assert aide["modes_mobilisation"] == ["envoyer-un-courriel", "se-presenter", "utiliser-lien-mobilisation"]
    assert aide["mobilisable_par"] == ["professionnels", "usagers"]
    assert (aide["lien_mobilisation"], aide["mobilisation_precisions"]) == ("https://brockus.example/rdv", "Passer le mercredi")
    assert aide["nombre_semaines"] == 1
    assert accueil["publics"] is None and accueil["zone_eligibilite"] == ["200069037"]
    assert any("famille" in a and "pas une valeur connue" in a for a in lecture.avertissements)


def test_une_valeur_dangereuse_ou_trop_longue_est_mise_de_cote_et_gardee() -> None:
    fiche = {"id": "x--1", "source": "x", "nom": "Une structure", "site_web": "javascript:alert(1)", "telephone": "0" * 60}
    [lue] = lire([("f.json", json.dumps([fiche, {"source": "x"}]).encode())]).structures
    assert lue["site_web"] is None and lue["telephone"] is None
    assert lue["autres_champs"] == {"site_web": "javascript:alert(1)", "telephone": "0" * 60}


@pytest.mark.parametrize("contenu", [b"", b"{", b'{"structures": 3}', b"nom;prenom\nA;B", b"\xff\xfe", b"[]", b"[" * 100_000])
def test_un_fichier_qui_n_est_pas_de_data_inclusion_est_refuse(contenu: bytes) -> None:
    with pytest.raises(FichierIllisible):
        lire([("f", contenu)])


def test_le_territoire_garde_nos_communes_et_ce_qui_leur_est_ouvert(moi: Acteur, session: Session) -> None:
    apporter(moi, V1, territoire=True)
    noms = set(session.scalars(select(Structure.nom).where(Structure.source == "dora")))
    assert noms == {"Mobil’Audomarois", "Lire ensemble", "Numérique sur la Lys"}


def test_une_fiche_importee_ne_se_retape_pas_mais_se_complete(moi: Acteur, session: Session) -> None:
    apporter(moi, V1)
    structure = session.scalars(select(Structure).where(Structure.nom == "Lire ensemble")).one()
    assert not structure.orientable  # nobody here has given its mailbox yet
    with pytest.raises(ErreurDuDomaine, match="chez qui la publie"):
        enregistrer(structure, SaisieStructure("Autre nom"), AjoutsLocaux(), par=moi)
    completer(structure, AjoutsLocaux(sigle="LE", courriel_orientations="le@exemple.fr", contact_interne="Alex, 03"), par=moi)
    apporter(moi, V1)
    assert (structure.sigle, structure.orientable, structure.contact_interne) == ("LE", True, "Alex, 03")
    assert "Alex" not in en_json(publication(tout=True)).decode()


def test_une_description_trop_courte_se_complete_et_ne_part_pas(moi: Acteur, session: Session) -> None:
    courte = enregistrer(None, SaisieStructure("Foyer court", description="Trop court."), AjoutsLocaux(), par=moi)
    longue = enregistrer(None, SaisieStructure("Foyer long", description=LONGUE), AjoutsLocaux(), par=moi)
    for structure in (courte, longue):
        offres.enregistrer(None, structure, SaisieService("Écoute", description=LONGUE), AjoutsAuService(), par=moi)
    publiee = publication()
    assert [s["nom"] for s in publiee.structures if s["nom"].startswith("Foyer")] == ["Foyer long"]
    assert [s["structure_id"] for s in publiee.services] == [f"capso--{longue.id}"]
    raisons = {c.fiche.nom: c.raisons for c in a_completer()}
    assert raisons["Foyer court"] == ["la description compte 11 caractères, il en faut au moins 50"]
    assert "Foyer long" not in raisons
