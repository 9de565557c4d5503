"""Habits of other teams, each in a small file made on the spot: what is read, what is asked, and never a silent loss."""

import datetime as dt
from typing import Any

import pytest

from parcours.imports.rules.analyse import Analyse, Verdict, analyser
from parcours.imports.rules.champs import Forme
from parcours.imports.rules.classeur import FichierRefuse, lire_classeur
from parcours.imports.rules.propositions import Personne
from tests.imports.fichiers import AUJOURD_HUI, DONNEES, REFERENTIEL, en_csv, en_xlsx

NE = dt.date(2016, 3, 5)
TETE: list[Any] = ["Nom", "Prénom", "Date de naissance", "Sexe", "Classe"]
ZOE: list[Any] = ["MARTIN", "Zoé", NE, "F", "CM2"]
TOM: list[Any] = ["DURAND", "Tom", dt.date(2018, 4, 4), "M", "CE2"]


def lire(contenu: bytes, nom: str = "fichier.xlsx") -> Analyse:
    return analyser(lire_classeur(contenu, nom), REFERENTIEL, AUJOURD_HUI)


def table(*lignes: list[Any], fusions: tuple[tuple[str, str, str], ...] = (), feuille: str = "F") -> Analyse:
    return lire(en_xlsx({feuille: lignes}, fusions))


def une(titres: list[Any], *cases: list[Any]) -> tuple[Personne, ...]:
    """People read under a surname, a first name, a birth date and these columns."""
    lignes = [[f"NOM{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[i]}", "Zoé", dt.date(2016, 1, 1 + i), *c] for i, c in enumerate(cases)]
    return table(["Nom", "Prénom", "DDN", *titres], *lignes).personnes


@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_un_vrai_fichier_d_une_autre_equipe(extension: str) -> None:
    nom = f"autre_equipe.{extension}"
    analyse = lire((DONNEES / nom).read_bytes(), nom)
    assert [(p.identite.nom, p.identite.prenom, p.identite.sexe) for p in analyse.personnes] == [
        ("DELATTRE", "Maëlys", "F"),
        ("EL AMRANI", "Yassine", "M"),
        ("D’HAENE", "Léo", "M"),
        ("VAN DEN BROECK", "Inès", "F"),
    ]
    assert [p.identite.naissance for p in analyse.personnes][::3] == [NE, dt.date(2021, 1, 15)]
    assert [(p.scolarite.etablissement, p.scolarite.classe) for p in analyse.personnes] == [
        ("Primaire Albert Camus", "CM2"),
        ("Collège La Morinie", "6e"),
        ("Primaire George Sand", "CP/CE1"),
        ("Maternelle Montaigne", "MS"),
    ]
    assert [p.accord and (p.accord.etat, p.accord.forme) for p in analyse.personnes] == [
        ("repris_a_confirmer", "ecrit"),
        ("repris_a_confirmer", "oral"),
        ("en_attente", None),
        ("repris_a_confirmer", None),
    ]
    assert analyse.personnes[1].responsables[0].telephones == ("+33711223344",)
    assert [ligne.raison for ligne in analyse.de_verdict(Verdict.IGNOREE)] == ["ligne de total"]


def test_un_oui_ou_non_et_un_nom_de_quartier_se_completent_ou_se_contredisent() -> None:
    cases = [["oui", "St Exupéry"], ["non", ""], ["non", "Danvers"], ["oui", ""], ["non", "St Exupéry"]]
    lus = [(p.coordonnees.etat_quartier, p.coordonnees.quartier) for p in une(["QPV (oui/non)", "Quartier"], *cases)]
    assert lus == [
        ("dans", "saint-exupery-leon-blum"),
        ("hors", None),
        ("dans", "residence-danvers"),
        ("inconnu", None),
        ("inconnu", None),
    ]
    analyse = table([*TETE, "QPV", "Quartier"], [*ZOE, "non", "St Exupéry"])
    (message,) = [m for m in analyse.messages if m.code == "quartier_contradictoire"]
    assert message.reference == "F2" and "se contredisent" in message.texte


def test_un_champ_reparti_sur_plusieurs_colonnes_est_reuni() -> None:
    (zoe,) = une(["Téléphone 1", "Téléphone 2", "Motif 1", "Motif 2"], ["0611223344", "0711223344", "langage", "isolement"])
    assert zoe.coordonnees.telephones == ("+33611223344", "+33711223344")
    assert zoe.parcours.motifs == ("langage", "isolement")


