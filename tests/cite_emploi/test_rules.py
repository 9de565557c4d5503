"""Steps over the common states, obstacles, exits: the declared tables."""

from __future__ import annotations

from datetime import date

import pytest

from parcours.cite_emploi.rules import (
    SORTIES,
    TABLE,
    CategorieSortie,
    EtapeEmploi,
    NiveauFrein,
    categorie,
    contrat_avant_le,
    etape_de,
    etat_vise,
    suites,
    suivis_prevus,
)
from parcours.cite_emploi.rules.etapes import ETATS
from parcours.parcours_individuels.rules import EtatParcours as E

pytestmark = pytest.mark.sans_base


def test_chaque_etat_a_une_etape_qui_lui_convient_et_chaque_etape_ses_suites() -> None:
    for etat in E:
        assert etat in ETATS[etape_de(etat, None)]
    assert set(TABLE) == set(ETATS) == set(EtapeEmploi)


def test_l_etape_notee_ne_vaut_que_tant_que_l_etat_s_accorde_avec_elle() -> None:
    assert etape_de(E.A_DEMARRER, EtapeEmploi.EN_COORDINATION) is EtapeEmploi.EN_COORDINATION
    assert etape_de(E.EN_COURS, EtapeEmploi.EN_COORDINATION) is EtapeEmploi.ACCOMPAGNE
    assert etape_de(E.SORTI, EtapeEmploi.ACCOMPAGNE, dynamique=True) is EtapeEmploi.SORTI_POSITIF


def test_une_rupture_suspend_un_accompagnement_et_ferme_une_demande_jamais_commencee() -> None:
    assert etat_vise(E.EN_COURS, EtapeEmploi.RUPTURE) is E.SUSPENDU
    assert etat_vise(E.A_DEMARRER, EtapeEmploi.RUPTURE) is E.NON_RETENU


def test_on_ne_sort_que_d_un_accompagnement_commence() -> None:
    for etape in EtapeEmploi:
        for etat in ETATS[etape]:
            proposees = set(suites(etat, etape)) & set(SORTIES)
            assert bool(proposees) == (etat in {E.EN_COURS, E.SUSPENDU, E.SORTIE_PROPOSEE}), (etape, etat)


def test_non_aborde_n_est_pas_un_frein_ni_pas_un_frein() -> None:
    assert [n.pose for n in NiveauFrein] == [False, False, True, True, False]
    assert NiveauFrein.NON_ABORDE.libelle != NiveauFrein.PAS_UN_FREIN.libelle


@pytest.mark.parametrize(
    ("parent", "motif", "attendue"),
    [
        ("emploi_durable", "cdi", CategorieSortie.EMPLOI_DURABLE),
        ("sortie_positive", "siae", CategorieSortie.SORTIE_POSITIVE),
        ("autre_sortie", "abandon", CategorieSortie.AUTRE),
        (None, "formation", CategorieSortie.SORTIE_POSITIVE),
        ("une_famille_ajoutee", "nouveau", CategorieSortie.AUTRE),
    ],
)
def test_une_sortie_compte_selon_sa_famille(parent: str | None, motif: str, attendue: CategorieSortie) -> None:
    assert categorie(parent, motif) is attendue
    assert attendue.dynamique == (attendue is not CategorieSortie.AUTRE)


def test_les_nouvelles_se_prennent_a_trois_et_six_mois_et_le_contrat_se_signe_dans_le_mois() -> None:
    assert suivis_prevus(date(2026, 11, 30)) == [(3, date(2027, 2, 28)), (6, date(2027, 5, 30))]
    assert contrat_avant_le(date(2026, 1, 31)) == date(2026, 2, 28)
    assert contrat_avant_le(None) is None
