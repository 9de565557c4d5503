"""States of a pathway: the declared table, and nothing else."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parcours.parcours_individuels.rules import (
    OUVERTS,
    TRANSITIONS,
    EtatParcours,
    dans_des_mois,
    duree_en_mots,
    transition_permise,
)

ETATS = st.sampled_from(list(EtatParcours))


@given(ETATS, ETATS)
def test_un_pas_hors_de_la_table_est_refuse(de: EtatParcours, vers: EtatParcours) -> None:
    assert transition_permise(de, vers) is (vers in TRANSITIONS[de])


@given(st.lists(ETATS, min_size=1, max_size=12))
def test_on_ne_revient_jamais_d_une_sortie_vers_le_parcours(chemin: list[EtatParcours]) -> None:
    etat = EtatParcours.DEMANDE
    sorti = False
    for vers in chemin:
        if transition_permise(etat, vers):
            assert not (sorti and vers in OUVERTS)
            etat = vers
            sorti = sorti or etat not in OUVERTS


def test_toute_situation_mene_a_la_cloture() -> None:
    for depart in EtatParcours:
        atteints, a_voir = {depart}, [depart]
        while a_voir:
            nouveaux = TRANSITIONS[a_voir.pop()] - atteints
            atteints |= nouveaux
            a_voir += nouveaux
        assert EtatParcours.CLOS in atteints


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(0, 36))
def test_un_bilan_tombe_le_meme_jour_ou_le_dernier_du_mois(jour: date, mois: int) -> None:
    echeance = dans_des_mois(jour, mois)
    assert (echeance.year - jour.year) * 12 + echeance.month - jour.month == mois
    assert echeance.day <= jour.day


def test_la_duree_se_dit_en_jours_puis_en_mois_puis_en_ans() -> None:
    assert duree_en_mots(date(2026, 1, 1), date(2026, 1, 13)) == "12\u00a0jours"
    assert duree_en_mots(date(2025, 12, 5), date(2026, 11, 23)) == "11\u00a0mois"
    assert duree_en_mots(date(2020, 1, 1), date(2026, 11, 23)) == "6\u00a0ans"
