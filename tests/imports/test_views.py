"""The whole way through the routes, as a coordinator's browser without JavaScript goes."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Sexe, SituationQuartier
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.imports.models import EtatLot, LigneImport, Lot
from parcours.imports.queries import afficher
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter
from tests.requetes import compteur_de_requetes

DONNEES = Path(__file__).parent.parent / "donnees"
ATTENDU = json.loads((DONNEES / "attendu.json").read_text())


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    charger_les_referentiels()
    session.commit()
    return connecter(client, agent(Role.COORDINATEUR_PRE))


def deposer(client: ClientVerifie, nom: str, contenu: bytes | None = None, **champs: str) -> Any:
    octets = contenu if contenu is not None else (DONNEES / nom).read_bytes()
    return client.envoyer("/imports", data={"fichier": (BytesIO(octets), nom), **champs}, content_type="multipart/form-data")


def lot(session: Session) -> Lot:
    session.expire_all()
    return session.scalars(select(Lot).order_by(Lot.cree_le.desc(), Lot.id.desc()).options(Perimetre(Lot))).first()  # type: ignore[return-value]


def lignes(session: Session, un: Lot, *verdicts: str) -> list[LigneImport]:
    requete = select(LigneImport).where(LigneImport.lot_id == un.id).order_by(LigneImport.numero)
    return list(
        session.scalars(
            (requete.where(LigneImport.verdict.in_(verdicts)) if verdicts else requete).options(Perimetre(LigneImport))
        )
    )


def combien(session: Session, modele: type[Any], *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(modele).where(*conditions).options(Perimetre(modele))) or 0


def geste(client: ClientVerifie, un: Lot, ligne: LigneImport, route: str, **champs: str) -> Any:
    return client.envoyer(
        f"/imports/{un.id}/lignes/{ligne.id}/{route}",
        depuis=f"/imports/{un.id}",
        data={"version": str(ligne.version), "numero_envoi": "", **champs},
    )


def appliquer(client: ClientVerifie, session: Session) -> Any:
    un = lot(session)
    return client.envoyer(f"/imports/{un.id}/appliquer", depuis=f"/imports/{un.id}", data={"version": str(un.version)})


def annuler(client: ClientVerifie, un: Lot) -> Any:
    return client.envoyer(f"/imports/{un.id}/annuler", depuis=f"/imports/{un.id}/annuler")


def test_le_suivi_du_pre_donne_146_enfants_puis_149_une_fois_les_dates_corrigees(
    coordination: ClientVerifie, session: Session
) -> None:
    assert deposer(coordination, "suivi_pre.xlsx").status_code == 303
    un = lot(session)
    assert un.bilan["apercu"]["personnes"] == 146
    page = coordination.voir(f"/imports/{un.id}?groupe=decider").text
    assert "C17" in page and "C20" in page and "C27" in page and "MOREL Diane" in page
    for ligne, date in zip(lignes(session, un, "ecartee"), ("12/09/2015", "28 février 2016", "3/9/15"), strict=True):
        assert geste(coordination, un, ligne, "corriger", champ="date_naissance", valeur=date).status_code == 303
    assert lot(session).bilan["apercu"]["personnes"] == 149
    assert appliquer(coordination, session).status_code == 303
    pre = ATTENDU["pre"]
    ici = (Beneficiaire.dispositif == Dispositif.PRE,)
    assert combien(session, Beneficiaire, *ici) == pre["enfants"]
    assert combien(session, Beneficiaire, *ici, Beneficiaire.sexe == Sexe.FEMININ) == pre["filles"]
    assert combien(session, Beneficiaire, Beneficiaire.situation_quartier == SituationQuartier.QPV) == pre["en_qpv"]
    assert (
        combien(session, Beneficiaire, Beneficiaire.situation_quartier == SituationQuartier.INCONNU) == pre["quartier_inconnu"]
    )
    assert combien(session, Parcours, Parcours.debut_le.is_not(None)) == pre["entres"]
    assert combien(session, Parcours, Parcours.sortie_le.is_not(None)) == pre["sortis"]
    actifs = (Parcours.debut_le.is_not(None), Parcours.sortie_le.is_(None))
    assert combien(session, Parcours, *actifs) == pre["actifs"]
    assert lot(session).bilan["applique"]["doublons"] == pre["doublons"]
    assert lot(session).contenu is None
    coordination.voir(f"/imports/{un.id}")


def test_chaque_ecran_s_ouvre_et_tient_en_dix_lectures(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    groupes = ["decider", "verifier", "reunies", "creer", "ignorees", "decidees", "inconnu"]
    adresses = [f"/imports/{un.id}?groupe={g}" for g in groupes]
    adresses += ["/imports", f"/imports/{un.id}/colonnes", f"/imports/{un.id}/lignes/{lignes(session, un, 'ecartee')[0].id}"]
    for adresse in adresses:
        with compteur_de_requetes() as lectures:
            coordination.voir(adresse)
        assert len(lectures) <= 10, (adresse, len(lectures))
    appliquer(coordination, session)
    for adresse in (f"/imports/{un.id}", f"/imports/{un.id}?groupe=creer&page=5", "/imports"):
        with compteur_de_requetes() as lectures:
            coordination.voir(adresse)
        assert len(lectures) <= 10, (adresse, len(lectures))


def test_le_meme_fichier_apporte_deux_fois_ne_cree_rien_la_seconde(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    geste(coordination, un, lignes(session, un, "ecartee")[0], "corriger", champ="date_naissance", valeur="12/09/2015")
    appliquer(coordination, session)
    deposer(coordination, "suivi_pre.xlsx")
    second = lot(session)
    assert second.id != un.id and second.bilan["apercu"]["personnes"] == 0 and second.bilan["apercu"]["changements"] == 0
    assert second.bilan["apercu"]["sorts"]["ecartee"] == 2, "la date corrigée la première fois n’est pas redemandée"
    page = coordination.voir(f"/imports/{second.id}?groupe=identiques").text
    assert "a déjà été importé" in page and "Rien de nouveau à créer" in page
    reponse = coordination.envoyer(
        f"/imports/{second.id}/appliquer", depuis=f"/imports/{second.id}", data={"version": str(second.version)}
    )
    assert reponse.status_code == 422
    assert combien(session, Beneficiaire) == 147


def test_un_double_clic_sur_appliquer_n_applique_qu_une_fois(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    version = str(un.version)
    for _ in range(2):
        reponse = coordination.envoyer(f"/imports/{un.id}/appliquer", depuis=f"/imports/{un.id}", data={"version": version})
        assert reponse.status_code == 303
    assert combien(session, Beneficiaire) == 146


def test_un_apercu_change_entre_temps_n_est_pas_applique(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    version = str(un.version)
    geste(coordination, un, lignes(session, un, "signalee")[0], "decider", action="ecarter")
    reponse = coordination.envoyer(f"/imports/{un.id}/appliquer", depuis=f"/imports/{un.id}", data={"version": version})
    assert reponse.status_code == 409 and combien(session, Beneficiaire) == 0


def test_une_ligne_se_laisse_de_cote_puis_revient(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    ligne = lignes(session, un, "signalee")[0]
    geste(coordination, un, ligne, "decider", action="ecarter")
    assert lot(session).bilan["apercu"]["personnes"] == 145
    assert afficher(ligne).contenu.libelle in coordination.voir(f"/imports/{un.id}?groupe=decidees").text
    session.refresh(ligne)
    geste(coordination, un, ligne, "decider", action="oublier")
    assert lot(session).bilan["apercu"]["personnes"] == 146


def test_un_doublon_refuse_donne_deux_fiches(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    geste(coordination, un, lignes(session, un, "fusionner")[0], "decider", action="creer")
    assert lot(session).bilan["apercu"] | {} and lot(session).bilan["apercu"]["personnes"] == 147
    assert lot(session).bilan["apercu"]["doublons"] == 4


def test_une_date_toujours_impossible_est_refusee_a_cote_du_champ(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    ligne = lignes(session, un, "ecartee")[0]
    for entetes in ({}, {"HX-Request": "true"}):
        reponse = coordination.envoyer(
            f"/imports/{un.id}/lignes/{ligne.id}/corriger?groupe=decider",
            depuis=f"/imports/{un.id}",
            data={"version": str(ligne.version), "numero_envoi": "", "champ": "date_naissance", "valeur": "31/02/2016"},
            headers=entetes,
        )
        assert reponse.status_code == 422
        assert f'id="valeur-{ligne.id}-date_naissance-erreur"' in reponse.text and 'value="31/02/2016"' in reponse.text
    session.refresh(ligne)
    assert ligne.verdict == "ecartee"


def test_une_decision_par_htmx_rend_la_ligne_et_les_chiffres(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    ligne = lignes(session, un, "ecartee")[0]
    reponse = coordination.envoyer(
        f"/imports/{un.id}/lignes/{ligne.id}/corriger?groupe=decider",
        depuis=f"/imports/{un.id}",
        data={"version": str(ligne.version), "numero_envoi": "", "champ": "date_naissance", "valeur": "12/09/2015"},
        headers={"HX-Request": "true"},
    )
    assert reponse.status_code == 200 and reponse.text.lstrip().startswith("<li")
    assert "Sera créée" in reponse.text and "147" in reponse.text and 'id="onglets" hx-swap-oob="true"' in reponse.text


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("casse.xlsx", b"PK\x03\x04 et plus rien"),
        ("vide.csv", b""),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
        ("sans_titres.csv", b"1;2;3\n4;5;6\n"),
    ],
)
def test_un_fichier_qui_ne_se_lit_pas_est_refuse_a_cote_du_champ(
    coordination: ClientVerifie, session: Session, nom: str, contenu: bytes
) -> None:
    reponse = deposer(coordination, nom, contenu)
    assert reponse.status_code == 422 and 'id="fichier-erreur"' in reponse.text
    assert combien(session, Lot) == 0


def test_l_envoi_sans_fichier_le_demande(coordination: ClientVerifie) -> None:
    reponse = coordination.envoyer("/imports", data={}, content_type="multipart/form-data")
    assert reponse.status_code == 422 and "Choisissez un fichier." in reponse.text


def test_le_tableau_d_un_autre_dispositif_est_refuse(coordination: ClientVerifie, session: Session) -> None:
    reponse = deposer(coordination, "cite_emploi.csv")
    assert reponse.status_code == 422 and "Cité de l’Emploi" in reponse.text and combien(session, Lot) == 0


def test_les_colonnes_choisies_sont_reprises_au_fichier_suivant(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    page = coordination.voir(f"/imports/{un.id}/colonnes").text
    choix = {n: "" for n in re.findall(r'name="(colonne_\d+_\d+)"', page)}
    for bloc in re.findall(r'<select[^>]*name="(colonne_\d+_\d+)".*?</select>', page, flags=re.DOTALL):
        gardee = re.search(rf'name="{bloc}".*?<option selected value="([^"]*)"', page, flags=re.DOTALL)
        choix[bloc] = gardee[1] if gardee else ""
    choix["colonne_0_23"] = ""  # Observations
    data = {**choix, "feuille_0": "y"}
    assert coordination.envoyer(f"/imports/{un.id}/colonnes", data=data).status_code == 303
    coordination.envoyer(
        f"/imports/{un.id}/abandonner", depuis=f"/imports/{un.id}", data={"version": str(lot(session).version)}
    )
    assert lot(session).etat is EtatLot.ABANDONNE and lot(session).contenu is None and combien(session, LigneImport) == 0
    deposer(coordination, "suivi_pre.xlsx")
    colonnes = lot(session).correspondance["feuilles"][0]["colonnes"]
    assert next(c for c in colonnes if c["indice"] == 23)["champ"] is None
    assert "Renault" not in json.dumps(lot(session).correspondance), "aucun exemple de cellule n’est gardé en clair"


def test_deux_colonnes_ne_peuvent_pas_contenir_la_meme_chose(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    data = {"feuille_0": "y", "colonne_0_1": "nom_prenom", "colonne_0_2": "nom_prenom"}
    reponse = coordination.envoyer(f"/imports/{un.id}/colonnes", data=data)
    assert reponse.status_code == 422 and "Deux colonnes" in reponse.text


def test_annuler_un_import_retire_ses_fiches_et_le_dit(coordination: ClientVerifie, session: Session) -> None:
    deposer(coordination, "suivi_pre.xlsx")
    un = lot(session)
    appliquer(coordination, session)
    page = coordination.voir(f"/imports/{un.id}/annuler").text
    assert "146" in page
    assert annuler(coordination, un).status_code == 303
    assert combien(session, Beneficiaire) == 0 and combien(session, Parcours) == 0
    assert "Cet import a été annulé" in coordination.voir(f"/imports/{un.id}").text


def test_la_mediation_sante_donne_203_personnes_et_783_accompagnements(client: ClientVerifie, session: Session) -> None:
    charger_les_referentiels()
    nadia = agent(Role.MEDIATEUR_SANTE, prenom="Nadia", nom="Amrani")
    connecter(client, nadia)
    assert deposer(client, "mediation_sante.xlsx").status_code == 303
    un = lot(session)
    page = client.voir(f"/imports/{un.id}").text
    assert "Personnes revenues" in page and "Une ligne de plus pour une personne" in page
    appliquer(client, session)
    assert combien(session, Beneficiaire) == combien(session, Parcours) == ATTENDU["mediation"]["personnes"]
    assert combien(session, Echange) == combien(session, Echange, Echange.importe) == ATTENDU["mediation"]["accompagnements"]
    assert combien(session, Beneficiaire, Beneficiaire.sexe == Sexe.FEMININ) == ATTENDU["mediation"]["femmes"]
    assert combien(session, Echange, Echange.auteur_id == nadia.id) == 405
    assert combien(session, Echange, Echange.auteur_libelle == "Thomas") == 378


def test_la_cite_de_l_emploi_donne_420_personnes_et_126_orientations_acceptees(client: ClientVerifie, session: Session) -> None:
    charger_les_referentiels()
    connecter(client, agent(Role.COORDINATEUR_CITE))
    assert deposer(client, "cite_emploi.csv").status_code == 303
    un = lot(session)
    assert "chantier d’insertion" in client.voir(f"/imports/{un.id}").text
    appliquer(client, session)
    assert combien(session, Beneficiaire) == ATTENDU["cite"]["personnes"]
    acceptees = combien(session, Orientation, Orientation.etat == EtatOrientation.ACCEPTEE, Orientation.importee)
    assert acceptees == ATTENDU["cite"]["orientations_acceptees"]
    assert combien(session, Orientation, Orientation.importee.is_(False)) == 0
