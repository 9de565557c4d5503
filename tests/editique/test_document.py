"""The house style, read back by other libraries: letters, flow, tags."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parcours.editique.document import Document
from parcours.editique.graphiques import GraphiqueImpossible, Serie, graphique_barres, svg
from parcours.editique.polices import dessinable, tracable
from parcours.socle.maison import Maison
from tests.lecture_pdf import arbre, lire_pdf

pytestmark = pytest.mark.sans_base

MAISON = Maison("Parcours", "Service d’essai", "Pays de Saint-Omer", "#14505c", "#0c3a44", "https://parcours.example")


def document(**options: bool) -> Document:
    return Document("Essai", MAISON, le=date(2026, 12, 1), **options)


def test_toutes_les_lettres_du_francais_se_lisent_et_se_copient():
    d = document()
    lettres = "àâäçéèêëîïôöùûüÿœæ ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ « » ’ … – — € ° № ½ ² ☐ ☑"
    noms = "Łukasz Świątek, Şahin Çağlar, Đorđe Šimić, Nguyễn Thị Hạnh, Ștefan Ţurcanu"
    d.paragraphe(f"{lettres}\u202f; {noms}")
    lu = lire_pdf(d.octets())
    for mot in (*lettres.split(), *noms.replace(",", "").split()):
        assert mot in lu.texte, mot


def test_une_lettre_que_la_police_n_a_pas_est_remplacee_et_jamais_noircie():
    assert dessinable("سعيد") == "????" and dessinable("e\u0301te\u0301") == "été"
    assert dessinable("Jean\u2011Luc") == "Jean-Luc" and dessinable("a\u0000b\u200bc") == "abc"
    d = document()
    d.paragraphe("Prénom : 🙂 سعيد")
    assert "Prénom" in lire_pdf(d.octets()).texte


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_n_importe_quel_texte_s_imprime(texte: str):
    assert all(c == "\n" or tracable(c) for c in dessinable(texte))
    d = document()
    d.entete(texte or "vide", texte)
    d.texte(texte)
    d.tableau([texte], [[texte]])
    d.identite([(texte, texte)])
    assert d.octets().startswith(b"%PDF-")


def test_l_apostrophe_et_les_espaces_sont_francais_et_le_balisage_tape_reste_du_texte():
    d = document()
    d.paragraphe("L'enfant dit : <b>non</b> & « oui » !")
    assert "L’enfant dit : <b>non</b> & « oui » !" in lire_pdf(d.octets()).texte


def test_l_espace_avant_les_deux_points_ne_se_coupe_pas():
    d = document()
    d.paragraphe(" ".join(["mot : suite"] * 200))
    pages = lire_pdf(d.octets()).pages
    assert not any(ligne.lstrip().startswith(":") for page in pages for ligne in page.splitlines())


def test_un_nom_sans_fin_et_un_texte_sans_fin_coulent_sur_les_pages():
    d = document()
    d.entete("Longueurs")
    d.identite([("Nom", "X" * 400), ("École", "Une école " * 80)])
    d.tableau(["Nom", "Texte"], [["Y" * 200, "phrase assez longue " * 900], ["fin", "dernière ligne"]])
    d.texte("Un paragraphe. " * 900)
    lu = lire_pdf(d.octets())
    assert lu.texte.count("longue") == 900 and lu.texte.count("paragraphe.") == 900
    assert "dernière ligne" in lu.texte


def test_un_long_tableau_repete_ses_entetes_et_compte_ses_pages():
    d = document()
    d.tableau(["Colonne unique"], [[f"ligne {n}"] for n in range(150)])
    lu = lire_pdf(d.octets())
    assert len(lu.pages) > 2
    for rang, page in enumerate(lu.pages, 1):
        assert "Colonne unique" in page
        assert f"Page {rang} sur {len(lu.pages)}" in " ".join(page.split())
        assert "Confidentiel" in page and "Service d’essai" in page and "édité le 1er décembre 2026" in page


def test_les_proprietes_disent_le_service_et_la_langue_et_personne():
    d = document(confidentiel=False)
    d.entete("Camille EXEMPLE")
    lu = lire_pdf(d.octets())
    infos = lu.lecteur.metadata
    assert infos is not None
    assert (infos.title, infos.author, infos.creator) == ("Essai", "Service d’essai", "Parcours")
    assert "EXEMPLE" not in str(infos) and "Confidentiel" not in lu.texte


def test_un_lecteur_d_ecran_suit_titres_listes_tableaux_et_figures():
    d = document()
    d.entete("Titre", "Sous-titre")
    d.section("Première partie")
    d.liste(["un", "deux"])
    d.tableau(["A", "B"], [[1, 2], [3, 4]])
    d.signatures([("L’enfant", "Camille")])
    d.graphique(graphique_barres(["a"], [Serie("n", [1])]), "Un seul.")
    lu = lire_pdf(d.octets())
    racine = arbre(lu)
    assert racine[0] == "/Document"
    assert [n[0] for n in racine[1:]] == ["/H1", "/P", "/H2", "/L", "/Table", "/Table", "/Figure"]
    tableau = racine[5]
    assert [[c[0] for c in rang[1:]] for rang in tableau[1:]] == [["/TH", "/TH"], ["/TD", "/TD"], ["/TD", "/TD"]]
    assert racine[4][1:] == [["/LI", ["/LBody"]]] * 2
    signets = lu.lecteur.outline
    assert signets[0].title == "Titre" and signets[1][0].title == "Première partie"


def test_chaque_marque_ouverte_est_fermee_sur_chaque_page():
    d = document()
    d.tableau(["A"], [["texte " * 40] for _ in range(60)])
    d.texte("phrase " * 3000)
    for page in lire_pdf(d.octets()).lecteur.pages:
        flux = page.get_contents().get_data()  # type: ignore[union-attr]
        assert flux.count(b" BDC") + flux.count(b" BMC") == flux.count(b"EMC")


def test_un_document_vide_est_une_page():
    assert len(lire_pdf(document().octets()).pages) == 1


def test_un_graphique_se_montre_aussi_sur_une_page_sans_style_en_ligne():
    dessin = graphique_barres(["CP", "CM2 d'à côté"], [Serie("Filles", [3, None]), Serie("Garçons", [1234, 2.5])])
    vu = svg(dessin, "Niveaux", "Par sexe")
    assert "style=" not in vu and " id=" not in vu and 'role="img"' in vu and "Niveaux. Par sexe" in vu
    assert "1\u202f234" in vu and "2,5" in vu and "d’à côté" in vu


@pytest.mark.parametrize(("etiquettes", "series"), [([], [Serie("n", [])]), (["a"], []), (["a"], [Serie("n", [1, 2])])])
def test_un_graphique_sans_rien_a_montrer_est_refuse(etiquettes, series):
    with pytest.raises(GraphiqueImpossible):
        graphique_barres(etiquettes, series)
