"""What the browser receives: third-party files as locked, nothing from outside, nothing the strict CSP would block."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
VENDOR = RACINE / "static" / "vendor"
GABARITS = sorted((RACINE / "templates").rglob("*.html"))
STYLES = sorted((RACINE / "static").rglob("*.css"))
SCRIPTS = sorted((RACINE / "static" / "js").rglob("*.js"))


def _sans_commentaires(gabarit: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", gabarit.read_text(encoding="utf-8"), flags=re.DOTALL)


def _nom(chemin: Path) -> str:
    return str(chemin.relative_to(RACINE))


@pytest.fixture(scope="module")
def icones_du_sprite() -> set[str]:
    return set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', (VENDOR / "icons.svg").read_text(encoding="utf-8")))


def test_les_fichiers_pris_ailleurs_sont_ceux_du_manifeste():
    manifeste = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifeste["fichiers"]) == {"htmx.min.js", "bootstrap.min.css", "icons.svg"}
    for nom, attendue in manifeste["fichiers"].items():
        assert hashlib.sha256((VENDOR / nom).read_bytes()).hexdigest() == attendue, nom


def test_le_manifeste_repond_au_verrou_et_a_la_liste_d_icones_du_moment():
    manifeste = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    for chemin in ("requirements/assets.lock", "static/icones.txt", "tools/assets.py"):
        source = RACINE / chemin
        assert manifeste["sources"][source.name] == hashlib.sha256(source.read_bytes()).hexdigest(), chemin


def test_recommencer_ne_refait_rien():
    avant = (VENDOR / "manifest.json").stat().st_mtime_ns
    subprocess.run([sys.executable, str(RACINE / "tools" / "assets.py")], check=True, capture_output=True)
    assert (VENDOR / "manifest.json").stat().st_mtime_ns == avant


def test_chaque_icone_appelee_existe(icones_du_sprite):
    sources = [*GABARITS, *sorted((RACINE / "parcours").rglob("*.py"))]
    appelees = {
        (nom, _nom(source))
        for source in sources
        for motif in (r'icone\("([a-z0-9-]+)"', r"icone\('([a-z0-9-]+)'", r'icone_nom="([a-z0-9-]+)"')
        for nom in re.findall(motif, source.read_text(encoding="utf-8"))
    }
    assert appelees, "aucune icône trouvée : le motif ne correspond plus aux gabarits"
    assert sorted(a for a in appelees if a[0] not in icones_du_sprite) == []


def test_chaque_icone_demandee_est_dans_le_sprite(icones_du_sprite):
    lignes = (RACINE / "static" / "icones.txt").read_text(encoding="utf-8").splitlines()
    assert {ligne for ligne in lignes if ligne and not ligne.startswith("#")} == icones_du_sprite


@pytest.mark.parametrize("style", STYLES, ids=_nom)
def test_aucun_style_ne_va_chercher_dehors(style):
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//|@import", style.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("gabarit", GABARITS, ids=_nom)
def test_aucun_gabarit_ne_porte_de_style_ni_de_script_en_ligne(gabarit):
    texte = _sans_commentaires(gabarit)
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|hx-on|javascript:|hx-vals=[\"']js:", texte) == []
    for balise, contenu in re.findall(r"(<script\b[^>]*>)(.*?)</script>", texte, flags=re.DOTALL):
        assert "src=" in balise, balise
        assert not contenu.strip(), balise


@pytest.mark.parametrize("gabarit", GABARITS, ids=_nom)
def test_aucun_gabarit_n_appelle_un_fichier_d_un_autre_site(gabarit):
    assert re.findall(r"(?:src|<link[^>]*href)=[\"'](?:https?:)?//", _sans_commentaires(gabarit)) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=_nom)
def test_nos_scripts_n_evaluent_rien_et_ne_gardent_rien_dans_le_navigateur(script):
    interdits = r"\beval\(|new Function|innerHTML|localStorage|sessionStorage|document\.write|https?://"
    assert re.findall(interdits, script.read_text(encoding="utf-8")) == []
