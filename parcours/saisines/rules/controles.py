"""What makes a saisine admissible, each check with the fact it was read from (pre.md §1.1 step 4, §1.5)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from parcours.socle.typographie import age_en_annees, date_courte


class Verdict(enum.StrEnum):
    """What a check says; it never decides: the coordination does."""

    OUI = "oui"
    NON = "non"
    A_VERIFIER = "a_verifier"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"oui": "Rempli", "non": "Non rempli", "a_verifier": "À vérifier"}[self.value]

    @property
    def ton(self) -> str:
        """Tone of the label."""
        return {"oui": "reussite", "non": "urgent", "a_verifier": "attention"}[self.value]


@dataclass(frozen=True)
class Controle:
    """One check: its name, what it says, the fact behind it."""

    code: str
    libelle: str
    verdict: Verdict
    fait: str
    derogation: bool = False
    """Going on needs a stated reason."""


def controle_d_age(naissance: date | None, au: date, minimum: int, maximum: int) -> Controle:
    """Age as at the date of the saisine; above the limit nothing is blocked, a reason is asked (pre.md §1.5)."""
    bornes = f"Le PRE accueille de {minimum} à {maximum} ans."
    annees = age_en_annees(naissance, au)
    if naissance is None or annees is None:
        return Controle("age", "Âge", Verdict.A_VERIFIER, f"Date de naissance inconnue. {bornes}")
    fait = f"Naissance le {date_courte(naissance)} : {annees}\u00a0an{'s' if annees > 1 else ''} le {date_courte(au)}. {bornes}"
    if minimum <= annees <= maximum:
        return Controle("age", "Âge", Verdict.OUI, fait)
    return Controle("age", "Âge", Verdict.NON, fait, derogation=True)


def controle_du_territoire(commune: str | None, dans_le_perimetre: bool, ecole: str | None, ecole_dans: bool) -> Controle:
    """Living, or at school, in a commune of the PRE."""
    lieux = [f"Habite {commune}." if commune else "Commune inconnue.", f"École : {ecole}." if ecole else ""]
    fait = " ".join(mot for mot in lieux if mot)
    if dans_le_perimetre:
        return Controle("territoire", "Territoire", Verdict.OUI, fait)
    if ecole_dans or commune is None:
        return Controle("territoire", "Territoire", Verdict.A_VERIFIER, fait)
    return Controle("territoire", "Territoire", Verdict.NON, fait, derogation=True)


def controle_de_priorite(
    quartier: str | None, adresse_reconnue: bool, ecole: str | None, education_prioritaire: str
) -> Controle:
    """Living in a QPV, or schooled in REP or REP+ (loi 2005-32; pre.md §1.5)."""
    prioritaire = education_prioritaire in {"REP", "REP+"}
    faits = []
    if quartier:
        faits.append(f"L’adresse est dans le quartier prioritaire {quartier}.")
    elif adresse_reconnue:
        faits.append("L’adresse est hors quartier prioritaire.")
    else:
        faits.append("La table des rues ne reconnaît pas l’adresse.")
    if ecole:
        faits.append(f"{ecole} est en {education_prioritaire}." if prioritaire else f"{ecole} est hors éducation prioritaire.")
    verdict = Verdict.OUI if quartier or prioritaire else Verdict.NON if adresse_reconnue else Verdict.A_VERIFIER
    return Controle("priorite", "Quartier prioritaire ou REP", verdict, " ".join(faits))
