"""School years, the class that follows, places that should soon be free."""

from __future__ import annotations

from datetime import date

import pytest

from parcours.pre.rules import RaisonDeSortie, ajouter_des_mois, annee_de_rentree, annee_scolaire, proposer, sortie_prevue
from parcours.territoire.rules import CLASSES

pytestmark = pytest.mark.sans_base


@pytest.mark.parametrize(
    ("jour", "annee"),
    [(date(2026, 5, 31), 2025), (date(2026, 6, 1), 2026), (date(2026, 11, 23), 2026), (date(2027, 1, 4), 2026)],
)
def test_la_rentree_se_prepare_a_partir_de_juin(jour: date, annee: int) -> None:
    assert annee_de_rentree(jour) == annee
    assert annee_scolaire(2026) == "2026-2027"


def test_un_enfant_de_ce1_passe_en_ce2_dans_la_meme_ecole_sans_question() -> None:
    passage = proposer("CE1", "elementaire", date(2018, 5, 5), 2026)
    assert (passage.classe, passage.meme_ecole, passage.sur) == ("CE2", True, True)


@pytest.mark.parametrize(
    ("classe", "niveau", "suivante"), [("GS", "maternelle", "CP"), ("CM2", "elementaire", "6e"), ("3e", "college", "2de")]
)
def test_changer_de_niveau_demande_de_choisir_l_etablissement(classe: str, niveau: str, suivante: str) -> None:
    passage = proposer(classe, niveau, None, 2026)
    assert passage.classe == suivante
    assert not passage.meme_ecole
    assert "change d’établissement" in passage.doutes[0]


def test_une_ecole_primaire_garde_ses_enfants_de_la_grande_section_au_cp() -> None:
    assert proposer("GS", "primaire", date(2020, 1, 1), 2026).sur


@pytest.mark.parametrize("classe", [None, "", "ULIS", "CE1/CE2", "5e SEGPA", "Tle"])
def test_une_classe_sans_suite_automatique_est_a_verifier(classe: str | None) -> None:
    assert not proposer(classe, "elementaire", date(2018, 5, 5), 2026).sur


def test_sans_classe_l_age_en_propose_une() -> None:
    assert proposer(None, "elementaire", date(2018, 5, 5), 2026).classe == "CE2"


def test_un_age_qui_s_ecarte_de_la_classe_est_a_verifier() -> None:
    assert proposer("CE1", "elementaire", date(2015, 5, 5), 2026).doutes == ("l’âge et la classe s’écartent",)


@pytest.mark.parametrize("classe", CLASSES[:-1])
def test_chaque_classe_mene_a_la_suivante(classe: str) -> None:
    assert proposer(classe, None, None, 2026).classe == CLASSES[CLASSES.index(classe) + 1]


def test_une_place_se_libere_a_la_premiere_des_raisons() -> None:
    jour = date(2026, 11, 23)
    assert sortie_prevue(True, None, None, jour) == (date(2026, 11, 1), RaisonDeSortie.PROPOSEE)
    assert sortie_prevue(False, date(2025, 2, 10), date(2011, 1, 9), jour) == (date(2027, 1, 1), RaisonDeSortie.AGE)
    assert sortie_prevue(False, date(2025, 2, 10), date(2016, 1, 9), jour) == (date(2027, 2, 1), RaisonDeSortie.DUREE)
    assert sortie_prevue(False, date(2026, 2, 10), date(2016, 1, 9), jour) is None


def test_une_date_depassee_compte_dans_le_mois_en_cours() -> None:
    jour = date(2026, 11, 23)
    assert sortie_prevue(False, date(2023, 2, 10), None, jour) == (date(2026, 11, 1), RaisonDeSortie.DUREE)


def test_les_mois_passent_l_annee() -> None:
    assert ajouter_des_mois(date(2026, 11, 30), 3) == date(2027, 2, 1)
