"""Dates as people type them."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.socle.dates import DateIllisible, lire_date
from parcours.socle.typographie import date_courte, date_longue

pytestmark = pytest.mark.sans_base
AUJOURD_HUI = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("8/3/99", date(1999, 3, 8)),
        ("08031999", date(1999, 3, 8)),
        ("08-03-1999", date(1999, 3, 8)),
        ("08.03.1999", date(1999, 3, 8)),
        ("8 mars 1999", date(1999, 3, 8)),
        ("1er janv. 2026", date(2026, 1, 1)),
        ("1999-03-08", date(1999, 3, 8)),
        ("23/11/26", date(2026, 11, 23)),
        ("aujourd’hui", AUJOURD_HUI),
        ("Hier", date(2026, 11, 22)),
        ("3 août 2025", date(2025, 8, 3)),
    ],
)
def test_une_date_se_tape_librement(tape: str, attendu: date) -> None:
    assert lire_date(tape, aujourd_hui=AUJOURD_HUI) == attendu


def test_une_naissance_a_deux_chiffres_n_est_jamais_dans_le_futur() -> None:
    assert lire_date("01/01/40", aujourd_hui=AUJOURD_HUI, naissance=True) == date(1940, 1, 1)
    assert lire_date("01/01/40", aujourd_hui=AUJOURD_HUI) == date(2040, 1, 1)


@pytest.mark.parametrize("tape", ["31/02/2016", "00/00/2000", "??/09/2015", "le printemps", "2004", "12/13/2020", "1/1/1"])
def test_une_date_impossible_est_expliquee(tape: str) -> None:
    with pytest.raises(DateIllisible) as erreur:
        lire_date(tape, aujourd_hui=AUJOURD_HUI)
    assert str(erreur.value)


@given(st.text(max_size=40))
def test_aucun_texte_ne_fait_tomber_la_lecture(texte: str) -> None:
    with contextlib.suppress(DateIllisible):
        lire_date(texte, aujourd_hui=AUJOURD_HUI)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_une_date_ecrite_se_relit(jour: date) -> None:
    assert lire_date(date_courte(jour), aujourd_hui=AUJOURD_HUI) == jour
    assert lire_date(date_longue(jour), aujourd_hui=AUJOURD_HUI) == jour
