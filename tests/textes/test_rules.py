"""How a text is checked and filled in."""

from __future__ import annotations

import pytest

from parcours.textes.queries import texte_d_origine
from parcours.textes.rules import MODELES, TexteIncorrect, blocs, remplir, verifier

pytestmark = pytest.mark.sans_base

LETTRE = MODELES["lettre_famille"]


@pytest.mark.parametrize("code", MODELES)
def test_chaque_texte_d_origine_est_correct_et_se_remplit(code: str) -> None:
    modele = MODELES[code]
    verifier(modele, texte_d_origine(code))
    rempli = remplir(texte_d_origine(code), modele.exemples)
    assert rempli and "{" not in rempli and "'" not in rempli


def test_un_champ_inconnu_est_nomme_avec_les_champs_possibles() -> None:
    with pytest.raises(TexteIncorrect, match=r"\{enfants\}.*Champs possibles.*\{enfant\}"):
        verifier(LETTRE, "La situation de {enfants} a été examinée.")


@pytest.mark.parametrize("contenu", ["Bonjour {enfant", "Bonjour enfant}", "Bonjour {{enfant}}", "", "  \n "])
def test_une_accolade_seule_ou_un_texte_vide_est_refuse(contenu: str) -> None:
    with pytest.raises(TexteIncorrect):
        verifier(LETTRE, contenu)


def test_une_convocation_ne_peut_pas_nommer_un_enfant() -> None:
    with pytest.raises(TexteIncorrect, match="n’existe pas"):
        verifier(MODELES["convocation"], "Situation de {enfant}")


def test_un_paragraphe_dont_une_valeur_manque_n_est_pas_imprime() -> None:
    texte = "Bonjour.\n\nLe bilan est le {prochain_bilan}.\n\n- Avec {referent}\n- Avec vous\n\nMerci, {enfant}."
    assert remplir(texte, {"enfant": "Léa", "prochain_bilan": ""}) == "Bonjour.\n\n- Avec vous\n\nMerci, Léa."


def test_une_valeur_qui_contient_une_accolade_n_est_pas_un_champ() -> None:
    assert remplir("Pour {enfant}.", {"enfant": "{date}", "date": "hier"}) == "Pour {date}."


def test_les_tirets_font_une_liste_et_les_lignes_vides_des_paragraphes() -> None:
    resultat = blocs("Bonjour,\nà tous\n\n- un\n- deux\nla suite\n\nFin")
    assert [(b.lignes, b.liste) for b in resultat] == [
        (("Bonjour,", "à tous"), False),
        (("un", "deux la suite"), True),
        (("Fin",), False),
    ]
