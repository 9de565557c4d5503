"""Same word everywhere (architecture, principle 2): domain, templates, tests, addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.transverses.marche import regles

pytestmark = pytest.mark.sans_base

RACINE = Path(__file__).resolve().parents[2]
GABARITS = RACINE / "templates"
DOMAINES = sorted(d.name for d in (RACINE / "parcours").iterdir() if (d / "views.py").is_file() or (d / "views").is_dir())
HORS_DOMAINE = {"composants", "erreurs", "socle", "style"}
"""Folders of templates that belong to the house, not to a domain."""
TESTS_HORS_DOMAINE = {
    "transverses", "fabriques", "donnees", "bancs", "navigateur", "mutations", "fuzz", "pannes", "socle", "exploitation",
    "secret_statistique",
}  # fmt: skip

# Prefix of the addresses of each domain, where it is not the domain's own name: short words people read aloud.
ADRESSES: dict[str, tuple[str, ...]] = {
    "accueil": ("/",),
    "beneficiaires": ("/personnes",),
    "parcours_individuels": ("/parcours",),
    "actions_collectives": ("/ateliers",),
    "cite_emploi": ("/vers-l-emploi",),
    "comptes": (
        "/connexion",
        "/deconnexion",
        "/compte",
        "/agents",
        "/invitation",
        "/mot-de-passe",
        "/phrase",
        "/habilitations",
        "/mon-compte",
        "/nouvelle-phrase",
        "/premiere-installation",
    ),
}


def test_chaque_dossier_de_gabarits_est_un_domaine() -> None:
    dossiers = {d.name for d in GABARITS.iterdir() if d.is_dir()}
    assert dossiers - HORS_DOMAINE <= set(DOMAINES), sorted(dossiers - HORS_DOMAINE - set(DOMAINES))


def test_chaque_dossier_de_tests_est_un_domaine() -> None:
    dossiers = {d.name for d in (RACINE / "tests").iterdir() if d.is_dir() and not d.name.startswith(("_", "."))}
    connus = {d.name for d in (RACINE / "parcours").iterdir() if d.is_dir()} | TESTS_HORS_DOMAINE
    assert dossiers <= connus, sorted(dossiers - connus)


def test_chaque_domaine_qui_a_des_routes_a_ses_tests(application: Flask) -> None:
    avec_routes = {r.endpoint.partition(".")[0] for r in regles(application)} & set(DOMAINES)
    sans = [d for d in sorted(avec_routes) if not list((RACINE / "tests" / d).glob("test_*.py"))]
    assert sans == []


def test_chaque_point_d_entree_porte_le_nom_de_son_domaine(application: Flask) -> None:
    for regle in regles(application):
        module = application.view_functions[regle.endpoint].__module__.split(".")
        attendu = module[1] if module[1] in DOMAINES else None
        if attendu:
            assert regle.endpoint.split(".")[0] == attendu, regle.endpoint


def test_chaque_adresse_commence_par_le_mot_de_son_domaine(application: Flask) -> None:
    for regle in regles(application):
        domaine = regle.endpoint.split(".")[0]
        if domaine not in DOMAINES or domaine == "accueil":
            continue
        prefixes = (*ADRESSES.get(domaine, ()), f"/{domaine.replace('_', '-')}")
        assert regle.rule.startswith(prefixes), f"{regle.endpoint} : {regle.rule} ne commence par aucun de {prefixes}"


def test_chaque_argument_d_adresse_a_un_type(application: Flask) -> None:
    """An id is a UUID: anything else is 404 before the view runs."""
    for regle in regles(application):
        for nom in regle.arguments:
            assert regle._converters[nom].__class__.__name__ != "UnicodeConverter" or nom in {"cote", "vers", "code"}, (
                regle.rule
            )


def test_aucun_gabarit_n_est_orphelin() -> None:
    sources = [*(RACINE / "parcours").rglob("*.py"), *GABARITS.rglob("*.html")]
    textes = {s: s.read_text(encoding="utf-8") for s in sources}
    dynamiques = re.compile(r'f"(erreurs/\{[a-z]+\}\.html)"')
    assert any(dynamiques.search(t) for t in textes.values())
    orphelins = []
    for gabarit in sorted(GABARITS.rglob("*.html")):
        nom = gabarit.relative_to(GABARITS).as_posix()
        if re.fullmatch(r"erreurs/\d{3}\.html", nom) or _donne_une_macro_employee(gabarit, textes):
            continue
        if not any(f'"{nom}"' in t or f"'{nom}'" in t for s, t in textes.items() if s != gabarit):
            orphelins.append(nom)
    assert orphelins == []


def _donne_une_macro_employee(gabarit: Path, textes: dict[Path, str]) -> bool:
    """Components are reached through `ui.<macro>` (socle.composants)."""
    macros = re.findall(r"\{%-?\s*macro\s+(\w+)", textes[gabarit]) if gabarit.parent.name == "composants" else []
    return any(f"ui.{macro}(" in t for macro in macros for s, t in textes.items() if s != gabarit)


def test_chaque_gabarit_demande_existe() -> None:
    motif = re.compile(r'(?:rendre\(\s*|render_template\(\s*|extends\s+|include\s+|from\s+|import\s+)"([\w/.-]+\.html)"')
    for source in [*(RACINE / "parcours").rglob("*.py"), *GABARITS.rglob("*.html")]:
        for nom in motif.findall(source.read_text(encoding="utf-8")):
            assert (GABARITS / nom).is_file(), f"{source.relative_to(RACINE)} demande {nom}"