def test_une_croix_sous_un_intitule_dit_cet_intitule() -> None:
    (lucie,) = une(
        ["Repéré par", "RSA", "Frein mobilité", "Frein logement", "Frein garde d'enfants"], ["ESCAL", "oui", "x", "", "x"]
    )
    assert lucie.reperage.freins == ("mobilité", "garde d'enfants")
    lignes: list[list[Any]] = [
        ["Nom", "Prénom", "DDN", "Actions", "", ""],
        ["", "", "", "CLAS", "Sport", "Vacances"],
        [*ZOE[:3], "x", "", "x"],
    ]
    (zoe,) = table(*lignes, fusions=(("F", "D1:F1", "Actions"),)).personnes
    assert zoe.parcours.actions == ("CLAS", "Vacances")
    assert [p.identite.sexe for p in une(["Fille", "Garçon"], ["x", ""], ["", "x"], ["", ""])] == ["F", "M", None]


def test_des_orientations_numerotees_font_plusieurs_orientations() -> None:
    titres = ["RSA", *(f"{mot} {n}" for n in (1, 2) for mot in ("Orientation", "Date orientation", "Réponse"))]
    (lucie,) = une(titres, ["oui", "MIPE", "03/02/2026", "OK", "CIDFF", "04/03/2026", "KO"])
    assert [(o.vers, o.le, o.reponse) for o in lucie.orientations] == [
        ("MIPE", dt.date(2026, 2, 3), "acceptee"),
        ("CIDFF", dt.date(2026, 3, 4), "refusee"),
    ]


@pytest.mark.parametrize(
    ("adresse", "rue", "insee"),
    [
        ("3 rue Haute 62500 SAINT-OMER", "3 rue Haute", "62765"),
        ("3 rue Haute\n62510 Arques", "3 rue Haute", "62040"),
        ("3 rue Haute, Longuenesse", "3 rue Haute", "62525"),
        ("3 rue d'Arques", "3 rue d'Arques", None),
    ],
)
def test_la_commune_est_lue_a_la_fin_de_l_adresse(adresse: str, rue: str, insee: str | None) -> None:
    (zoe,) = une(["Adresse complète"], [adresse])
    assert (zoe.coordonnees.adresse, zoe.coordonnees.code_insee) == (rue, insee)


def test_la_feuille_et_la_rubrique_disent_la_commune_et_l_ecole_sans_les_inventer() -> None:
    sans_ecole = [[*TETE[:3]], ["COLLÈGE LA MORINIE"], ZOE[:3], ["PASCAL"], TOM[:3]]
    analyse = lire(en_xlsx({"Arques": sans_ecole, "Camille D.": [TETE[:3], ["PETIT", "Eva", NE]]}))
    zoe, tom, eva = analyse.personnes
    assert zoe.coordonnees.commune == "Arques" and zoe.scolarite.etablissement == "Collège La Morinie"
    assert tom.scolarite.etablissement is None and ("Rubrique", "PASCAL") in tom.autres
    assert ("Feuille", "Camille D.") in eva.autres and eva.coordonnees.commune == ""
    assert {m.code for m in analyse.messages if m.ligne == 3} == {"commune_de_la_feuille", "ecole_de_la_feuille"}


def test_un_enfant_range_parmi_les_sortis_sans_date_de_sortie_est_signale() -> None:
    analyse = table(TETE, ZOE, ["SORTIS 2025"], TOM)
    assert [(m.ligne, m.code) for m in analyse.messages if m.code == "sorti_sans_date"] == [(4, "sorti_sans_date")]


def test_un_nom_ecrit_une_fois_par_fratrie_est_propose_ou_repris_de_la_case_fusionnee() -> None:
    lignes: list[list[Any]] = [TETE, ZOE, ["", "Lou", dt.date(2020, 1, 1), "F", "GS"]]
    (doute,) = table(*lignes).de_verdict(Verdict.DOUTE)
    assert doute.raison == "le nom manque : est-ce « MARTIN », comme à la ligne 2 ?"
    lou = table(*lignes, fusions=(("F", "A2:A3", "MARTIN"),)).personnes[1]
    assert (lou.identite.nom, lou.identite.prenom) == ("MARTIN", "Lou")


@pytest.mark.parametrize(
    ("nom", "prenom", "verdict"),
    [
        ("MARTIN", "?", Verdict.DOUTE),
        ("-", "Tom", Verdict.DOUTE),
        ("M.", "D.", Verdict.DOUTE),
        ("anonyme", "", Verdict.REFUSEE),
        ("X", "X", Verdict.REFUSEE),
    ],
)
def test_personne_n_est_cree_sans_un_vrai_nom(nom: str, prenom: str, verdict: Verdict) -> None:
    assert table(TETE, [nom, prenom, NE, "F", "CM2"], TOM).lignes[0].verdict is verdict


