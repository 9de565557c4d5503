"""Keys that make names findable: no accents, either order, word starts."""

from __future__ import annotations

import pytest

from parcours.socle.recherche import cle_de_recherche, cle_de_tri, motifs, normaliser

pytestmark = pytest.mark.sans_base


def trouve(recherche: str, cle: str) -> bool:
    """What the LIKE patterns do."""
    return all(motif.strip("%") in cle for motif in motifs(recherche))


@pytest.mark.parametrize("recherche", ["le", "lea", "LÉA", "ren", "renault lea", "Léa Ren", "lea renault"])
def test_un_prenom_accentue_se_trouve_dans_les_deux_ordres(recherche: str) -> None:
    assert trouve(recherche, cle_de_recherche("Renault", "Léa"))


@pytest.mark.parametrize("recherche", ["le gall", "legall", "gall", "le-gall"])
def test_un_nom_compose_se_trouve_colle_ou_separe(recherche: str) -> None:
    assert trouve(recherche, cle_de_recherche("Le Gall", "Rémy"))


def test_une_syllabe_du_milieu_ne_se_trouve_pas() -> None:
    assert not trouve("nault", cle_de_recherche("Renault", "Léa"))


def test_les_ligatures_et_les_apostrophes_se_lisent() -> None:
    assert normaliser("D’Œuvré-Laïcité") == "d oeuvre laicite"


def test_l_ordre_francais_ignore_accents_et_espaces() -> None:
    noms = [("Évrard", "Zoé"), ("De Oliveira", "Ana"), ("Denis", "Éric"), ("Denis", "Eric")]
    assert [n for n, _ in sorted(noms, key=lambda n: cle_de_tri(*n))] == ["Denis", "Denis", "De Oliveira", "Évrard"]
