"""A hostile or broken file is refused with a clear reason, and nothing else ever comes out."""

import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parcours.imports.rules.analyse import analyser
from parcours.imports.rules.classeur import FichierRefuse, lettre_colonne, lire_classeur
from tests.imports.fichiers import AUJOURD_HUI, DONNEES, REFERENTIEL, en_csv, en_ods, en_xlsx

VRAI = (DONNEES / "suivi_pre.xlsx").read_bytes()
CSV = (DONNEES / "cite_emploi.csv").read_bytes()
TETE = [["Nom", "Prénom", "DDN"], ["MARTIN", "Zoé", "05/03/2016"]]


def archive(**membres: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in membres.items():
            zip_.writestr(nom.replace("__", "/").replace("_", "."), contenu)
    return sortie.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CAS = {
    "vide": (b"", "vide"),
    "blancs": (b"  \r\n\t\n", "vide"),
    "trop lourd": (b"a;b\n" * (6 * 1024 * 1024), "trop_lourd"),
    "bombe": (archive(xl__workbook_xml=b"<x/>", xl__a_xml=b"0" * 90_000_000), "bombe"),
    "bombe étalée": (
        archive(**{f"xl__s{i}_xml": b"0" * 7_900_000 for i in range(30)}, xl__workbook_xml=b"<x/>"),
        "bombe",
    ),
    "mot de passe": (OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512, "protege"),
    "document ole": (OLE + b"\x00" * 512 + "WordDocument".encode("utf-16-le") + b"\x00" * 512, "pas_un_tableur"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "pas_un_tableur"),
    "image": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "pas_un_tableur"),
    "html": (b"<html><table><tr><td>Nom</td></tr></table></html>", "pas_un_tableur"),
    "html en utf-16": ("\ufeff<html><table>".encode("utf-16-le"), "pas_un_tableur"),
    "svg": (b"<?xml version='1.0'?><svg onload='x()'/>", "pas_un_tableur"),
    "word": (archive(word__document_xml=b"<w/>"), "pas_un_tableur"),
    "zip": (archive(lisez_txt=b"x"), "pas_un_tableur"),
    "entités xml": (archive(xl__workbook_xml=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "hostile"),
    "tronqué": (VRAI[: len(VRAI) // 2], "abime"),
    "faux classeur": (archive(xl__workbook_xml=b"<x/>"), None),
    "ole tronqué": (OLE + "Workbook".encode("utf-16-le"), "abime"),
    "binaire": (bytes(range(256)) * 20, "binaire"),
    "nul": (b"Nom;Prenom\nA;\x00B\n" * 3, "binaire"),
    "trop de lignes": (b"a;b\n" * 60_000, "trop_de_lignes"),
    "trop de colonnes": (b";".join([b"a"] * 400) + b"\n", "trop_de_colonnes"),
}


@pytest.mark.parametrize("cas", CAS)
@pytest.mark.parametrize("nom", ["suivi.xlsx", "suivi.csv", "../../etc/passwd", ""])
def test_un_fichier_hostile_ou_brise_est_refuse_avec_sa_raison(cas: str, nom: str) -> None:
    contenu, code = CAS[cas]
    with pytest.raises(FichierRefuse) as refus:
        lire_classeur(contenu, nom)
    assert refus.value.raison.endswith((".", ")")) and (code is None or refus.value.code == code)


def test_un_classeur_a_macros_n_est_lu_que_comme_des_donnees() -> None:
    sortie = io.BytesIO(en_xlsx({"A": TETE}))
    with zipfile.ZipFile(sortie, "a") as zip_:
        zip_.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    assert lire_classeur(sortie.getvalue(), "a.xlsm").feuilles[0].cellule(2, 0) == "MARTIN"


def test_l_extension_ne_compte_pas() -> None:
    assert lire_classeur(en_xlsx({"A": TETE}), "a.csv").format == "xlsx"
    assert lire_classeur(en_ods("A", TETE), "a.xls").format == "ods"
    assert lire_classeur(en_csv(TETE), "a.xls").format == "texte"


def test_une_formule_ou_un_texte_dangereux_reste_du_texte() -> None:
    lignes = [
        ["Nom", "Prénom", "Observations"],
        ["MARTIN", "Zoé", "=cmd|' /C calc'!A0"],
        ["<script>", "Tom", "';DROP TABLE--"],
    ]
    analyse = analyser(lire_classeur(en_csv(lignes), "a.csv"), REFERENTIEL, AUJOURD_HUI)
    assert analyse.personnes[0].observations == "=cmd|' /C calc'!A0"


def test_les_lettres_de_colonnes() -> None:
    assert [lettre_colonne(i) for i in (0, 2, 25, 26, 701, 702)] == ["A", "C", "Z", "AA", "ZZ", "AAA"]


def jusqu_au_bout(contenu: bytes, nom: str) -> None:
    """Either a refusal, or an analysis that ends."""
    try:
        classeur = lire_classeur(contenu, nom)
    except FichierRefuse:
        return
    analyser(classeur, REFERENTIEL, AUJOURD_HUI).bilan()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=2000))
def test_des_octets_au_hasard_ne_font_rien_tomber(contenu: bytes) -> None:
    jusqu_au_bout(contenu, "x.csv")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=15), max_size=6), max_size=8))
def test_des_cases_au_hasard_ne_font_rien_tomber(lignes: list[list[str]]) -> None:
    tete = ["N°", "NOM Prénom", "DDN", "Classe", "Tél", "QPV"]
    jusqu_au_bout(en_csv([tete, *lignes]), "x.csv")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_un_vrai_fichier_abime_au_hasard_ne_fait_rien_tomber(graine: int) -> None:
    hasard = random.Random(graine)
    for source, nom in ((VRAI, "a.xlsx"), (CSV[:3000], "a.csv")):
        octets = bytearray(source)
        for _ in range(hasard.randint(1, 30)):
            octets[hasard.randrange(len(octets))] = hasard.randrange(256)
        jusqu_au_bout(bytes(octets[: hasard.randint(len(octets) // 2, len(octets))]), nom)
