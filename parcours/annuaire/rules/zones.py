"""Where a service is open: INSEE codes of `zone_eligibilite`, and which of them cover a commune of the territory."""

from __future__ import annotations

from parcours.annuaire.rules.recherche import marque

EPCI = "200069037"
"""Communauté d’agglomération du Pays de Saint-Omer (SIREN)."""

NATIONALES = ("france", "99100")

DEPARTEMENTS_DES_REGIONS = {
    "01": ("971",),
    "02": ("972",),
    "03": ("973",),
    "04": ("974",),
    "06": ("976",),
    "11": ("75", "77", "78", "91", "92", "93", "94", "95"),
    "24": ("18", "28", "36", "37", "41", "45"),
    "27": ("21", "25", "39", "58", "70", "71", "89", "90"),
    "28": ("14", "27", "50", "61", "76"),
    "32": ("02", "59", "60", "62", "80"),
    "44": ("08", "10", "51", "52", "54", "55", "57", "67", "68", "88"),
    "52": ("44", "49", "53", "72", "85"),
    "53": ("22", "29", "35", "56"),
    "75": ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"),
    "76": ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"),
    "84": ("01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"),
    "93": ("04", "05", "06", "13", "83", "84"),
    "94": ("2A", "2B"),
}
"""v1 lists the départements of a region; v0 gave the code of the region (Code officiel géographique 2024)."""


def departement(code_insee: str) -> str:
    """Département of a commune."""
    return code_insee[:3] if code_insee.startswith("97") else code_insee[:2]


def codes_qui_couvrent(code_insee: str) -> tuple[str, ...]:
    """Every code of a zone that takes in this commune of the agglomération."""
    return (code_insee, EPCI, departement(code_insee), *NATIONALES)


def marques_qui_couvrent(code_insee: str) -> list[str]:
    """The same, as the marks kept for filtering; a zone left empty is not a refusal."""
    return [marque("zone", code) for code in (*codes_qui_couvrent(code_insee), "*")]


def en_mots(codes: list[str] | None, communes: dict[str, str]) -> str:
    """A zone for a reader: names of our communes, the agglomération, the département; other codes as they are."""

    def un(code: str) -> str:
        if code == EPCI:
            return "Pays de Saint-Omer"
        if code in NATIONALES:
            return "toute la France"
        if code in communes:
            return communes[code]
        return f"département {code}" if len(code) in (2, 3) else f"code {code}"

    return ", ".join(un(code) for code in codes or [])
