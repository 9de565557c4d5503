"""Files never seen before: other headings, other order, other formats. The engine reads them all the same."""

import datetime as dt
import time

import pytest

from parcours.imports.rules.analyse import Analyse, Decision, Verdict, analyser
from parcours.imports.rules.champs import Dispositif, Forme
from parcours.imports.rules.classeur import lire_classeur
from tests.imports.fichiers import AUJOURD_HUI, REFERENTIEL, en_csv, en_ods, en_xlsx

NES = dt.date(2016, 3, 5)


def lire(contenu: bytes, nom: str = "fichier.xlsx", **options: object) -> Analyse:
    return analyser(lire_classeur(contenu, nom), REFERENTIEL, AUJOURD_HUI, **options)  # type: ignore[arg-type]


AUTRES_TITRES = [
    ["Suivi des enfants accompagnés - année scolaire 2026/2027"],
    [],
    [
        "Prénom de l'enfant",
        "Nom de l'enfant",
        "DDN",
        "F/M",
        "Établissement",
        "Niveau",
        "Ville",
        "Quartier prioritaire",
        "Mère",
        "Père",
        "Portable",
        "Autorisation parentale",
        "Saisine le",
        "Prescripteur",
        "Problématiques",
        "Passage EPS",
        "Suivi par",
        "Date d'entrée dans le parcours",
        "Actions mises en place",
        "Date bilan",
        "Sorti le",
        "Raison de sortie",
        "Remarques",
    ],
    [
        "lina",
        "DE SOUSA",
        "05/03/2016",
        "F",
        "Camus",
        "CM2",
        "Arques",
        "St Ex",
        "DE SOUSA Ana",
        "",
        "06.11.22.33.44 / 07 11 22 33 44",
        "signée",
        "12/01/26",
        "CCAS",
        "langage ; isolement",
        "2 fév. 2026",
        "Claire M.",
        "2026-02-10",
        "CLAS",
        "10/06/2026",
        "",
        "",
        "RAS",
    ],
    [
        "Jean-pierre",
        "le roux",
        "1er juin 2014",
        "garçon",
        "Morinie",
        "5ème B",
        "62500 ST OMER",
        "hors QPV",
        "",
        "LE ROUX Paul",
        "611223344",
        "en attente de retour",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
]


def verifier_autres_titres(analyse: Analyse) -> None:
    assert analyse.correspondance.dispositif is Dispositif.PRE
    assert analyse.bilan()["personnes"] == 2
    lina, jean = analyse.personnes
    assert (lina.identite.nom, lina.identite.prenom, lina.identite.naissance) == ("DE SOUSA", "Lina", NES)
    assert lina.coordonnees.telephones == ("+33611223344", "+33711223344")
    assert lina.scolarite.etablissement == "Primaire Albert Camus" and lina.coordonnees.en_qpv
    assert lina.parcours.motifs == ("langage", "isolement") and lina.parcours.eps_le == dt.date(2026, 2, 2)
    assert lina.parcours.saisine_le == dt.date(2026, 1, 12) and lina.parcours.entree_le == dt.date(2026, 2, 10)
    assert lina.parcours.referent == "Claire M." and lina.parcours.oriente_par == "CCAS"
    assert lina.accord is not None and lina.accord.forme == "ecrit" and lina.observations == "RAS"
    assert (jean.identite.nom, jean.identite.prenom, jean.identite.sexe) == ("LE ROUX", "Jean-Pierre", "M")
    assert jean.identite.naissance == dt.date(2014, 6, 1) and jean.scolarite.classe == "5e"
    assert jean.coordonnees.commune == "Saint-Omer" and jean.coordonnees.telephones == ("+33611223344",)
    assert jean.accord is not None and jean.accord.etat == "en_attente"
    assert jean.coordonnees.etat_quartier == "hors" and jean.responsables[0].rang == 2


def test_d_autres_titres_dans_un_autre_ordre_en_xlsx() -> None:
    verifier_autres_titres(lire(en_xlsx({"Feuil1": AUTRES_TITRES})))


@pytest.mark.parametrize(
    "encodage", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859_15", "mac_roman"]
)
@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
def test_d_autres_titres_en_csv_de_tout_encodage_et_separateur(encodage: str, separateur: str) -> None:
    verifier_autres_titres(lire(en_csv(AUTRES_TITRES, separateur, encodage), "suivi.csv"))


def test_d_autres_titres_en_ods_avec_de_vraies_dates() -> None:
    lignes = [list(ligne) for ligne in AUTRES_TITRES]
    lignes[3][2], lignes[4][10] = NES, 611223344
    verifier_autres_titres(lire(en_ods("Enfants", lignes), "suivi.ods"))


def test_des_titres_sur_deux_lignes_avec_des_cases_fusionnees() -> None:
    lignes = [
        ["", "", "", "", "", "", ""],
        ["Nom", "Prénom", "Né le", "Nom", "Tél", "Nom", "Tél"],
        ["MARTIN", "Zoé", dt.date(2017, 5, 1), "MARTIN Lucie", "0611223344", "MARTIN Paul", "0711223344"],
        ["DURAND", "Tom", dt.date(2015, 5, 1), "DURAND Eva", "0612223344", "", ""],
    ]
    fusions = [("S", "A1:C1", "Enfant"), ("S", "D1:E1", "Mère"), ("S", "F1:G1", "Père")]
    zoe, tom = lire(en_xlsx({"S": lignes}, fusions)).personnes
    assert (zoe.identite.nom, zoe.identite.prenom, zoe.identite.naissance) == ("MARTIN", "Zoé", dt.date(2017, 5, 1))
    assert [(r.rang, r.prenom, r.telephones) for r in zoe.responsables] == [
        (1, "Lucie", ("+33611223344",)),
        (2, "Paul", ("+33711223344",)),
    ]
    assert [r.prenom for r in tom.responsables] == ["Eva"]


def test_des_titres_sur_deux_lignes_sans_fusion_en_csv() -> None:
    lignes = [
        ["Enfant", "", "", "Responsable légal 1", "", "Suivi", ""],
        ["Nom", "Prénom", "Date de naissance", "Nom Prénom", "Téléphone", "Date d'entrée", "Référent"],
        ["MARTIN", "Zoé", "01/05/2017", "MARTIN Lucie", "0611223344", "03/09/2025", "Ana"],
    ]
    (zoe,) = lire(en_csv(lignes), "a.csv").personnes
    assert zoe.identite.nom == "MARTIN" and zoe.responsables[0].prenom == "Lucie"
    assert zoe.responsables[0].telephones == ("+33611223344",)
    assert zoe.parcours.entree_le == dt.date(2025, 9, 3) and zoe.parcours.referent == "Ana"


@pytest.mark.parametrize(
    ("titre", "cases", "attendus"),
    [
        (
            "Nom et prénom",
            ["DUPONT Léa", "LE GALL Jean Marie", "DE OLIVEIRA MAGGIE"],
            [("DUPONT", "Léa"), ("LE GALL", "Jean Marie"), ("DE OLIVEIRA", "Maggie")],
        ),
        (
            "Prénom NOM",
            ["Léa DUPONT", "Jean Marie LE GALL", "maggie de oliveira"],
            [("DUPONT", "Léa"), ("LE GALL", "Jean Marie"), ("DE OLIVEIRA", "Maggie")],
        ),
        (
            "Enfant",
            ["dupont léa", "MARTIN, Paul", "Le Roux Cécile"],
            [("DUPONT", "Léa"), ("MARTIN", "Paul"), ("LE ROUX", "Cécile")],
        ),
        ("Nom", ["DUPONT Léa", "MARTIN Paul", "PETIT Zoé"], [("DUPONT", "Léa"), ("MARTIN", "Paul"), ("PETIT", "Zoé")]),
    ],
)
def test_nom_et_prenom_dans_une_case_selon_la_casse_et_l_usage_de_la_colonne(
    titre: str, cases: list[str], attendus: list[tuple[str, str]]
) -> None:
    lignes = [[titre, "Date naiss.", "Classe"], *[[c, dt.date(2016, 1, 1 + i), "CE2"] for i, c in enumerate(cases)]]
    assert [(p.identite.nom, p.identite.prenom) for p in lire(en_xlsx({"A": lignes})).personnes] == attendus


def test_les_jumeaux_et_la_fratrie_ne_sont_jamais_fusionnes() -> None:
    lignes = [
        ["Nom", "Prénom", "Date de naissance", "Sexe", "Tél", "Classe"],
        ["MARTIN", "Léo", NES, "M", "0611223344", "CM2"],
        ["MARTIN", "Louise", NES, "F", "0611223344", "CM2"],
        ["MARTIN", "Noé", NES, "M", "0611223344", "CM2"],
        ["MARTIN", "Noa", NES, "F", "0611223344", "CM2"],
        ["MARTIN", "Léo", dt.date(2019, 11, 28), "M", "0611223344", "CE1"],
    ]
    analyse = lire(en_xlsx({"A": lignes}))
    assert analyse.bilan()["personnes"] == 5 and analyse.bilan()["doublons"] == 0
    assert {m.code for m in analyse.messages} >= {"homonyme"}


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (["martin", "eleonore", NES, ""], Verdict.FUSIONNER),
        (["ELEONORE", "MARTIN", NES, ""], Verdict.FUSIONNER),
        (["MARTIN", "Éléonore", "05/03/16", "F"], Verdict.FUSIONNER),
        (["MARTIN", "Éléonor", NES, "F"], Verdict.DOUTE),
        (["MARTINS", "Éléonore", NES, ""], Verdict.DOUTE),
        (["MARTIN", "Éléonore", NES, "M"], Verdict.DOUTE),
        (["MARTIN", "Éléonore", dt.date(2016, 5, 3), "F"], Verdict.DOUTE),
        (["MARTIN", "Éléonore", dt.date(2017, 3, 5), "F"], Verdict.DOUTE),
        (["MARTIN", "Éléonore", "", "F"], Verdict.DOUTE),
        (["MARTIN", "Éléonore Marie", NES, "F"], Verdict.DOUTE),
        (["MARTIN", "Éléonore", dt.date(2010, 9, 21), "F"], Verdict.CREER),
        (["MARTIN", "Suzanne", NES, "F"], Verdict.CREER),
        (["BERNARD", "Éléonore", NES, "F"], Verdict.CREER),
    ],
)
def test_une_seconde_saisie_est_fusionnee_demandee_ou_creee(second: list[object], verdict: Verdict) -> None:
    lignes = [["Nom", "Prénom", "Date de naissance", "Sexe"], ["MARTIN", "Éléonore", NES, "F"], second]
    analyse = lire(en_xlsx({"A": lignes}))
    assert analyse.lignes[1].verdict is verdict, analyse.lignes[1].raison
    assert analyse.bilan()["personnes"] == (2 if verdict is Verdict.CREER else 1)
    if verdict is Verdict.DOUTE:
        assert analyse.lignes[1].avec == ("A", 2)
        assert lire(en_xlsx({"A": lignes}), decisions={("A", 3): Decision("creer")}).bilan()["personnes"] == 2
        fusion = lire(en_xlsx({"A": lignes}), decisions={("A", 3): Decision("fusionner", ("A", 2))})
        assert fusion.bilan()["personnes"] == 1 and fusion.personnes[0].sources == (("A", 2), ("A", 3))


