"""A series of meetings: days, holidays, public holidays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.reunions.rules.recurrence import AU_PLUS, Rythme, jours_de_la_serie, jours_feries, proposer
from parcours.reunions.rules.types import Vacances


def test_toutes_les_deux_semaines_la_derniere_date_comprise() -> None:
    jours = jours_de_la_serie(date(2026, 12, 1), date(2026, 12, 29), Rythme.SEMAINES, 2)
    assert jours == [date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29)]


def test_chaque_mois_au_meme_rang_et_jour_de_semaine() -> None:
    jours = jours_de_la_serie(date(2026, 12, 8), date(2027, 3, 31), Rythme.RANG)
    assert jours == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]


def test_chaque_mois_le_dernier_meme_quand_le_mois_en_a_cinq() -> None:
    jours = jours_de_la_serie(date(2026, 11, 24), date(2027, 3, 31), Rythme.DERNIER)
    assert jours == [date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23), date(2027, 3, 30)]


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.sampled_from(Rythme), st.integers(1, 26))
def test_une_serie_garde_son_jour_de_semaine_et_tient_dans_ses_bornes(
    premiere: date, duree: int, rythme: Rythme, semaines: int
) -> None:
    fin = date.fromordinal(premiere.toordinal() + duree)
    jours = jours_de_la_serie(premiere, fin, rythme, semaines)
    assert len(jours) <= AU_PLUS and jours == sorted(set(jours))
    assert all(premiere <= jour <= fin and jour.weekday() == premiere.weekday() for jour in jours)
    if rythme is not Rythme.SEMAINES:
        assert len({(jour.year, jour.month) for jour in jours}) == len(jours)


@pytest.mark.parametrize(
    "jour", [date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17), date(2026, 11, 11), date(2028, 4, 17)]
)
def test_les_jours_feries_mobiles_et_fixes_sont_connus(jour: date) -> None:
    assert jour in jours_feries(jour.year)


def test_les_jours_de_vacances_disent_pourquoi_ils_sont_ecartes() -> None:
    noel = Vacances("Noël", date(2026, 12, 19), date(2027, 1, 3))
    jours = [date(2026, 12, 15), date(2026, 12, 29), date(2027, 1, 1), date(2027, 1, 10)]
    assert [p.raison for p in proposer(jours, [noel])] == ["", "vacances\u00a0: Noël", "jour férié", "dimanche"]