def test_modeles_lignes_preparees_et_signatures_ne_deviennent_personne() -> None:
    lignes: list[list[Any]] = [
        ["N°", *TETE, "QPV"],
        ["", "Ex : DUPONT", "Marie", "01/01/2015", "F", "CM1"],
        ["", "nom", "prénom", "jj/mm/aaaa", "F", "CP"],
        [1, *ZOE, "non"],
        [2, *TOM, "non"],
        [3, "", "", "", "", "", "non"],
        [4],
        [],
        ["", "Marie D.", "Karim B."],
    ]
    analyse = table(*lignes)
    assert [p.identite.nom for p in analyse.personnes] == ["MARTIN", "DURAND"]
    assert [ligne.raison for ligne in analyse.de_verdict(Verdict.IGNOREE)] == [
        "note, et non une personne",
        "note, et non une personne",
        "ligne préparée, sans personne",
        "ligne préparée, sans personne",
    ]
    (doute,) = analyse.de_verdict(Verdict.DOUTE)
    assert doute.numero == 9 and "rien d’autre qu’un nom" in doute.raison


def test_une_colonne_de_dates_americaines_est_remise_a_l_endroit_et_dite() -> None:
    dates = ["04/13/2018", "03/05/2016", "12/25/2015", "07/04/2014", "11/30/2013"]
    analyse = table(["Nom", "Prénom", "DDN"], *([f"NOM{x}", "Zoé", d] for x, d in zip("ABCDE", dates, strict=True)))
    assert [p.identite.naissance for p in analyse.personnes][1] == NE
    assert {m.code for m in analyse.messages} == {"date_americaine"}
    seule = table(["Nom", "Prénom", "DDN"], ["MARTIN", "Zoé", "04/13/2018"], ["DURAND", "Tom", "25/12/2015"])
    assert [ligne.verdict for ligne in seule.lignes] == [Verdict.ECARTEE, Verdict.CREER]


def test_une_date_incertaine_est_mise_de_cote_et_une_date_commentee_lue() -> None:
    lignes = [
        ["MARTIN", "Zoé", "05/03/2016 ?"],
        ["DURAND", "Tom", "née le 5 mars 2016"],
        ["PETIT", "Eva", "05/03/2016 (10 ans)"],
    ]
    analyse = table(TETE[:3], *lignes)
    assert [ligne.verdict for ligne in analyse.lignes] == [Verdict.ECARTEE, Verdict.CREER, Verdict.CREER]
    assert {p.identite.naissance for p in analyse.personnes} == {NE}


def test_l_age_est_garde_sans_date_et_confronte_a_la_date() -> None:
    lignes: list[list[Any]] = [["MARTIN", "Zoé", NE, 10], ["DURAND", "Tom", NE, 6], ["PETIT", "Eva", "", "7 ans"]]
    analyse = table([*TETE[:3], "Âge"], *lignes)
    assert [m.reference for m in analyse.messages if m.code == "age_contradictoire"] == ["D3"]
    assert ("Âge", "7 ans") in analyse.personnes[2].autres


def test_les_parents_dans_une_case_ou_dans_quatre_colonnes() -> None:
    (zoe,) = une(["Parents"], ["Mme MARTIN Lucie et M. DUPONT Paul"])
    assert [(r.nom, r.prenom) for r in zoe.responsables] == [("MARTIN", "Lucie"), ("DUPONT", "Paul")]
    (tom,) = une(["Parents"], ["M. et Mme DURAND"])
    assert [(r.nom, r.prenom) for r in tom.responsables] == [("DURAND", "")]
    (eva,) = une(["Nom mère", "Prénom mère", "Nom père", "Prénom père"], ["LE GALL", "Lucie", "DUPONT", "Paul"])
    assert [(r.nom, r.prenom) for r in eva.responsables] == [("LE GALL", "Lucie"), ("DUPONT", "Paul")]


def test_la_date_de_naissance_ecrite_apres_le_nom_et_un_acte_sans_date() -> None:
    lignes = [
        ["03/02/2026", "DUPONT Marie (05/03/1970)", "Soins", "1h et quart"],
        ["", "DUPONT Marie 05/03/1970", "Droits", "3/4h"],
    ]
    analyse = table(["Date", "Personne accompagnée", "Type", "Durée"], *lignes)
    (marie,) = analyse.personnes
    assert (marie.identite.nom, marie.identite.naissance) == ("DUPONT", dt.date(1970, 3, 5))
    assert [a.duree_minutes for a in marie.actes] == [75, 45]
    assert [(m.reference, m.code) for m in analyse.messages if m.code == "acte_sans_date"] == [("A3", "acte_sans_date")]


