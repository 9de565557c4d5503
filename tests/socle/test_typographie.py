"""French writing of dates, phones, ages and counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from parcours.socle.typographie import (
    age,
    date_longue,
    date_relative,
    de,
    horodatage,
    insecables,
    nombre_fr,
    pluriel,
    telephone,
)

pytestmark = pytest.mark.sans_base


def test_le_premier_du_mois_s_ecrit_1er() -> None:
    assert date_longue(date(2026, 3, 1)) == "1er\u00a0mars 2026"


def test_un_instant_s_ecrit_a_l_heure_de_paris() -> None:
    assert horodatage(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "01/07/2026 à 14\u00a0h\u00a005"


@time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
def test_le_jour_change_a_minuit_a_paris() -> None:
    assert date_relative(date(2026, 11, 24)) == "aujourd’hui"
    assert date_relative(date(2026, 11, 23)) == "hier"
    assert date_relative(date(2026, 11, 21)) == "il y a 3\u00a0jours"


@time_machine.travel(datetime(2026, 2, 28, 12, tzinfo=UTC))
def test_l_age_se_compte_au_jour_pres() -> None:
    assert age(date(2016, 2, 29)) == "9\u00a0ans"
    assert age(date(2016, 2, 28)) == "10\u00a0ans"


def test_un_telephone_se_lit_par_paires() -> None:
    assert telephone("+33643240035") == "06\u00a043\u00a024\u00a000\u00a035"
    assert telephone("pas un numéro") == "pas un numéro"


def test_le_pluriel_commence_a_deux() -> None:
    assert pluriel(0, "enfant") == "0\u00a0enfant"
    assert pluriel(2, "enfant") == "2\u00a0enfants"
    assert nombre_fr(100000) == "100\u202f000"


def test_les_espaces_devant_les_signes_doubles_deviennent_insecables() -> None:
    assert insecables("Attention : lisez « ceci » !") == "Attention\u00a0: lisez «\u00a0ceci\u00a0»\u00a0!"
    assert insecables("a ? b") == "a\u00a0? b"
    assert insecables('href="/x?y=1 :z" 12:30') == 'href="/x?y=1 :z" 12:30'


def test_un_signe_double_apres_une_balise_ou_une_valeur_reste_sur_sa_ligne() -> None:
    assert insecables("<b>Quartier</b> : Danvers") == "<b>Quartier</b>\u00a0: Danvers"
    assert insecables(" : la suite d’une valeur") == "\u00a0: la suite d’une valeur"


@pytest.mark.parametrize(
    ("nom", "ecrit"),
    [("Agathe AUBRY", "d’Agathe AUBRY"), ("Étienne", "d’Étienne"), ("Léa", "de Léa"), ("Hugo", "de Hugo"), ("", "de ")],
)
def test_de_s_elide_devant_une_voyelle(nom: str, ecrit: str) -> None:
    assert de(nom) == ecrit
