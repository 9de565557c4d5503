"""Each kind of value, by its stated rules."""

import datetime as dt

import pytest

from parcours.imports.rules import lieux, scolarite, valeurs
from parcours.imports.rules.dates import EtatDate, Sens, lire_date
from parcours.imports.rules.noms import Ordre, en_nom, en_prenom, lire_nom_complet
from parcours.imports.rules.textes import cle, decouper_liste
from tests.imports.fichiers import AUJOURD_HUI, REFERENTIEL


@pytest.mark.parametrize(
    ("ecrit", "attendue"),
    [
        (dt.datetime(2026, 3, 1, 10, 30), dt.date(2026, 3, 1)),  # noqa: DTZ001
        (dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
        (46082, dt.date(2026, 3, 1)),
        (46082.5, dt.date(2026, 3, 1)),
        ("46082", dt.date(2026, 3, 1)),
        ("13 avril 2018", dt.date(2018, 4, 13)),
        ("9 sept 2012", dt.date(2012, 9, 9)),
        ("17 fév 2026", dt.date(2026, 2, 17)),
        ("15 janv. 26", dt.date(2026, 1, 15)),
        ("1er août 2025", dt.date(2025, 8, 1)),
        ("lundi 2 mars 2026", dt.date(2026, 3, 2)),
        ("28.11.2025", dt.date(2025, 11, 28)),
        ("07-09-26", dt.date(2026, 9, 7)),
        ("12/06/25", dt.date(2025, 6, 12)),
        (" 1 / 2 / 2026 ", dt.date(2026, 2, 1)),
        ("2026-03-01", dt.date(2026, 3, 1)),
        ("2026-03-01T00:00:00", dt.date(2026, 3, 1)),
        ("01/03/2026 00:00", dt.date(2026, 3, 1)),
        ("01/03/2026 à 14h30", dt.date(2026, 3, 1)),
        ("01032026", dt.date(2026, 3, 1)),
        (1032026, dt.date(2026, 3, 1)),
        ("20260301", dt.date(2026, 3, 1)),
        ("le 01/03/2026", dt.date(2026, 3, 1)),
    ],
)
def test_une_date_entiere_est_lue_sous_toutes_ses_formes(ecrit: object, attendue: dt.date) -> None:
    assert lire_date(ecrit, Sens.EVENEMENT, AUJOURD_HUI).valeur == attendue


@pytest.mark.parametrize(
    ("ecrit", "etat"),
    [
        ("", EtatDate.VIDE),
        (None, EtatDate.VIDE),
        ("NC", EtatDate.VIDE),
        ("-", EtatDate.VIDE),
        ("inconnue", EtatDate.VIDE),
        ("??/09/2015", EtatDate.PARTIELLE),
        ("xx/09/2015", EtatDate.PARTIELLE),
        ("09/2015", EtatDate.PARTIELLE),
        ("sept 2015", EtatDate.PARTIELLE),
        ("2015", EtatDate.PARTIELLE),
        (2015, EtatDate.PARTIELLE),
        (2015.0, EtatDate.PARTIELLE),
        ("vers 2015", EtatDate.PARTIELLE),
        ("13/04", EtatDate.PARTIELLE),
        ("13 avril", EtatDate.PARTIELLE),
        ("00/09/2015", EtatDate.PARTIELLE),
        ("12/??/2015", EtatDate.PARTIELLE),
        ("?", EtatDate.PARTIELLE),
        ("vers 05/03/2015", EtatDate.PARTIELLE),
        ("31/02/2016", EtatDate.IMPOSSIBLE),
        ("29/02/2015", EtatDate.IMPOSSIBLE),
        ("08/25/2015", EtatDate.IMPOSSIBLE),
        ("32/01/2015", EtatDate.IMPOSSIBLE),
        ("01/01/2027", EtatDate.IMPOSSIBLE),
        ("01/01/1850", EtatDate.IMPOSSIBLE),
        ("pas encore", EtatDate.ILLISIBLE),
        ("01/02/2015 ou 02/02/2015", EtatDate.ILLISIBLE),
        (True, EtatDate.ILLISIBLE),
        (dt.time(1, 2), EtatDate.ILLISIBLE),
        (float("nan"), EtatDate.ILLISIBLE),
        (5, EtatDate.ILLISIBLE),
    ],
)
def test_une_date_de_naissance_qui_n_est_pas_entiere_n_est_jamais_completee(ecrit: object, etat: EtatDate) -> None:
    lue = lire_date(ecrit, Sens.NAISSANCE, AUJOURD_HUI)
    assert (lue.valeur, lue.etat) == (None, etat)
    assert bool(lue.remarques) == (etat is not EtatDate.VIDE)


@pytest.mark.parametrize(
    ("ecrit", "sens", "annee"),
    [
        ("04/03/10", Sens.NAISSANCE, 2010),
        ("04/03/70", Sens.NAISSANCE, 1970),
        ("04/12/26", Sens.NAISSANCE, 1926),
        ("04/03/20", Sens.NAISSANCE_ADULTE, 1920),
        ("04/03/05", Sens.NAISSANCE_ADULTE, 2005),
        ("04/03/28", Sens.EVENEMENT, 2028),
        ("04/03/98", Sens.EVENEMENT, 1998),
    ],
)
def test_le_siecle_des_annees_courtes_suit_le_sens_du_champ_et_se_dit(ecrit: str, sens: Sens, annee: int) -> None:
    lue = lire_date(ecrit, sens, AUJOURD_HUI)
    assert lue.valeur is not None and lue.valeur.year == annee
    assert [r.code for r in lue.remarques] == ["annee_courte"]


@pytest.mark.parametrize(("ecrit", "sexe"), [
    ("Garçon", "M"), ("G", "M"), ("M", "M"), ("H", "M"), ("M.", "M"), ("Mr", "M"), ("masculin", "M"),
    ("f", "F"), ("fille", "F"), ("Mme", "F"), ("Féminin", "F"), ("", None), ("?", None),
])  # fmt: skip
def test_le_sexe_et_la_civilite(ecrit: str, sexe: str | None) -> None:
    assert valeurs.lire_sexe(ecrit)[0] == sexe


@pytest.mark.parametrize(("ecrit", "attendus"), [
    (767721459.0, ("+33767721459",)), ("767721459", ("+33767721459",)), ("+33702982399", ("+33702982399",)),
    ("03.42.41.05.06", ("+33342410506",)), ("07 60 74 10 18", ("+33760741018",)), ("0033 6 11 22 33 44", ("+33611223344",)),
    ("+33 (0)6 11 22 33 44", ("+33611223344",)), ("33611223344", ("+33611223344",)), ("06/11/22/33/44", ("+33611223344",)),
    ("06-11-22-33-44 (maman)", ("+33611223344",)), ("0611223344 / 0711223344", ("+33611223344", "+33711223344")),
    ("0611223344\n0711223344", ("+33611223344", "+33711223344")), ("mère 0611223344 père 0711223344", ("+33611223344", "+33711223344")),
    ("+32 470 12 34 56", ("+32470123456",)), ("", ()), ("NC", ()),
])  # fmt: skip
def test_les_telephones_sont_mis_au_format_international(ecrit: object, attendus: tuple[str, ...]) -> None:
    assert valeurs.lire_telephones(ecrit) == (attendus, ())


@pytest.mark.parametrize("ecrit", ["06 11 22 33", "liste rouge", "12"])
def test_un_telephone_incomplet_est_dit_et_non_devine(ecrit: str) -> None:
    numeros, remarques = valeurs.lire_telephones(ecrit)
    assert numeros == () and [r.code for r in remarques] == ["telephone_illisible"]


@pytest.mark.parametrize(("ecrit", "minutes"), [
    ("1h30", 90), ("0:45", 45), (20.0, 20), ("45 min", 45), ("2 h", 120), ("1h", 60), ("30", 30), ("1,5 h", 90), ("1 heure 15", 75),
    (dt.time(1, 15), 75), (dt.timedelta(minutes=50), 50), (0.0625, 90), ("90mn", 90), ("1:30:00", 90), ("1H05", 65), ("", None),
])  # fmt: skip
def test_les_durees_en_minutes(ecrit: object, minutes: int | None) -> None:
    assert valeurs.lire_duree(ecrit) == (minutes, ())


def test_une_duree_de_deux_sans_unite_est_dite_douteuse() -> None:
    assert [r.code for r in valeurs.lire_duree(2)[1]] == ["duree_douteuse"]
    assert [r.code for r in valeurs.lire_duree("longtemps")[1]] == ["duree_illisible"]


@pytest.mark.parametrize(("ecrit", "etat", "forme"), [
    ("OUI", "repris_a_confirmer", None), ("O", "repris_a_confirmer", None), ("x", "repris_a_confirmer", None),
    ("signé", "repris_a_confirmer", "ecrit"), ("oral", "repris_a_confirmer", "oral"), ("accord oral mère", "repris_a_confirmer", "oral"),
    ("en attente", "en_attente", None), ("pas encore signé", "en_attente", None), ("non signé", "en_attente", None),
    ("non", "refus", None), ("refus père", "refus", None), ("12/03/2026", "repris_a_confirmer", None),
])  # fmt: skip
def test_une_coche_n_est_jamais_un_accord_acquis(ecrit: str, etat: str, forme: str | None) -> None:
    accord, remarques = valeurs.lire_accord(ecrit)
    assert accord is not None and (accord.etat, accord.forme) == (etat, forme) and not remarques
    assert valeurs.lire_accord("")[0] is None


@pytest.mark.parametrize(("ecrit", "code"), [
    ("QC/SS", "quai-du-commerce-saint-sepulcre"), ("St Sépulcre", "quai-du-commerce-saint-sepulcre"), ("Quai du Commerce", "quai-du-commerce-saint-sepulcre"),
    ("quai du commerce st sepulcre", "quai-du-commerce-saint-sepulcre"), ("Saint-Sépulcre", "quai-du-commerce-saint-sepulcre"),
    ("St-Ex / Blum", "saint-exupery-leon-blum"), ("ST EX", "saint-exupery-leon-blum"), ("St Exupéry/L. Blum", "saint-exupery-leon-blum"),
    ("saint exupery leon blum", "saint-exupery-leon-blum"), ("Léon Blum", "saint-exupery-leon-blum"), ("QPV St Exupery", "saint-exupery-leon-blum"),
    ("St Exupery", "saint-exupery-leon-blum"), ("St Exupéri", "saint-exupery-leon-blum"), ("oui - St Ex", "saint-exupery-leon-blum"),
    ("CH", "centre-historique"), ("Centre historique Aire", "centre-historique"), ("centre-historique", "centre-historique"),
    ("Danvers", "residence-danvers"), ("rés. Danvers", "residence-danvers"), ("Perpignan", "residence-perpignan"),
])  # fmt: skip
def test_les_graphies_d_un_quartier(ecrit: str, code: str) -> None:
    lu = lieux.lire_quartier(ecrit, REFERENTIEL.quartiers)
    assert (lu.etat, lu.code, lu.remarques) == (lieux.EtatQuartier.DANS, code, ())


@pytest.mark.parametrize("ecrit", ["hors QPV", "Hors", "non", "HORS QUARTIER", "non QPV"])
def test_hors_quartier(ecrit: str) -> None:
    assert lieux.lire_quartier(ecrit, REFERENTIEL.quartiers).etat is lieux.EtatQuartier.HORS


@pytest.mark.parametrize(
    ("ecrit", "remarque"),
    [
        ("", None),
        ("?", None),
        ("oui", "quartier_a_preciser"),
        ("Les Tilleuls", "quartier_inconnu"),
        ("Résidence", "quartier_ambigu"),
    ],
)
def test_un_quartier_vide_ou_indecis_est_inconnu_et_non_hors(ecrit: str, remarque: str | None) -> None:
    lu = lieux.lire_quartier(ecrit, REFERENTIEL.quartiers)
    assert lu.etat is lieux.EtatQuartier.INCONNU and lu.code is None
    assert [r.code for r in lu.remarques] == ([remarque] if remarque else [])


@pytest.mark.parametrize(("ecrit", "insee"), [
    ("62500 Saint-Omer", "62765"), ("SAINT-OMER", "62765"), ("St Omer", "62765"), ("62500", "62765"), ("62765", "62765"), ("Longuenesse (62219)", "62525"),
    ("AIRE SUR LA LYS", "62014"), ("Aire/Lys", "62014"), ("Arque", "62040"), ("Lille", None), ("59000 Lille", None),
])  # fmt: skip
def test_les_communes(ecrit: str, insee: str | None) -> None:
    assert lieux.lire_commune(ecrit, REFERENTIEL.communes).code_insee == insee


@pytest.mark.parametrize(("ecrit", "classe", "nom"), [
    ("Perrault", "CP", "Primaire Charles Perrault"), ("Ferry", "", "Élémentaire Jules Ferry"), ("Morinie", "", "Collège La Morinie"),
    ("L'Esplanade", "", "Collège L'Esplanade"), ("l’esplanade", "", "Collège L'Esplanade"), ("Mendès-France", "4e", "Collège Pierre Mendès-France"),
    ("MENDES FRANCE", "", "Collège Pierre Mendès-France"), ("Blum", "", "Primaire Léon Blum"), ("Clg Pascal", "", "Collège Blaise Pascal"),
    ("école George Sand", "", "Primaire George Sand"), ("G. Sand", "", "Primaire George Sand"), ("Bleriot", "PS", "Maternelle Louis Blériot"),
])  # fmt: skip
def test_les_ecoles_nommees_en_entier_ou_en_partie(ecrit: str, classe: str, nom: str) -> None:
    ecole, remarques = scolarite.lire_ecole(ecrit, classe, "", REFERENTIEL.ecoles)
    assert ecole is not None and ecole.nom == nom and not remarques


@pytest.mark.parametrize(("ecrit", "classe"), [
    ("ce1 ", "CE1"), ("6ème", "6e"), ("6°", "6e"), ("6e", "6e"), ("5ème B", "5e"), ("3eme2", "3e"), ("grande section", "GS"), ("gs", "GS"), ("CM 2", "CM2"),
    ("ULIS", "ULIS"), ("6e SEGPA", "6e SEGPA"), ("CE1/CE2", "CE1/CE2"), ("PS-MS", "PS/MS"), ("2nde", "2de"), ("Terminale", "Tle"), ("CP A", "CP"), ("", ""),
])  # fmt: skip
def test_les_classes(ecrit: str, classe: str) -> None:
    assert scolarite.lire_classe(ecrit)[0] == classe


@pytest.mark.parametrize(("ecrit", "ordre", "attendu"), [
    ("Renault Léon", Ordre.NOM_PRENOM, ("RENAULT", "Léon")), ("BOYER  Monique ", Ordre.NOM_PRENOM, ("BOYER", "Monique")),
    ("BOYER RAYMOND", Ordre.NOM_PRENOM, ("BOYER", "Raymond")), ("DE OLIVEIRA Maggie", Ordre.NOM_PRENOM, ("DE OLIVEIRA", "Maggie")),
    ("LE ROUX Cécile", Ordre.NOM_PRENOM, ("LE ROUX", "Cécile")), ("de la Tour Anne", Ordre.NOM_PRENOM, ("DE LA TOUR", "Anne")),
    ("Léon RENAULT", Ordre.NOM_PRENOM, ("RENAULT", "Léon")), ("léon renault", Ordre.PRENOM_NOM, ("RENAULT", "Léon")),
    ("M. DUPONT-MARTIN Jean-marc", Ordre.NOM_PRENOM, ("DUPONT-MARTIN", "Jean-Marc")), ("DUPONT - MARTIN Zoé", Ordre.NOM_PRENOM, ("DUPONT-MARTIN", "Zoé")),
    ("DUPONT", Ordre.NOM_PRENOM, ("DUPONT", "")), ("MARÉCHAL FRANÇOIS", Ordre.NOM_PRENOM, ("MARÉCHAL", "François")),
])  # fmt: skip
def test_nom_et_prenom_dans_une_seule_case(ecrit: str, ordre: Ordre, attendu: tuple[str, str]) -> None:
    lu = lire_nom_complet(ecrit, ordre)
    assert (lu.nom, lu.prenom) == attendu


def test_le_nom_de_naissance_est_mis_a_part() -> None:
    assert lire_nom_complet("MARTIN Lucie (née DURAND)").nom_naissance == "DURAND"
    lu = lire_nom_complet("Mme MARTIN née DURAND Lucie")
    assert (lu.nom, lu.prenom, lu.nom_naissance, lu.sexe) == ("MARTIN", "Lucie", "DURAND", "F")


def test_la_casse_des_noms() -> None:
    assert en_nom("o’neill -  béart") == "O’NEILL-BÉART"
    assert (en_prenom("JEAN-FRANÇOIS"), en_prenom("marie élise"), en_prenom("McKenzie"), en_prenom("d'artagnan")) == (
        "Jean-François", "Marie Élise", "McKenzie", "D'Artagnan",
    )  # fmt: skip


def test_les_listes_protegent_leurs_parentheses() -> None:
    assert decouper_liste("santé (vue, dents) / langage") == ("santé (vue, dents)", "langage")
    assert decouper_liste("orthophonie (prise en charge) + CLAS; vacances, CLAS") == (
        "orthophonie (prise en charge)",
        "CLAS",
        "vacances",
    )
    assert decouper_liste("a (b, c") == ("a (b", "c") and decouper_liste("") == ()


def test_la_cle_efface_accents_casse_et_ponctuation() -> None:
    assert cle(" Né(e) le : ") == "ne e le" and cle("Cœur-Sacré") == "coeur sacre"