def test_un_suivi_sante_par_personne_ne_perd_aucune_colonne() -> None:
    analyse = table(
        ["Nom", "Prénom", "DDN", "Médiateur", "Type", "Janvier", "Février"], ["DUPONT", "Marie", NE, "Nadia", "Soins", 2, 1]
    )
    assert analyse.correspondance.forme is Forme.PERSONNES
    assert {("Type", "Soins"), ("Médiateur", "Nadia"), ("Janvier", "2")} <= set(analyse.personnes[0].autres)


def test_un_csv_colle_dans_la_colonne_a_ou_entre_guillemets() -> None:
    texte = en_csv([[*TETE, "Motif"], [*ZOE, "langage, isolement"], [*TOM, ""]], ",").decode().split("\r\n")[:-1]
    entre = "\r\n".join('"' + ligne.replace('"', '""') + '"' for ligne in texte).encode()
    for analyse in (lire(en_xlsx({"A": [[ligne] for ligne in texte]})), lire(entre, "a.csv")):
        assert [p.parcours.motifs for p in analyse.personnes] == [("langage", "isolement"), ()]


@pytest.mark.parametrize("encodage", ["cp850", "mac_roman", "cp1252"])
def test_un_csv_ancien_garde_ses_accents_en_capitales_comme_en_minuscules(encodage: str) -> None:
    (lea,) = lire(en_csv([["Nom", "Prénom", "Né(e) le"], ["LEFÈVRE", "LÉA", NE]], ";", encodage), "a.csv").personnes
    assert (lea.identite.nom, lea.identite.prenom) == ("LEFÈVRE", "Léa")


def test_une_feuille_sans_noms_le_dit_et_un_tableau_sylk_est_refuse() -> None:
    analyse = table(["Date du RDV", "Initiales", "Sexe", "Durée (min)"], ["03/02/2026", "M.D.", "F", 30])
    assert analyse.correspondance.feuilles[0].raison == "aucune colonne de noms" and not analyse.personnes
    with pytest.raises(FichierRefuse, match="SYLK"):
        lire(b'ID;PSCALC3\nC;X1;Y1;K"Nom"\n', "a.xls")


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("MARTIN - Zoé", ("MARTIN", "Zoé", "")),
        ("DUPONT - MARTIN Zoé", ("DUPONT-MARTIN", "Zoé", "")),
        ("1. MARTIN Zoé*", ("MARTIN", "Zoé", "")),
    ],
)
def test_un_tiret_entre_le_nom_et_le_prenom_ou_un_numero_devant(nom: str, attendu: tuple[str, str, str]) -> None:
    (p,) = table(["Nom - Prénom", "DDN"], [nom, NE]).personnes
    assert (p.identite.nom, p.identite.prenom, p.identite.nom_naissance) == attendu


def test_un_nom_d_epouse_dans_la_colonne_du_nom_et_un_nom_incertain() -> None:
    analyse = table(TETE, ["MARTIN ép. DURAND", "Lucie", NE, "F", ""], ["LONG ?", "Ali", NE, "M", ""])
    assert (analyse.personnes[0].identite.nom, analyse.personnes[0].identite.nom_naissance) == ("DURAND", "MARTIN")
    assert [m.reference for m in analyse.messages if m.code == "nom_a_verifier"] == ["A3"]


def test_un_carnet_d_adresses_a_cote_du_suivi_n_est_pas_lu() -> None:
    carnet = [["Nom", "Prénom", "Tél", "Mail"], ["DUPONT", "Camille", "0321000000", "c.dupont@exemple.fr"]]
    analyse = lire(en_xlsx({"Suivi": [TETE, ZOE], "Référents": carnet}))
    assert [p.identite.nom for p in analyse.personnes] == ["MARTIN"]
    assert "carnet d’adresses" in analyse.correspondance.feuilles[1].raison


def test_le_jour_ecrit_une_fois_au_dessus_des_actes_leur_est_donne() -> None:
    lignes: list[list[Any]] = [["Lundi 2 février 2026"], ["", "DUPONT", "Marie", NE, "Soins", 30]]
    (marie,) = table(["Date", "Nom", "Prénom", "DDN", "Type", "Durée"], *lignes).personnes
    assert marie.actes[0].le == dt.date(2026, 2, 2)


def test_un_fichier_d_enfants_sans_autre_indice_est_celui_de_la_reussite_educative() -> None:
    analyse = table(["Nom", "Prénom", "DDN", "Date entrée"], *([*ligne[:3], "01/09/2026"] for ligne in (ZOE, TOM)))
    assert [p.parcours.entree_le for p in analyse.personnes] == [dt.date(2026, 9, 1)] * 2
