"""Reference lists of data·inclusion v1 with their French words, and the former values that older files still carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parcours.socle.donnees import lire_csv

FICHIER = Path(__file__).parents[1] / "donnees" / "referentiels.csv"

LISTE_DU_CHAMP = {
    "type": "type",
    "thematiques": "thematique",
    "frais": "frais",
    "publics": "public",
    "modes_accueil": "mode_accueil",
    "modes_mobilisation": "mode_mobilisation",
    "mobilisable_par": "mobilisable_par",
    "reseaux_porteurs": "reseau_porteur",
}
"""Which list gives the words of which field."""

TOUT_LE_MONDE = "*"
"""`remplace_par` of a former value that meant anybody: the schema now leaves the field empty."""


@dataclass(frozen=True)
class Valeur:
    """One value of a list; a former one is read and shown, never offered."""

    valeur: str
    libelle: str
    obsolete: bool
    remplace_par: str


@cache
def liste(nom: str) -> dict[str, Valeur]:
    """Every value of one list, former ones included, in the order of the file."""
    return {
        ligne["valeur"]: Valeur(ligne["valeur"], ligne["libelle"], ligne["obsolete"] == "oui", ligne["remplace_par"])
        for ligne in lire_csv(FICHIER)
        if ligne["liste"] == nom
    }


def en_vigueur(nom: str) -> list[tuple[str, str]]:
    """(value, words) offered in a form."""
    return [(v.valeur, v.libelle) for v in liste(nom).values() if not v.obsolete]


def connue(champ: str, valeur: str) -> bool:
    """True when the schema lists this value today."""
    trouvee = liste(LISTE_DU_CHAMP[champ]).get(valeur)
    return trouvee is not None and not trouvee.obsolete


def mot(champ: str, valeur: str) -> str:
    """Words of a value; an unknown one is shown as it was published."""
    trouvee = liste(LISTE_DU_CHAMP[champ]).get(valeur)
    return trouvee.libelle if trouvee else valeur


def mots(champ: str, valeurs: list[str] | None) -> str:
    """Words of several values, on one line."""
    return ", ".join(mot(champ, valeur) for valeur in valeurs or [])


def besoins() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(category, words, its themes): what one may look for, by large need then by theme."""
    themes = en_vigueur("thematique")
    return [
        (code, libelle, [(valeur, texte) for valeur, texte in themes if valeur.startswith(f"{code}--")])
        for code, libelle in en_vigueur("categorie")
    ]


def besoin_en_mots(code: str) -> str:
    """Words of a category or of a theme; empty when it is neither."""
    trouve = liste("categorie").get(code) or liste("thematique").get(code)
    return trouve.libelle if trouve else ""