def test_une_lettre_pres_sous_le_meme_numero_est_la_meme_personne() -> None:
    lignes = [["N°", "Nom", "Prénom", "DDN"], [7, "FERNANDES", "Timothée", NES], [7, "FERNANDEZ", "Timothée", NES]]
    assert lire(en_xlsx({"A": lignes})).lignes[1].verdict is Verdict.FUSIONNER


def test_deux_lignes_fusionnees_se_completent_et_disent_leurs_desaccords() -> None:
    lignes = [
        ["Nom", "Prénom", "DDN", "Classe", "Date entrée", "Tél"],
        ["MARTIN", "Zoé", NES, "CM2", dt.date(2025, 9, 1), ""],
        ["Martin", "ZOE", NES, "CM2", dt.date(2025, 9, 8), "0611223344"],
    ]
    analyse = lire(en_xlsx({"A": lignes}))
    (zoe,) = analyse.personnes
    assert zoe.parcours.entree_le == dt.date(2025, 9, 1) and zoe.coordonnees.telephones == ("+33611223344",)
    assert zoe.identite.prenom == "Zoé"
    assert [m.champ for m in analyse.lignes[1].messages if m.code == "valeurs_differentes"] == ["date_entree"]


def test_les_feuilles_masquees_et_de_listes_sont_laissees_les_autres_lues_ensemble() -> None:
    tete = ["Nom", "Prénom", "Date de naissance", "Classe"]
    contenu = en_xlsx(
        {
            "Ferry": [tete, ["MARTIN", "Zoé", NES, "CM2"]],
            "Camus": [tete, ["DURAND", "Tom", NES, "CM2"], ["MARTIN", "Zoé", NES, "CM2"]],
            "brouillon": [tete, ["X", "Y", NES, "CM2"]],
            "Listes": [["CP"], ["CE1"]],
        },
        cachees=["brouillon"],
    )
    analyse = lire(contenu)
    assert [f.nom for f in analyse.correspondance.retenues] == ["Ferry", "Camus"]
    assert analyse.bilan()["personnes"] == 2 and analyse.bilan()["doublons"] == 1


