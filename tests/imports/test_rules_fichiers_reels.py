"""The three real kinds of files give the expected figures, by general definitions only."""

import datetime as dt
import json

import pytest

from parcours.imports.rules.analyse import Analyse, Decision, Verdict, analyser
from parcours.imports.rules.champs import Dispositif, Forme
from parcours.imports.rules.classeur import lire_classeur
from parcours.imports.rules.correspondance import Correspondance, proposer
from tests.imports.fichiers import AUJOURD_HUI, DONNEES, REFERENTIEL

ATTENDU = json.loads((DONNEES / "attendu.json").read_text())
FEUILLE = "SUIVI 2025-2026"
CORRECTIONS = {
    (FEUILLE, 17, "date_naissance"): "12/09/2015",
    (FEUILLE, 20, "date_naissance"): dt.date(2016, 2, 29),
    (FEUILLE, 27, "date_naissance"): "3 septembre 2015",
}


def analyse_de(nom: str, **options: object) -> Analyse:
    return analyser(lire_classeur((DONNEES / nom).read_bytes(), nom), REFERENTIEL, AUJOURD_HUI, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pre() -> Analyse:
    return analyse_de("suivi_pre.xlsx")


def test_le_suivi_pre_cree_146_enfants_et_ecarte_trois_dates_de_naissance(pre: Analyse) -> None:
    bilan = pre.bilan()
    assert bilan["personnes"] == ATTENDU["pre"]["enfants"] - ATTENDU["pre"]["dates_impossibles"] == 146
    assert bilan["dates_impossibles"] == bilan["ecartees"] == 3
    ecartees = pre.de_verdict(Verdict.ECARTEE)
    assert [m.reference for ligne in ecartees for m in ligne.messages if m.champ == "date_naissance"] == [
        "C17",
        "C20",
        "C27",
    ]
    assert "31/02/2016" in ecartees[1].raison and "C20" in ecartees[1].raison


def test_une_fois_les_trois_dates_corrigees_tous_les_chiffres_sont_ceux_attendus() -> None:
    bilan = analyse_de("suivi_pre.xlsx", corrections=CORRECTIONS).bilan()
    attendu = ATTENDU["pre"]
    assert (bilan["personnes"], bilan["entres"], bilan["sortis"], bilan["actifs"]) == (
        attendu["enfants"],
        attendu["entres"],
        attendu["sortis"],
        attendu["actifs"],
    )
    assert (bilan["femmes"], bilan["en_qpv"], bilan["quartier_inconnu"], bilan["doublons"]) == (
        attendu["filles"],
        attendu["en_qpv"],
        attendu["quartier_inconnu"],
        attendu["doublons"],
    )
    assert bilan["ecartees"] == bilan["doutes"] == bilan["refusees"] == 0


def test_les_titres_sections_et_totaux_ne_deviennent_personne(pre: Analyse) -> None:
    assert [(ligne.numero, ligne.raison) for ligne in pre.de_verdict(Verdict.IGNOREE)] == [
        (46, "ligne de séparation"),
        (98, "ligne de séparation"),
        (164, "ligne de total"),
    ]


def test_les_feuilles_sans_personne_sont_laissees_avec_leur_raison(pre: Analyse) -> None:
    raisons = {f.nom: (f.retenue, f.raison) for f in pre.correspondance.feuilles}
    assert raisons == {
        FEUILLE: (True, "titres reconnus"),
        "Listes": (False, "aucune ligne de titres de colonnes reconnue"),
        "Sortis 2024": (False, "aucune ligne sous les titres"),
    }


def test_un_enfant_tape_deux_fois_garde_la_graphie_accentuee(pre: Analyse) -> None:
    fusions = pre.de_verdict(Verdict.FUSIONNER)
    assert [(ligne.numero, ligne.avec) for ligne in fusions] == [
        (68, (FEUILLE, 50)),
        (79, (FEUILLE, 38)),
        (89, (FEUILLE, 86)),
        (107, (FEUILLE, 94)),
        (125, (FEUILLE, 106)),
    ]
    sebastien = next(p for p in pre.personnes if p.sources == ((FEUILLE, 86), (FEUILLE, 89)))
    assert (sebastien.identite.nom, sebastien.identite.prenom) == ("FERNANDES", "Sébastien")


def test_deux_enfants_du_meme_nom_nes_a_huit_ans_d_ecart_restent_deux(pre: Analyse) -> None:
    assert sum(p.identite.mots == ("lemaitre", "louis") for p in pre.personnes) == 2
    assert [m.ligne for m in pre.messages if m.code == "homonyme"] == [116]


def test_une_ligne_entiere_est_lue_comme_le_fichier_la_dit(pre: Analyse) -> None:
    michel = next(p for p in pre.personnes if p.sources[0][1] == 6)
    assert (michel.identite.nom, michel.identite.prenom, michel.identite.naissance) == (
        "POTTIER",
        "Michel",
        dt.date(2018, 4, 13),
    )
    assert michel.identite.sexe == "M" and michel.identite.numero == "2"
    assert michel.coordonnees.telephones == ("+33675143240",) and michel.coordonnees.code_insee == "62040"
    assert michel.coordonnees.quartier == "saint-exupery-leon-blum" and michel.coordonnees.en_qpv
    assert (michel.scolarite.etablissement, michel.scolarite.classe) == ("Primaire Albert Camus", "CE2")
    assert [(r.rang, r.nom, r.prenom) for r in michel.responsables] == [
        (1, "GAILLARD", "Anouk"),
        (2, "POTTIER", "Augustin"),
    ]
    assert michel.accord is not None and (michel.accord.etat, michel.accord.forme) == ("repris_a_confirmer", "ecrit")
    assert michel.parcours.saisine_le == dt.date(2025, 6, 14) and michel.parcours.eps_le == dt.date(2025, 8, 2)
    assert michel.parcours.entree_le == dt.date(2025, 8, 9) and michel.parcours.prochain_bilan_le == dt.date(2026, 5, 6)
    assert michel.parcours.actions == ("vacances", "atelier parents") and michel.parcours.referent == "Karim B."
    assert michel.observations == "déménagement possible"


def test_les_lignes_surprenantes_sont_signalees_et_creees(pre: Analyse) -> None:
    codes = {m.code for m in pre.messages}
    assert {"age_classe", "hors_qpv_hors_rep"} <= codes
    ligne = next(ligne for ligne in pre.lignes if ligne.numero == 9)
    assert ligne.verdict is Verdict.CREER
    assert {m.lieu for m in ligne.messages} >= {f"{FEUILLE}!F9", f"{FEUILLE}!I9"}


def test_aucune_ecole_ni_quartier_du_fichier_ne_reste_inconnu(pre: Analyse) -> None:
    assert not {"ecole_inconnue", "ecole_ambigue", "quartier_inconnu", "quartier_ambigu"} & {m.code for m in pre.messages}
    assert not {"accord_inconnu", "telephone_illisible", "sexe_inconnu", "date_illisible"} & {m.code for m in pre.messages}


def test_ecarter_ou_creer_une_ligne_par_decision_suffit() -> None:
    analyse = analyse_de("suivi_pre.xlsx", decisions={(FEUILLE, 20): Decision("creer"), (FEUILLE, 5): Decision("ecarter")})
    assert analyse.bilan()["personnes"] == 146 and analyse.bilan()["ecartees"] == 3
    alfred = next(p for p in analyse.personnes if p.sources[0][1] == 20)
    assert alfred.identite.naissance is None


def test_le_journal_sante_donne_203_personnes_et_783_accompagnements() -> None:
    analyse = analyse_de("mediation_sante.xlsx")
    bilan, attendu = analyse.bilan(), ATTENDU["mediation"]
    assert analyse.correspondance.dispositif is Dispositif.SANTE and analyse.correspondance.forme is Forme.JOURNAL
    assert (bilan["personnes"], bilan["actes"], bilan["femmes"]) == (
        attendu["personnes"],
        attendu["accompagnements"],
        attendu["femmes"],
    )
    acte = next(a for p in analyse.personnes for a in p.actes if a.source[1] == 3)
    assert acte.le == dt.date(2025, 11, 17) and acte.duree_minutes == 20 and acte.accompagnement_physique is False
    durees = {a.duree_minutes for p in analyse.personnes for a in p.actes}
    assert durees == {20, 30, 45, 60, 90, 120}


def test_le_fichier_cite_donne_420_personnes_et_126_orientations_acceptees() -> None:
    analyse = analyse_de("cite_emploi.csv")
    bilan, attendu = analyse.bilan(), ATTENDU["cite"]
    assert analyse.correspondance.dispositif is Dispositif.EMPLOI
    assert (bilan["personnes"], bilan["orientations_acceptees"]) == (
        attendu["personnes"],
        attendu["orientations_acceptees"],
    )
    assert bilan["femmes"] == 207 and bilan["quartier_inconnu"] == 8


def test_la_correspondance_traverse_le_json_et_se_retient_par_sa_signature(pre: Analyse) -> None:
    aller = json.loads(json.dumps(pre.correspondance.en_dict()))
    retour = Correspondance.depuis_dict(aller)
    assert retour == pre.correspondance and retour.signature() == pre.correspondance.signature()
    classeur = lire_classeur((DONNEES / "suivi_pre.xlsx").read_bytes(), "x.xlsx")
    modifiee = proposer(classeur, AUJOURD_HUI).modifier(FEUILLE, {23: None})
    repris = proposer(classeur, AUJOURD_HUI).avec_memoire(json.loads(json.dumps(modifiee.memoire())))
    assert "observations" not in repris.retenues[0].champs() and repris.signature() == modifiee.signature()
    analyse = analyser(classeur, REFERENTIEL, AUJOURD_HUI, correspondance=repris)
    assert ("Observations", "déménagement possible") in analyse.personnes[1].autres


def test_une_colonne_ne_peut_pas_recevoir_un_champ_deja_pris(pre: Analyse) -> None:
    with pytest.raises(ValueError, match="Deux colonnes"):
        pre.correspondance.modifier(FEUILLE, {23: "date_entree"})
