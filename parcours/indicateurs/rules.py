"""Months, the declared tables, and the file: pure."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parcours.secret_statistique import Declaration, Variable, table
from parcours.socle.droits import Dispositif
from parcours.socle.typographie import MOIS

TOTAL = "total"
QPV = "qpv"
FRAGILES = "quartiers_fragiles"
HORS, INCONNU = "hors_quartier", "inconnu"
TABLES = {
    "dispositif_quartier": ("quartier", "Par quartier"),
    "dispositif_sexe": ("sexe", "Par sexe"),
}
"""The register (S1): nothing is shown or exported outside these tables."""

TABLE_EXPORTEE = "dispositif_quartier"
PROVISOIRE = "PROVISOIRE, NE PAS DIFFUSER"
ENTETES = ("mois", "dispositif", "quartier", "valeur", "statut", "OBS_STATUS", "CONF_STATUS")

LIBELLES = {
    TOTAL: "Ensemble",
    QPV: "Ensemble des quartiers prioritaires",
    FRAGILES: "Quartiers fragiles",
    HORS: "Hors quartier",
    INCONNU: "Quartier inconnu",
    "F": "Féminin",
    "M": "Masculin",
    "sexe_inconnu": "Non renseigné",
    **{d.value: d.libelle for d in Dispositif},
}


class MoisIllisible(ValueError):
    """Not a month such as 2026-11."""


@dataclass(frozen=True, order=True)
class Mois:
    """A calendar month."""

    annee: int
    numero: int

    @classmethod
    def lire(cls, texte: str) -> Mois:
        """« 2026-11 »."""
        if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", texte, re.ASCII):
            raise MoisIllisible(texte)
        return cls(int(texte[:4]), int(texte[5:]))

    @classmethod
    def de(cls, jour: date) -> Mois:
        """The month of a day."""
        return cls(jour.year, jour.month)

    @property
    def code(self) -> str:
        """« 2026-11 »."""
        return f"{self.annee}-{self.numero:02d}"

    @property
    def libelle(self) -> str:
        """« novembre 2026 »."""
        return f"{MOIS[self.numero - 1]} {self.annee}"

    @property
    def complement(self) -> str:
        """« d’octobre 2026 », « de mai 2026 »."""
        return f"d’{self.libelle}" if self.libelle[0] in "ao" else f"de {self.libelle}"

    @property
    def premier_jour(self) -> date:
        """First day."""
        return date(self.annee, self.numero, 1)

    @property
    def dernier_jour(self) -> date:
        """Last day."""
        return date(self.annee, self.numero, monthrange(self.annee, self.numero)[1])

    def precedent(self) -> Mois:
        """The month before."""
        return Mois(self.annee, self.numero - 1) if self.numero > 1 else Mois(self.annee - 1, 12)


def mois_possibles(au: date, nombre: int = 13) -> list[Mois]:
    """This month, then the twelve before it."""
    mois = [Mois.de(au)]
    while len(mois) < nombre:
        mois.append(mois[-1].precedent())
    return mois


def declarer(qpv: tuple[str, ...], *, seuil: int, seuil_sante: int, vides: Iterable[Mapping[str, str]] = ()) -> Declaration:
    """The tables of one month: dispositif x district and dispositif x sex, totals included.

    Args:
        qpv: codes of the priority districts valid in the month.
        vides: crossings known to be impossible and indeed empty (the PRE does not cover every commune).
    """
    quartier = Variable("quartier", (*qpv, FRAGILES, HORS, INCONNU), {QPV: qpv} if len(qpv) > 1 else {}, total=TOTAL)
    return Declaration(
        "personnes_suivies",
        {
            "dispositif": Variable("dispositif", tuple(d.value for d in Dispositif), total=TOTAL),
            "quartier": quartier,
            "sexe": Variable("sexe", ("F", "M", "sexe_inconnu"), total=TOTAL),
        },
        (table("dispositif_quartier", ["dispositif", "quartier"]), table("dispositif_sexe", ["dispositif", "sexe"])),
        seuil=seuil,
        seuils=(({"dispositif": frozenset({Dispositif.SANTE.value})}, max(seuil, seuil_sante)),),
        zeros_structurels=tuple({nom: frozenset({valeur}) for nom, valeur in vide.items()} for vide in vides),
    )


@dataclass(frozen=True)
class Case:
    """A cell as shown: `texte` is the number or its sign, `valeur` None when withheld or impossible."""

    texte: str
    valeur: int | None
    masquee: bool


@dataclass(frozen=True)
class TableauAffiche:
    """One table of the screen: a line per category, a column per dispositif, totals last."""

    titre: str
    colonnes: list[str]
    lignes: list[tuple[str, str, list[Case]]]
    """(code, words, cells)."""


def tableau(cellules: list[dict[str, Any]], libelles: Mapping[str, str], nom: str) -> TableauAffiche:
    """A table from the frozen cells, never from the counts."""
    variable, titre = TABLES[nom]
    siennes = [c for c in cellules if c["table"] == nom]
    cases = {(c["dispositif"], c[variable]): c for c in siennes}
    dispositifs = sorted(
        {c["dispositif"] for c in siennes}, key=lambda d: (d == TOTAL, list(Dispositif).index(d) if d != TOTAL else 0)
    )
    modalites = sorted(dict.fromkeys(c[variable] for c in siennes), key=_rang)
    return TableauAffiche(
        titre,
        [libelles.get(d, d) for d in dispositifs],
        [
            (modalite, libelles.get(modalite, modalite), [_case(cases[dispositif, modalite]) for dispositif in dispositifs])
            for modalite in modalites
        ],
    )


def _case(cellule: Mapping[str, Any]) -> Case:
    valeur = cellule["valeur"]
    return Case(str(valeur) if valeur is not None else cellule["statut"], valeur, cellule["statut"] == "s")


def _rang(modalite: str) -> tuple[int, str]:
    ordre = {QPV: 2, FRAGILES: 3, HORS: 4, INCONNU: 5, "F": 1, "M": 2, "sexe_inconnu": 3, TOTAL: 9}
    return ordre.get(modalite, 1), modalite


_SDMX = {"A": ("A", "F"), "s": ("Q", "C"), "–": ("M", "F")}
"""OBS_STATUS, CONF_STATUS (S9): a hidden cell has one code, whatever the reason."""


def fichier(mois: str, cellules: list[dict[str, Any]], libelles: Mapping[str, str]) -> bytes:
    """The month's CSV: UTF-8 with its mark, semicolons, CRLF, no cell that a spreadsheet would run."""
    texte = io.StringIO()
    ecrivain = csv.writer(texte, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([PROVISOIRE])
    ecrivain.writerow(ENTETES)
    ordonnees = sorted(
        (c for c in cellules if c["table"] == TABLE_EXPORTEE),
        key=lambda c: (c["dispositif"] == TOTAL, c["dispositif"], *_rang(c["quartier"])),
    )
    for c in ordonnees:
        obs, conf = _SDMX[c["statut"]]
        valeur = "" if c["valeur"] is None else str(c["valeur"])
        mots = (mois, libelles.get(c["dispositif"], c["dispositif"]), libelles.get(c["quartier"], c["quartier"]))
        ecrivain.writerow([*(sans_formule(mot) for mot in mots), valeur, c["statut"], obs, conf])
    return texte.getvalue().encode("utf-8-sig")


def sans_formule(texte: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{texte}" if texte[:1] in {"=", "+", "-", "@", "\t", "\r"} else texte


def nom_du_fichier(mois: str) -> str:
    """File name, which also says that it is not to be passed on."""
    return f"parcours_{mois}_dispositif-quartier_provisoire-ne-pas-diffuser.csv"
