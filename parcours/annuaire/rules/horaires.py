"""Opening hours: the OpenStreetMap writing that data·inclusion asks for, read out in French, and French typed by the teams.

Only the part of opening_hours that offices use is understood (days, ranges of days, several ranges of hours, public
holidays, closed days, 24/7, a comment between quotes). Anything else is shown as published rather than guessed.
"""

from __future__ import annotations

import re

from parcours.socle.recherche import normaliser

JOURS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
JOURS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
FERIES = "PH"
_PLAGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_JOURS = re.compile(
    r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?|PH)(?:,(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?|PH))*"
)


class HorairesIllisibles(ValueError):
    """The text is not understood."""


def en_francais(osm: str | None) -> list[str]:
    """One line a rule: « lundi au vendredi : 8 h 30 à 12 h 30 »; the text itself when it is not understood."""
    texte = (osm or "").strip()
    if not texte:
        return []
    try:
        return [_regle_en_francais(regle.strip()) for regle in texte.split(";") if regle.strip()]
    except HorairesIllisibles:
        return [texte]


def _regle_en_francais(regle: str) -> str:
    commentaire = ""
    if trouve := re.search(r'\s*"([^"]*)"$', regle):
        commentaire, regle = trouve[1], regle[: trouve.start()].strip()
    if not regle:
        return commentaire
    if regle == "24/7":
        return _avec("tous les jours, à toute heure", commentaire)
    jours = _JOURS.match(regle)
    qui, reste = (_jours_en_francais(jours[0]), regle[jours.end() :].strip()) if jours else ("tous les jours", regle)
    if reste in {"off", "closed"}:
        return _avec(f"{qui}\u00a0: fermé", commentaire)
    if not reste and commentaire:
        return f"{qui}\u00a0: {commentaire}"
    if reste and not reste.startswith(tuple("0123456789")):
        raise HorairesIllisibles(regle)
    plages = [_PLAGE.fullmatch(plage.strip()) for plage in reste.split(",")]
    if not reste or not all(plages):
        raise HorairesIllisibles(regle)
    heures = " et ".join(f"{_heure(p[1], p[2])} à {_heure(p[3], p[4])}" for p in plages if p)
    return _avec(f"{qui}\u00a0: {heures}", commentaire)


def _avec(phrase: str, commentaire: str) -> str:
    return f"{phrase} ({commentaire})" if commentaire else phrase


def _heure(heures: str, minutes: str) -> str:
    suite = "" if minutes == "00" else f"\u00a0{minutes}"
    return f"{int(heures)}\u00a0h{suite}"


def _jours_en_francais(jours: str) -> str:
    return ", ".join(_un_groupe(groupe) for groupe in jours.split(","))


def _un_groupe(groupe: str) -> str:
    if groupe == FERIES:
        return "jours fériés"
    debut, _, fin = groupe.partition("-")
    if not fin:
        return JOURS_FR[JOURS.index(debut)]
    return f"{JOURS_FR[JOURS.index(debut)]} au {JOURS_FR[JOURS.index(fin)]}"


_JOUR_TAPE = re.compile(rf"\b({'|'.join(JOURS_FR)})s?\b(?:\s*(au|a|-)\s*({'|'.join(JOURS_FR)})s?\b)?")
_HEURES_TAPEES = re.compile(
    r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?\s*(?:-|–|à|a|au|jusqu’à|jusqu'à)\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?", re.IGNORECASE
)


def depuis_le_francais(texte: str | None) -> str | None:
    """OSM writing of hours typed in French (« lundi au vendredi 8h30-12h et 14h-17h ; samedi 9h-12h »).

    What is already OSM is kept. Raises:
        HorairesIllisibles: a part holds neither days with hours, nor a closing, nor an appointment.
    """
    propre = (texte or "").strip().rstrip(".")
    if not propre:
        return None
    if _est_osm(propre):
        return propre
    return "; ".join(_regle_depuis_le_francais(partie) for partie in re.split(r"[;\n]+", propre) if partie.strip())


def _est_osm(texte: str) -> bool:
    try:
        return bool([_regle_en_francais(r.strip()) for r in texte.split(";") if r.strip()]) and bool(
            re.match(r'(?:24/7|(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b|\d{2}:\d{2}-|")', texte)
        )
    except HorairesIllisibles:
        return False


def _regle_depuis_le_francais(partie: str) -> str:
    mots = normaliser(partie)
    jours = _jours_osm(partie)
    plages = [
        f"{int(h1):02d}:{m1 or '00'}-{int(h2):02d}:{m2 or '00'}"
        for h1, m1, h2, m2 in _HEURES_TAPEES.findall(partie.replace("\u00a0", " "))
    ]
    if any(
        int(borne) > limite for plage in plages for borne, limite in zip(re.findall(r"\d+", plage), (24, 59) * 2, strict=True)
    ):
        raise HorairesIllisibles(partie.strip())
    rendez_vous = ' "sur rendez-vous"' if "rendez vous" in mots or " rdv" in f" {mots}" else ""
    if plages:
        return f"{jours} {','.join(plages)}".strip() + rendez_vous
    if "ferme" in mots.split() and jours:
        return f"{jours} off"
    if rendez_vous:
        return f"{jours}{rendez_vous}".strip()
    raise HorairesIllisibles(partie.strip())


def _jours_osm(partie: str) -> str:
    groupes = []
    sans_accent = partie.casefold().replace("à", "a")
    for debut, _, fin in _JOUR_TAPE.findall(sans_accent):
        code = JOURS[JOURS_FR.index(debut)]
        groupes.append(f"{code}-{JOURS[JOURS_FR.index(fin)]}" if fin else code)
    if "férié" in sans_accent or "ferie" in sans_accent:
        groupes.append(FERIES)
    return ",".join(groupes)
