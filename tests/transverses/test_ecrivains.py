"""A small part of `make faults` at each run of the suite: several processes on one file, one form sent several times."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import MOTEUR
from tests.moteurs import adresse_de_test
from tests.pannes import doubles, ecrivains


def test_quatre_ecrivains_sur_la_meme_fiche_ne_perdent_rien(tmp_path: Path) -> None:
    with adresse_de_test(MOTEUR, tmp_path, "ecrivains") as adresse:
        resultat = ecrivains.eprouver(tmp_path, adresse, processus=4, fois=8)
    assert (resultat.acquittes, resultat.perdus, resultat.erreurs) == (32, 0, 0)


def test_un_formulaire_envoye_cinq_fois_en_meme_temps_ne_cree_qu_une_fiche(tmp_path: Path) -> None:
    with adresse_de_test(MOTEUR, tmp_path, "doubles") as adresse:
        resultat = doubles.eprouver(tmp_path, adresse, formulaires=4, processus=1)
    assert resultat.bon, resultat
