"""Reading an address."""

from __future__ import annotations

import pytest

from parcours.territoire.rules import dans_les_numeros, designe, lire_adresse


@pytest.mark.parametrize(
    ("adresse", "numero", "mots"),
    [
        ("30 boulevard Adrien Lelièvre", 30, "30 boulevard adrien lelievre"),
        ("12 bis, bd. Guillain", 12, "12 bis boulevard guillain"),
        ("Appt 4 15 r. de Dunkerque", 15, "appt 4 15 rue de dunkerque"),
        ("Résidence Danvers", None, "residence danvers"),
        ("rue du 8 mai 1945", None, "rue du 8 mai 1945"),
    ],
)
def test_le_numero_et_les_mots_d_une_adresse_se_lisent(adresse: str, numero: int | None, mots: str) -> None:
    lue = lire_adresse(adresse)
    assert (lue.numero, lue.mots) == (numero, mots)


def test_une_voie_se_reconnait_en_mots_entiers() -> None:
    assert designe("rue pasteur", lire_adresse("3 rue Pasteur"))
    assert not designe("rue pasteur", lire_adresse("3 rue Pasteurs"))


def test_un_troncon_ne_se_reconnait_pas_sans_numero() -> None:
    assert dans_les_numeros(None, None, None)
    assert not dans_les_numeros(None, 1, 9)
    assert dans_les_numeros(9, 1, 9)
    assert not dans_les_numeros(10, 1, 9)
    assert dans_les_numeros(300, 10, None)
