"""Pure rules: pass-phrases, growing wait, devices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parcours.comptes.rules.appareils import appareil
from parcours.comptes.rules.attente import Essai, fin_de_l_attente, minutes_restantes
from parcours.comptes.rules.phrases import composer, interdites, refus

LUNDI = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _echecs(*secondes: float) -> list[Essai]:
    return [Essai(LUNDI + timedelta(seconds=s), reussi=False) for s in secondes]


def test_la_liste_des_phrases_interdites_en_compte_plus_de_trois_mille_et_toutes_sont_refusees() -> None:
    assert len(interdites()) >= 3000
    assert [p for p in interdites() if refus(p) is None] == []


@pytest.mark.parametrize(
    "phrase",
    [
        "motdepasse12345", "M0td3p@sse2026!!", "soleil soleil soleil", "azertyuiop12345", "Saint-Omer 62500 !", "aaaaaaaaaaaaaaaaaa",
        "123456789012345", "Longuenesse2026", "administrateur parcours 2026", "Camille.Delattre2026", "delattrecamille62",
        "camille.delattre@ville.fr", "               ", "Réussite éducative 2026",
    ],
)  # fmt: skip
def test_une_phrase_facile_a_deviner_est_refusee_avec_une_explication(phrase: str) -> None:
    motif = refus(phrase, ["Camille", "Delattre", "camille.delattre@ville.fr"])
    assert motif and motif[0].isupper() and motif.rstrip("»").endswith(".")


@pytest.mark.parametrize(
    "phrase",
    [
        "le chat dort sur la table", "quatre girafes boivent du thé", "cheval batterie agrafe correcte", "vive les vacances en juillet",
        "Camille aime les pommes de terre", "漢字かな交じり文の合言葉は長い", "x" * 3 + " brouette pimpante lavoir",
    ],
)  # fmt: skip
def test_une_phrase_de_plusieurs_mots_est_acceptee_sans_majuscule_ni_chiffre(phrase: str) -> None:
    assert refus(phrase, ["Camille", "Delattre", "camille.delattre@ville.fr"]) is None


def test_la_longueur_va_de_quinze_a_cent_vingt_huit_caracteres() -> None:
    assert "trop courte" in str(refus("girafe brouett"))
    assert refus("girafe brouette") is None
    longue = ("girafe brouette lavoir pimpante " * 5)[:128]
    assert "trop longue" not in str(refus(longue))
    assert "trop longue" in str(refus(longue + "x"))


def test_la_meme_phrase_tapee_sur_deux_systemes_est_la_meme() -> None:
    assert composer("e\u0301te\u0301") == composer("été")


def test_quatre_erreurs_ne_coutent_rien_et_la_cinquieme_fait_attendre() -> None:
    assert fin_de_l_attente(_echecs(0, 1, 2, 3), LUNDI + timedelta(seconds=4)) is None
    assert fin_de_l_attente(_echecs(0, 1, 2, 3, 4), LUNDI + timedelta(seconds=5)) == LUNDI + timedelta(seconds=64)


def test_l_attente_grandit_a_chaque_erreur() -> None:
    attentes = []
    for nombre in range(5, 12):
        fin = fin_de_l_attente(_echecs(*range(nombre)), LUNDI + timedelta(seconds=nombre))
        assert fin is not None
        attentes.append(fin - (LUNDI + timedelta(seconds=nombre - 1)))
    assert attentes == sorted(attentes)
    assert attentes[-1] == timedelta(minutes=30)


def test_vingt_cinq_erreurs_en_un_jour_ferment_le_compte_jusqu_au_lendemain_meme_apres_une_connexion_reussie() -> None:
    essais = [Essai(LUNDI + timedelta(minutes=40 * n), reussi=False) for n in range(25)]
    essais.append(Essai(LUNDI + timedelta(hours=17), reussi=True))
    assert fin_de_l_attente(essais, LUNDI + timedelta(hours=18)) == LUNDI + timedelta(hours=24)
    assert fin_de_l_attente(essais, LUNDI + timedelta(hours=24)) is None


def test_quelqu_un_qui_insiste_sans_relache_n_a_pas_plus_de_vingt_cinq_reponses_en_un_jour() -> None:
    essais: list[Essai] = []
    instant = LUNDI
    while instant < LUNDI + timedelta(hours=24):
        if fin_de_l_attente(essais, instant) is None:
            essais.append(Essai(instant, reussi=False))
        instant += timedelta(seconds=20)
    assert len(essais) <= 25


def test_une_connexion_reussie_remet_l_attente_a_zero() -> None:
    essais = [*_echecs(0, 1, 2, 3, 4), Essai(LUNDI + timedelta(minutes=5), reussi=True), *_echecs(400)]
    assert fin_de_l_attente(essais, LUNDI + timedelta(seconds=401)) is None


def test_les_minutes_restantes_sont_arrondies_au_dessus() -> None:
    assert minutes_restantes(LUNDI + timedelta(seconds=61), LUNDI) == 2
    assert minutes_restantes(LUNDI + timedelta(seconds=1), LUNDI) == 1


@pytest.mark.parametrize(
    ("agent", "attendu"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sur Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari sur iPhone"),
        ("", "Navigateur"),
        (None, "Navigateur"),
    ],
)
def test_un_appareil_se_reconnait_en_deux_mots(agent: str | None, attendu: str) -> None:
    assert appareil(agent) == attendu