def test_totaux_sections_notes_et_titres_repetes_sont_ignores() -> None:
    lignes = [
        ["N°", "Nom Prénom", "Né(e) le", "Classe"],
        ["COLLÈGE LA MORINIE"],
        [1, "MARTIN Zoé", NES, "CM2"],
        ["", "Sous-total", 1],
        ["N°", "Nom Prénom", "Né(e) le", "Classe"],
        [2, "TOTAL Marie", dt.date(2015, 2, 2), "6e"],
        ["* liste à compléter avec les écoles en janvier"],
        ["", "Nombre d'enfants : 2"],
        ["", "TOTAL", "", 2],
    ]
    analyse = lire(en_xlsx({"A": lignes}))
    assert [p.identite.nom for p in analyse.personnes] == ["MARTIN", "TOTAL"]
    assert analyse.bilan()["ignorees"] == 6


def test_un_journal_de_mediation_aux_titres_inconnus_est_reconnu() -> None:
    lignes = [
        [
            "Date du RDV",
            "Intervenant",
            "Usager",
            "DDN",
            "H/F",
            "Lieu du RDV",
            "Nature de la demande",
            "Besoin exprimé",
            "Obstacle",
            "Acc. physique",
            "Temps passé",
            "Partenaire",
            "Issue",
            "Suite à donner",
        ],
        [
            "03/02/2026",
            "Nadia",
            "MARTIN Lucie",
            "05/03/1970",
            "F",
            "domicile",
            "Soins",
            "dentaire",
            "coût, transport",
            "✓",
            "1h15",
            "PASS",
            "rdv obtenu",
            "",
        ],
        [
            "10/02/2026",
            "Nadia",
            "Martin Lucie",
            "05/03/70",
            "Mme",
            "rue",
            "Droits",
            "C2S",
            "",
            "non",
            0.0625,
            "CPAM",
            "",
            "rappeler",
        ],
        ["11/02/2026", "Nadia", "MARTIN Lucie", "", "F", "rue", "Droits", "AME", "", "", "30 mn", "CPAM", "", ""],
        ["12/02/2026", "Thomas", "DURAND Paul", "1980", "H", "rue", "Droits", "C2S", "", "", "30", "CPAM", "", ""],
    ]
    analyse = lire(en_xlsx({"Feuil1": lignes}))
    assert (analyse.correspondance.dispositif, analyse.correspondance.forme) == (Dispositif.SANTE, Forme.JOURNAL)
    (lucie,) = analyse.personnes
    assert [a.duree_minutes for a in lucie.actes] == [75, 90, 30]
    assert [a.accompagnement_physique for a in lucie.actes] == [True, False, None]
    assert lucie.actes[0].freins == ("coût", "transport") and lucie.actes[0].resultat == "rdv obtenu"
    assert analyse.lignes[3].verdict is Verdict.ECARTEE and "1980" in analyse.lignes[3].raison


