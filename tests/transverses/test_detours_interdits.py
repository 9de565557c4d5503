"""What the locks cannot see is forbidden in the source: raw SQL, raw connections, unescaped HTML, mass updates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.sans_base

RACINE = Path(__file__).resolve().parents[2]
SOURCES = sorted((RACINE / "parcours").rglob("*.py"))
GABARITS = sorted((RACINE / "templates").rglob("*.html"))

# Files that may, and why.
SQL_BRUT = {
    "parcours/socle/pages.py": "the probe says SELECT 1",
    "parcours/socle/transaction.py": "settings of the engines",
    "parcours/journal/models.py": "triggers of the journal",
    "parcours/exploitation/demonstration/commande.py": "drops the tables of a demonstration base",
}
MASSE = {
    "parcours/exploitation/courriels.py": "purge of e-mails already sent: not versioned",
    "parcours/comptes/services/essais.py": "forgets old sign-in tries: not versioned, names nobody",
    "parcours/beneficiaires/access.py": "a merge moves foreign keys only; the rows moved keep their content and their version",
    "parcours/comptes/services/sessions.py": "time of last activity: not versioned, on almost every page",
    "parcours/socle/envois.py": "purge of the numbers of handled forms: not versioned, names nobody",
}


FORMULAIRE_BRUT = {
    "parcours/beneficiaires/views/fusion.py": "as many choices as lines to compare: no fixed form holds them",
}


def _nom(chemin: Path) -> str:
    return chemin.relative_to(RACINE).as_posix()


def _appels(source: Path) -> Iterator[tuple[ast.Call, str]]:
    for noeud in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Call):
            yield noeud, getattr(noeud.func, "attr", None) or getattr(noeud.func, "id", "")


def test_pas_de_sql_brut_ni_de_connexion_directe() -> None:
    for source in SOURCES:
        if _nom(source) in SQL_BRUT:
            continue
        arbre = ast.parse(source.read_text(encoding="utf-8"))
        importes = {
            a.asname or a.name
            for n in ast.walk(arbre)
            if isinstance(n, ast.ImportFrom) and n.module == "sqlalchemy"
            for a in n.names
        }
        assert "text" not in importes, f"{_nom(source)} : text()"
        for noeud in ast.walk(arbre):
            nom = getattr(noeud, "attr", "")
            assert nom not in {"__table__", "exec_driver_sql", "raw_connection", "literal_column"}, (
                f"{_nom(source)}:{noeud.lineno} : {nom}"
            )  # type: ignore[attr-defined]
        for appel, nom in _appels(source):
            assert nom != "connect" or not isinstance(appel.func, ast.Attribute), f"{_nom(source)}:{appel.lineno} : .connect("


def test_une_modification_de_masse_ne_contourne_pas_les_versions() -> None:
    """`session.execute(update(...))` skips the version counter: somebody's form would silently win."""
    for source in SOURCES:
        if _nom(source) in MASSE or _nom(source).endswith("/system.py"):
            continue
        for appel, nom in _appels(source):
            if nom in {"execute", "scalars", "scalar"}:
                for dedans in ast.walk(appel):
                    fonction = getattr(getattr(dedans, "func", None), "id", "")
                    assert fonction not in {"update", "delete"}, f"{_nom(source)}:{appel.lineno} : {fonction}()"


def test_le_html_est_toujours_echappe() -> None:
    for gabarit in GABARITS:
        texte = re.sub(r"\{#.*?#\}", "", gabarit.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|\|\s*forceescape", texte), _nom(gabarit)
    for source in SOURCES:
        for appel, nom in _appels(source):
            if nom in {"Markup", "mark_safe"} and appel.args:
                assert isinstance(appel.args[0], ast.Constant), f"{_nom(source)}:{appel.lineno} : Markup d’un texte calculé"


def test_l_heure_vient_de_l_horloge() -> None:
    """One clock, that tests may set."""
    for source in SOURCES:
        if _nom(source) == "parcours/socle/horloge.py":
            continue
        for appel, nom in _appels(source):
            cible = ast.unparse(appel.func)
            assert not (nom in {"now", "today", "utcnow"} and cible.split(".")[0] in {"datetime", "date"}), (
                f"{_nom(source)}:{appel.lineno} : {cible}"
            )


def test_une_vue_ne_lit_ni_entete_htmx_ni_formulaire_brut() -> None:
    for source in SOURCES:
        if re.search(r"/views(\.py$|/)", _nom(source)) and _nom(source) not in FORMULAIRE_BRUT:
            texte = source.read_text(encoding="utf-8")
            assert 'headers["HX' not in texte and 'headers.get("HX' not in texte and "request.form" not in texte, _nom(source)


def test_la_liste_des_exceptions_ne_garde_que_des_fichiers_vivants() -> None:
    for nom in (*SQL_BRUT, *MASSE, *FORMULAIRE_BRUT):
        assert (RACINE / nom).is_file(), nom


def test_une_vue_n_importe_ni_modele_ni_session_ni_sqlalchemy() -> None:
    """Third contract again: the import linter does not look at the `__init__` of a package of views."""
    interdit = re.compile(r"(sqlalchemy|parcours\.socle\.base|parcours\.\w+\.(models|system))(\.|$)")
    for source in SOURCES:
        if not re.search(r"/(views|forms)(\.py$|/)", _nom(source)) or _nom(source).startswith("parcours/socle/"):
            continue
        for noeud in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            modules = [a.name for a in noeud.names] if isinstance(noeud, ast.Import) else []
            modules += [noeud.module or ""] if isinstance(noeud, ast.ImportFrom) else []
            assert not [m for m in modules if interdit.match(m)], f"{_nom(source)} importe {modules}"
