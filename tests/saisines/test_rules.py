"""The table of states, the checks and what a saisine lacks: pure."""

from __future__ import annotations

from datetime import date

import pytest

from parcours.beneficiaires.rules import FormeAccord
from parcours.saisines.rules import (
    A_TRAITER,
    EN_ATTENTE,
    TERMINES,
    TRANSITIONS,
    DonneurDAccord,
    EtatSaisine,
    Par,
    SaisieAccordPrealable,
    SaisieDemande,
    SaisieEnfant,
    SaisiePrescripteur,
    Verdict,
    controle_d_age,
    controle_de_priorite,
    controle_du_territoire,
    manques,
    possibles,
    retard,
)

pytestmark = pytest.mark.sans_base


def test_chaque_etat_a_sa_place_dans_la_liste() -> None:
    assert {EtatSaisine.BROUILLON, *A_TRAITER, *EN_ATTENTE, *TERMINES} == set(EtatSaisine)
    assert all(etat.libelle and etat.ton for etat in EtatSaisine)


def test_chaque_etat_est_atteint_et_une_ligne_n_est_dite_qu_une_fois() -> None:
    assert {t.vers for t in TRANSITIONS} == set(EtatSaisine)
    cles = [(t.de, t.vers, t.par) for t in TRANSITIONS]
    assert len(cles) == len(set(cles))


def test_un_prescripteur_ne_fait_que_commencer_et_repondre() -> None:
    siens = {(t.de, t.vers) for t in TRANSITIONS if t.par is Par.PRESCRIPTEUR}
    assert siens == {(None, EtatSaisine.RECUE), (EtatSaisine.A_COMPLETER, EtatSaisine.RECUE)}


def test_ce_que_dit_le_parcours_n_est_jamais_ecrit_par_quelqu_un() -> None:
    ecrits = {t.vers for t in TRANSITIONS if t.par is not Par.PARCOURS}
    assert not ecrits & {EtatSaisine.INSCRITE_EPS, EtatSaisine.DECIDEE}
    assert possibles(EtatSaisine.DECIDEE, Par.INSTRUCTION) == []


def test_rien_n_avance_vers_l_eps_sans_accord() -> None:
    vers_l_eps = {t.de for t in TRANSITIONS if t.vers is EtatSaisine.INSCRITE_EPS}
    assert vers_l_eps == {EtatSaisine.ACCORD_OBTENU}


@pytest.mark.parametrize(
    ("naissance", "verdict", "derogation"),
    [
        (date(2018, 3, 1), Verdict.OUI, False),
        (date(2009, 11, 24), Verdict.OUI, False),
        (date(2009, 11, 23), Verdict.NON, True),
        (date(2025, 1, 1), Verdict.NON, True),
        (None, Verdict.A_VERIFIER, False),
    ],
)
def test_l_age_se_compte_a_la_date_de_la_saisine(naissance: date | None, verdict: Verdict, derogation: bool) -> None:
    controle = controle_d_age(naissance, date(2026, 11, 23), 2, 16)
    assert (controle.verdict, controle.derogation) == (verdict, derogation)
    assert "2 à 16 ans" in controle.fait


def test_le_territoire_est_celui_du_domicile_et_l_ecole_se_verifie() -> None:
    assert controle_du_territoire("Arques", True, "Pasteur", True).verdict is Verdict.OUI
    assert controle_du_territoire("Calais", False, "Pasteur", True).verdict is Verdict.A_VERIFIER
    assert controle_du_territoire(None, False, None, False).verdict is Verdict.A_VERIFIER
    dehors = controle_du_territoire("Calais", False, "Ailleurs", False)
    assert (dehors.verdict, dehors.derogation) == (Verdict.NON, True)


def test_le_quartier_ou_l_ecole_suffit() -> None:
    assert controle_de_priorite("Léon Blum", True, "Pasteur", "hors EP").verdict is Verdict.OUI
    assert controle_de_priorite(None, True, "George Sand", "REP+").verdict is Verdict.OUI
    assert controle_de_priorite(None, True, "Pasteur", "hors EP").verdict is Verdict.NON
    assert controle_de_priorite(None, False, "Pasteur", "hors EP").verdict is Verdict.A_VERIFIER


def test_une_saisine_vide_dit_tout_ce_qui_lui_manque() -> None:
    vide = SaisieDemande(date(2026, 11, 23), SaisiePrescripteur(""), SaisieEnfant("", ""))
    assert len(manques(vide)) == 13


@pytest.mark.parametrize("forme", [FormeAccord.ORAL, FormeAccord.ECRIT])
def test_un_accord_oral_ou_ecrit_suffit_pour_presenter(forme: FormeAccord) -> None:
    demande = SaisieDemande(
        date(2026, 11, 23),
        SaisiePrescripteur("Mme Lemaire"),
        SaisieEnfant("Renault", "Léa"),
        accord=SaisieAccordPrealable(date(2026, 11, 20), None, forme, DonneurDAccord.PREMIER),
    )
    assert not {"accord_forme", "accord_par", "information_le"} & set(manques(demande))


def test_sans_accord_de_la_famille_rien_ne_part() -> None:
    demande = SaisieDemande(date(2026, 11, 23), SaisiePrescripteur("Mme Lemaire"), SaisieEnfant("Renault", "Léa"))
    assert "Parlez d’abord à la famille" in manques(demande)["accord_forme"]


def test_le_retard_ne_compte_que_ce_qui_attend_la_coordination() -> None:
    hier, jour = date(2026, 11, 1), date(2026, 11, 23)
    assert retard(EtatSaisine.RECUE, hier, jour, 15) and retard(EtatSaisine.A_COMPLETER, hier, jour, 15)
    assert not retard(EtatSaisine.RECUE, hier, jour, 22)
    assert not any(retard(etat, hier, jour, 15) for etat in (EtatSaisine.BROUILLON, EtatSaisine.INSCRITE_EPS, *TERMINES))