def test_un_fichier_d_emploi_aux_titres_inconnus_est_reconnu() -> None:
    lignes = [
        [
            "Prénom",
            "Nom",
            "Né(e) le",
            "Genre",
            "Ville",
            "Mobile",
            "Structure de repérage",
            "Repéré le",
            "BRSA",
            "France Travail",
            "Freins à l'emploi",
            "Structure d'orientation",
            "Orienté le",
            "Retour du partenaire",
            "Retour le",
            "Etat",
        ],
        [
            "Lucie",
            "MARTIN",
            "05/03/80",
            "Femme",
            "Arques",
            "0611223344",
            "ESCAL",
            "01/02/2026",
            "O",
            "N",
            "mobilité / garde enfants",
            "MIPE",
            "03/02/2026",
            "Acceptée le 5",
            "05/02/2026",
            "en cours",
        ],
        [
            "Paul",
            "DURAND",
            "05/03/10",
            "Homme",
            "Arques",
            "0611223345",
            "ESCAL",
            "01/02/2026",
            "",
            "x",
            "",
            "MIPE",
            "01/01/2026",
            "absent",
            "",
            "sorti",
        ],
    ]
    analyse = lire(en_csv(lignes, ","), "cite.csv")
    assert analyse.correspondance.dispositif is Dispositif.EMPLOI
    lucie, paul = analyse.personnes
    assert lucie.identite.naissance == dt.date(1980, 3, 5) and paul.identite.naissance == dt.date(2010, 3, 5)
    assert lucie.reperage.rsa is True and lucie.reperage.inscrit_france_travail is False
    assert lucie.reperage.freins == ("mobilité", "garde enfants") and lucie.reperage.par == "ESCAL"
    assert [(o.vers, o.reponse) for p in analyse.personnes for o in p.orientations] == [
        ("MIPE", "acceptee"),
        ("MIPE", "pas_venu"),
    ]
    assert "ordre_des_dates" in {m.code for m in analyse.messages}


