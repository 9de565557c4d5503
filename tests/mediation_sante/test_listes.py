"""What the demonstration and the rules say exists in the lists that mediators choose from."""

from __future__ import annotations

from parcours.exploitation.demonstration import sante
from parcours.mediation_sante.forms import LISTES
from parcours.mediation_sante.rules import TYPES, canal_du_lieu
from parcours.nomenclatures.services import DONNEES
from parcours.socle.donnees import lire_csv


def _libelles(champ: str) -> dict[str, str]:
    return {ligne["libelle"]: ligne["code"] for ligne in lire_csv(DONNEES / f"{LISTES[champ]}.csv")}


def test_la_demonstration_parle_avec_les_mots_des_listes() -> None:
    assert {besoin for _, besoin, _ in sante.BESOINS} <= set(_libelles("besoins"))
    assert {genre for genre, _, _ in sante.BESOINS} == set(TYPES)
    assert {o for o in sante.OBSTACLES if o} <= set(_libelles("obstacles"))
    assert set(sante.RESULTATS) <= set(_libelles("resultat"))


def test_la_demonstration_tire_la_maniere_du_lieu_comme_le_formulaire() -> None:
    codes = _libelles("lieu")
    assert {lieu: canal_du_lieu(codes[lieu], physique=False) for lieu in sante.LIEUX} == sante.LIEUX
