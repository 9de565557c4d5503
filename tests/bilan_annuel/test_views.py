"""The yearly report through its pages and files."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from parcours.bilan_annuel.models import PhotoDeBilan
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.parcours_individuels.models import Action, SeanceAction
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import ChiffreDeSeance
from parcours.reunions.rules.seance import GenreDeChiffre
from parcours.saisines.models import Saisine
from parcours.saisines.rules import EtatSaisine
from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques import personnes
from tests.fabriques.rencontres import reunion
from tests.formulaires import champs_du_formulaire

ANNEE = "periode=scolaire-2025"


@pytest.fixture(autouse=True)
def _enfants(client: ClientVerifie, session: Session) -> None:
    charger_les_referentiels()
    for nom in ("Renault", "Dubois"):
        enfant = personnes.beneficiaire(nom, "Léa", date_naissance=date(2017, 5, 5))
        personnes.parcours(enfant, EtatParcours.EN_COURS, demande_le=date(2025, 9, 2), debut_le=date(2025, 10, 6))
    personnes.connecter(client, personnes.agent(Role.COORDINATEUR_PRE))
    session.commit()


def feuilles(octets: bytes) -> dict[str, list[list[object]]]:
    """Sheets of a spreadsheet, read by another library."""
    classeur = CalamineWorkbook.from_filelike(BytesIO(octets))
    return {nom: classeur.get_sheet_by_name(nom).to_python() for nom in classeur.sheet_names}


def moyens(client: ClientVerifie, **champs: str):
    """Type these amounts: `p147="69 000"`."""
    adresse = f"/bilan-annuel/moyens?{ANNEE}"
    formulaire = champs_du_formulaire(client.voir(adresse).text, adresse)
    rangs = {v: nom.rsplit("-", 1)[0] for nom, v in formulaire.items() if nom.endswith("-code")}
    return client.post(adresse, data=formulaire | {f"{rangs[code]}-montant": montant for code, montant in champs.items()})


def test_un_chiffre_mene_a_la_liste_des_enfants_qu_il_compte(client) -> None:
    page = client.voir(f"/bilan-annuel?{ANNEE}").text
    assert "Année scolaire 2025-2026" in page and "chiffre=file_active" in page
    liste = client.voir(f"/bilan-annuel/enfants?{ANNEE}&chiffre=file_active").text
    assert "RENAULT Léa" in liste and "DUBOIS Léa" in liste


def test_derriere_une_seance_et_un_cout_il_y_a_des_enfants_et_le_chiffre(client, session: Session) -> None:
    enfant = personnes.parcours(
        personnes.beneficiaire("Verhaeghe", "Zoé"),
        EtatParcours.EN_COURS,
        demande_le=date(2025, 9, 2),
        debut_le=date(2025, 10, 6),
    )
    action = Action(parcours_id=enfant.id, type="clas", libelle="CLAS", cout_paye=1250)
    session.add(action)
    session.flush()
    session.add_all(SeanceAction(action_id=action.id, le=date(2025, 11, jour), faite=True) for jour in (4, 12, 18))
    session.commit()
    for chiffre, dit in (
        ("seances.faites", "Au bilan\u00a0: 3"),
        ("cout.paye", "Au bilan\u00a0: 12,50\u00a0€"),
        ("actions.total", ""),
    ):
        page = client.voir(f"/bilan-annuel/enfants?{ANNEE}&chiffre={chiffre}").text
        assert "VERHAEGHE Zoé" in page and "RENAULT" not in page
        assert dit in page


def test_derriere_les_saisines_il_y_a_chaque_saisine_une_fois(client, session: Session) -> None:
    for rang, (nom, etat) in enumerate(
        (("Aubry", EtatSaisine.RECUE), ("Blot", EtatSaisine.REORIENTEE), ("Caron", EtatSaisine.BROUILLON))
    ):
        session.add(
            Saisine(
                reference=f"AAA-AA{rang}", etat=etat, etape_le=date(2025, 11, 4), demande_le=date(2025, 11, 4),
                prescripteur_nom="X", nom=nom, prenom="Tom", cle_recherche="", cle_tri=nom,
            )
        )  # fmt: skip
    session.commit()
    attendus = {"recues": {"AUBRY", "BLOT"}, "ecartees": {"BLOT"}, "en_cours": {"AUBRY"}}
    for chiffre, noms in attendus.items():
        page = client.voir(f"/bilan-annuel/enfants?{ANNEE}&chiffre=saisines.{chiffre}").text
        assert {nom for nom in ("AUBRY", "BLOT", "CARON") if f"{nom} Tom" in page} == noms
        assert "saisine du 04/11/2025" in page


def test_les_reunions_tenues_portent_leur_nom(client, session: Session) -> None:
    tenue = reunion(-3, type_code="restreinte")
    session.add(
        ChiffreDeSeance(
            reunion_id=tenue.id,
            jour=date(2025, 11, 4),
            type_reunion="restreinte",
            genre=GenreDeChiffre.DECISION,
            code="entree",
            nombre=2,
        )
    )
    session.commit()
    page = client.voir(f"/bilan-annuel?{ANNEE}").text
    assert "EPS restreinte" in page and ">restreinte<" not in page


@pytest.mark.parametrize("chiffre", ["", "inconnu", "saisines.recues", "delai.eps.mediane"])
def test_un_chiffre_sans_liste_n_a_pas_de_page(client, chiffre: str) -> None:
    assert client.get(f"/bilan-annuel/enfants?{ANNEE}&chiffre={chiffre}").status_code == 404


def test_les_moyens_se_saisissent_une_fois_et_donnent_le_cout_par_enfant(client) -> None:
    assert moyens(client, p147="69 000", coordination="0,5", prestataires="12 500,50").status_code == 303
    page = client.voir(f"/bilan-annuel?{ANNEE}").text
    assert "69\u202f000\u00a0€" in page and "0,5\u00a0ETP" in page
    assert "6\u202f250,25\u00a0€" in page


def test_un_montant_illisible_le_dit_et_reste_ecrit(client) -> None:
    reponse = moyens(client, p147="beaucoup")
    assert reponse.status_code == 422
    assert "Écrivez un nombre" in reponse.text and 'value="beaucoup"' in reponse.text


def test_deux_saisies_des_moyens_en_meme_temps_se_voient(client) -> None:
    adresse = f"/bilan-annuel/moyens?{ANNEE}"
    ancien = champs_du_formulaire(client.voir(adresse).text, adresse)
    moyens(client, caf="1000")
    rang = next(nom for nom, v in ancien.items() if v == "caf").rsplit("-", 1)[0]
    reponse = client.post(adresse, data=ancien | {f"{rang}-montant": "2000"})
    assert reponse.status_code == 409
    assert "1\u202f000\u00a0€" in reponse.text and 'value="2000"' in reponse.text


def test_un_bilan_fige_ne_bouge_plus(client, session) -> None:
    assert client.envoyer(f"/bilan-annuel/figer?{ANNEE}", f"/bilan-annuel?{ANNEE}").status_code == 303
    photo = session.query(PhotoDeBilan).one()
    assert "Renault" not in photo.contenu and "RENAULT" not in photo.contenu
    enfant = personnes.beneficiaire("Martin", "Noé")
    personnes.parcours(enfant, EtatParcours.EN_COURS, demande_le=date(2025, 9, 2), debut_le=date(2025, 10, 6))
    session.commit()
    fige = client.voir(f"/bilan-annuel/figes/{photo.id}").text
    vivant = client.voir(f"/bilan-annuel?{ANNEE}").text
    assert "3<span" in vivant.replace("\n", "") and "3<span" not in fige
    lignes = {
        x[1]: x[2] for x in feuilles(client.get(f"/bilan-annuel/bilan.xlsx?fige={photo.id}").data)["Activité"] if len(x) > 2
    }
    assert lignes["Entrées de l’année"] == 2


def test_une_photo_alteree_dans_la_base_ne_se_lit_plus(client, session) -> None:
    client.envoyer(f"/bilan-annuel/figer?{ANNEE}", f"/bilan-annuel?{ANNEE}")
    photo = session.query(PhotoDeBilan).one()
    photo.contenu = photo.contenu.replace('"valeur": 2', '"valeur": 3')
    session.commit()
    assert client.get(f"/bilan-annuel/figes/{photo.id}").status_code == 422


def test_le_pdf_et_le_tableur_portent_les_memes_chiffres_et_aucun_nom(client) -> None:
    pdf = client.get(f"/bilan-annuel/bilan.pdf?{ANNEE}")
    texte = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages)
    assert "File active" in texte and "Ne pas le diffuser" in texte
    assert "RENAULT" not in texte.upper()
    tableur = client.get(f"/bilan-annuel/bilan.xlsx?{ANNEE}")
    lues = feuilles(tableur.data)
    assert {"Activité", "Moyens"} <= lues.keys()
    tout = " ".join(str(v) for lignes in lues.values() for ligne in lignes for v in ligne)
    assert "RENAULT" not in tout.upper()
    assert "bilan-annuel-pre-scolaire-2025.xlsx" in tableur.headers["Content-Disposition"]


def test_une_annee_sans_personne_se_lit_sans_erreur(client) -> None:
    client.voir("/bilan-annuel?periode=civile-2010")
    assert client.get("/bilan-annuel/bilan.pdf?periode=civile-2010").status_code == 200
    assert client.get("/bilan-annuel/bilan.xlsx?periode=civile-2010").status_code == 200