def test_les_surprises_de_dates_et_d_age_sont_signalees_avec_leur_case() -> None:
    lignes = [
        ["Nom", "Prénom", "DDN", "Classe", "Date entrée", "Date sortie", "Motif sortie"],
        ["MARTIN", "Zoé", dt.date(2008, 1, 1), "CP", dt.date(2026, 9, 1), dt.date(2026, 5, 1), ""],
        ["DURAND", "Tom", dt.date(2016, 1, 1), "CM2", dt.date(2027, 9, 1), "", "déménagement"],
    ]
    analyse = lire(en_xlsx({"A": lignes}))
    assert analyse.bilan()["personnes"] == 2
    vus = {(m.reference, m.code) for m in analyse.messages}
    assert vus >= {
        ("C2", "age_hors_pre"),
        ("D2", "age_classe"),
        ("F2", "ordre_des_dates"),
        ("G2", "sortie_sans_motif"),
        ("E3", "date_future"),
        ("F3", "motif_sans_sortie"),
    }


def test_une_ligne_sans_nom_est_refusee_et_une_ligne_sans_prenom_demandee() -> None:
    lignes = [["Nom", "Prénom", "DDN", "Classe"], ["", "", NES, "CP"], ["MARTIN", "", NES, "CP"]]
    analyse = lire(en_xlsx({"A": lignes}))
    assert [ligne.verdict for ligne in analyse.lignes] == [Verdict.REFUSEE, Verdict.DOUTE]


def test_vingt_mille_lignes_sont_analysees_en_quelques_secondes() -> None:
    tete = [
        "N°",
        "NOM Prénom",
        "Date naissance",
        "Sexe",
        "Ecole",
        "Classe",
        "CP / Commune",
        "QPV",
        "Tél",
        "Date entrée",
        "Actions",
    ]
    consonnes = "bcdfglmnprstv"
    lignes = [tete]
    for i in range(20_000):
        nom = "".join(consonnes[(i // 13**k) % 13] + "aeiou"[(i // 5**k) % 5] for k in range(4)).upper()
        lignes.append(
            [
                str(i),
                f"{nom} Zo{'aeiou'[i % 5]}",
                f"{1 + i % 28:02d}/{1 + i % 12:02d}/{2010 + i % 14}",
                "FM"[i % 2],
                "Camus",
                "CE1",
                "62510 Arques",
                "St Ex",
                f"06{i:08d}",
                "01/09/2025",
                "CLAS + vacances",
            ]
        )
    contenu = en_csv(lignes)
    debut = time.process_time()
    analyse = lire(contenu, "gros.csv")
    duree = time.process_time() - debut
    assert len(analyse.lignes) == 20_000
    assert duree < 30, f"{duree:.1f} s"
