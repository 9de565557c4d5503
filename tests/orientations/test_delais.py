"""When a reminder leaves: calendar days, working days, settings; pure."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.orientations.rules import EtatOrientation
from parcours.orientations.rules.delais import Delais, Rang, echeance, expire, relance_due
from parcours.socle.jours_ouvres import dernier_ouvre, est_ouvre, feries, ouvre_a_partir_de
from parcours.socle.reglages import REGLAGES

pytestmark = pytest.mark.sans_base

E = EtatOrientation
DELAIS = Delais((3, 10, 20), 30)
LUNDI = date(2026, 3, 2)


def _jours(envoi: date, etat: EtatOrientation = E.ENVOYEE, delais: Delais = DELAIS) -> dict[int, date]:
    """Let the clock run day by day; 4 is the end."""
    faits: dict[int, date] = {}
    for n in range(120):
        au = envoi + timedelta(days=n)
        if expire(envoi, delais, au):
            return {**faits, 4: au}
        rang = relance_due(envoi, etat, faits, delais, au)
        if rang is not None:
            faits[rang] = au
    return faits


def test_sans_jour_chome_les_relances_partent_a_3_10_et_20_jours_et_la_fin_a_30() -> None:
    assert _jours(LUNDI) == {1: date(2026, 3, 5), 2: date(2026, 3, 12), 3: date(2026, 3, 23), 4: date(2026, 4, 1)}
    assert (date(2026, 3, 22) - LUNDI).days == 20 and date(2026, 3, 22).weekday() == 6


def test_une_orientation_ouverte_ne_recoit_pas_la_premiere_relance() -> None:
    assert set(_jours(LUNDI, E.VUE)) == {2, 3, 4}


@pytest.mark.parametrize(
    ("envoi", "attendu"),
    [
        (date(2026, 4, 1), date(2026, 4, 7)),  # Saturday 4, Sunday 5, Easter Monday 6
        (date(2026, 4, 28), date(2026, 5, 4)),  # Friday 1 May, then the week-end
        (date(2026, 5, 11), date(2026, 5, 15)),  # Ascension Thursday; the Friday is a working day
        (date(2026, 7, 11), date(2026, 7, 15)),
        (date(2026, 11, 8), date(2026, 11, 12)),
        (date(2026, 12, 22), date(2026, 12, 28)),
        (date(2026, 12, 29), date(2027, 1, 4)),
    ],
)
def test_ce_qui_tombe_un_jour_chome_attend_le_jour_ouvre_suivant(envoi: date, attendu: date) -> None:
    assert echeance(envoi, 3) == attendu


def test_les_jours_feries_sont_ceux_du_code_du_travail() -> None:
    mobiles = {date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)}
    fixes = {date(2027, mois, jour) for mois, jour in [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]}
    assert {jour for jour in feries(2027) if jour.weekday() != 6 or jour in fixes} == mobiles | fixes


@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)))
def test_le_jour_ouvre_suivant_est_ouvre_et_proche(jour: date) -> None:
    suivant, precedent = ouvre_a_partir_de(jour), dernier_ouvre(jour)
    assert est_ouvre(suivant) and est_ouvre(precedent)
    assert timedelta(0) <= suivant - jour <= timedelta(days=4)
    assert timedelta(0) <= jour - precedent <= timedelta(days=4)


@given(
    st.dates(date(2025, 1, 1), date(2040, 12, 31)),
    st.tuples(st.integers(2, 7), st.integers(8, 15), st.integers(16, 25), st.integers(26, 90)),
    st.sampled_from([E.ENVOYEE, E.VUE, E.EN_COURS]),
)
def test_chaque_relance_part_une_fois_dans_l_ordre_un_jour_ouvre_puis_vient_la_fin(
    envoi: date, nombres: tuple[int, int, int, int], etat: EtatOrientation
) -> None:
    un, deux, trois, fin = nombres
    jours = _jours(envoi, etat, Delais((un, deux, trois), fin))
    assert jours[4] == echeance(envoi, fin)
    attendues = [rang for rang in (1, 2, 3, 4) if rang > 1 or etat is E.ENVOYEE]
    # Two delays that a long week-end brings to the same day make one reminder, the later of the two.
    serres = min(deux - un, trois - deux, fin - trois) < 6
    assert set(jours) <= set(attendues) if serres else sorted(jours) == attendues
    assert list(jours.values()) == sorted(set(jours.values()))
    assert all(est_ouvre(jour) for jour in jours.values())


def test_un_travailleur_arrete_ne_rattrape_pas_tout_le_meme_jour() -> None:
    au = date(2026, 3, 23)
    assert relance_due(LUNDI, E.ENVOYEE, {}, DELAIS, au) is Rang.DERNIERE
    assert relance_due(LUNDI, E.ENVOYEE, {1: date(2026, 3, 11)}, DELAIS, date(2026, 3, 12)) is None
    assert relance_due(LUNDI, E.ENVOYEE, {1: date(2026, 3, 11)}, DELAIS, date(2026, 3, 13)) is Rang.DEUXIEME
    assert relance_due(LUNDI, E.ENVOYEE, {3: au}, DELAIS, au + timedelta(days=1)) is None


@pytest.mark.parametrize("etat", [e for e in E if not e.attend_une_reponse])
def test_ce_qui_a_une_reponse_n_est_plus_relance(etat: EtatOrientation) -> None:
    assert relance_due(LUNDI, etat, {}, DELAIS, date(2026, 3, 12)) is None


def test_les_bornes_des_reglages_tiennent_les_delais_dans_l_ordre() -> None:
    bornes = [REGLAGES[cle] for cle in ("relance_1", "relance_2", "relance_3", "expiration_orientation")]
    assert all(avant.maximum < apres.minimum for avant, apres in pairwise(bornes))
