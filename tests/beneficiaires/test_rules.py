"""When do two people look like one?"""

from __future__ import annotations

from datetime import date

import pytest

from parcours.beneficiaires.rules import proximite

LE_16 = date(2018, 1, 16)


@pytest.mark.parametrize(
    ("une", "autre", "pourquoi"),
    [
        (("Renault", "Léa", LE_16), ("RENAULT", "Lea", LE_16), "même nom, même date de naissance"),
        (("Renault", "Léa", LE_16), ("Léa", "Renault", LE_16), "même nom, même date de naissance"),
        (("Le Gall", "Anne-Marie", LE_16), ("Le-Gall", "Anne Marie", LE_16), "même nom, même date de naissance"),
        (("Renault", "Léa", LE_16), ("Renaut", "Léa", LE_16), "nom à une lettre près, même date de naissance"),
        (("Renault", "Léa", date(2018, 3, 4)), ("Renault", "Léa", date(2018, 4, 3)), "même nom, date de naissance proche"),
        (("Renault", "Léa", None), ("Renault", "Léa", LE_16), "même nom, date de naissance inconnue"),
        (("Renault", "Léa", LE_16), ("Martin", "Léa", LE_16), "même prénom, même date de naissance"),
        (("Renault", "Léa", LE_16), ("Martin", "Hugo", LE_16), None),
        (("Renaut", "Léa", LE_16), ("Renault", "Léa", date(1990, 12, 2)), None),
    ],
)
def test_deux_personnes_se_ressemblent_pour_une_raison_dite(une: object, autre: object, pourquoi: str | None) -> None:
    assert proximite(une, autre) == pourquoi  # type: ignore[arg-type]
