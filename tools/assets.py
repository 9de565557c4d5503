"""Bring the front-end files (htmx, Bootstrap, icons) into static/vendor/ from pinned, hashed packages.

The repository holds no third-party code: the packages named in requirements/assets.lock are downloaded, never
installed, and exactly the files below are taken out of them. Nothing is done when static/vendor/ is already what
the lock and the list of icons ask for.
"""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
VERROU = RACINE / "requirements" / "assets.lock"
ICONES = RACINE / "static" / "icones.txt"
CIBLE = RACINE / "static" / "vendor"
TELECHARGEMENTS = RACINE / "build" / "assets"
SPRITE = "icons.svg"

# File written -> (package carrying it, end of the path inside the wheel). Bootstrap's script is left out: what opens
# and closes here is <details>, which works without JavaScript.
FICHIERS = {
    "htmx.min.js": ("django_htmx", "django_htmx/static/django_htmx/htmx-2.min.js"),
    "bootstrap.min.css": ("bootstrap_flask", "static/bootstrap5/css/bootstrap.min.css"),
    SPRITE: ("bootstrap_flask", "static/bootstrap5/icons/bootstrap-icons.svg"),
}


def empreinte(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def icones_demandees() -> list[str]:
    lignes = (ligne.strip() for ligne in ICONES.read_text(encoding="utf-8").splitlines())
    return sorted({ligne for ligne in lignes if ligne and not ligne.startswith("#")})


def sources() -> dict[str, str]:
    """What the result depends on: a change in any of them means doing it again."""
    return {chemin.name: empreinte(chemin.read_bytes()) for chemin in (VERROU, ICONES, Path(__file__))}


def a_jour() -> bool:
    """True when the manifest answers to the present sources and every file is still the one it describes."""
    try:
        manifeste = json.loads((CIBLE / "manifest.json").read_text(encoding="utf-8"))
        return manifeste["sources"] == sources() and all(
            empreinte((CIBLE / nom).read_bytes()) == attendue for nom, attendue in manifeste["fichiers"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def couper_le_sprite(sprite: str, noms: list[str]) -> str:
    """Keep only the listed icons: 40 kB instead of 1.1 MB."""
    symboles = {m[1]: m[0] for m in re.finditer(r'<symbol[^>]*\bid="([^"]+)"[^>]*>.*?</symbol>', sprite, re.DOTALL)}
    manquantes = [nom for nom in noms if nom not in symboles]
    if manquantes:
        raise SystemExit(f"Icônes inconnues dans {ICONES.name} : {', '.join(manquantes)}")
    corps = "\n".join(symboles[nom] for nom in noms)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{corps}\n</svg>\n'


def telecharger() -> None:
    TELECHARGEMENTS.mkdir(parents=True, exist_ok=True)
    commande = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    commande += ["--no-deps", "--only-binary", ":all:", "-r", str(VERROU), "-d", str(TELECHARGEMENTS)]
    subprocess.run(commande, check=True)


def extraire(paquet: str, fin_du_chemin: str) -> bytes:
    version = re.search(rf"^{paquet.replace('_', '-')}==(\S+)", VERROU.read_text(encoding="utf-8"), re.MULTILINE)
    if version is None:
        raise SystemExit(f"{paquet} est absent de {VERROU.name}")
    (roue,) = TELECHARGEMENTS.glob(f"{paquet}-{version[1]}-*.whl")
    with zipfile.ZipFile(roue) as archive:
        (chemin,) = [nom for nom in archive.namelist() if nom.endswith(fin_du_chemin)]
        return archive.read(chemin)


def preparer(nom: str, brut: bytes) -> bytes:
    texte = brut.decode("utf-8")
    if nom == SPRITE:
        return couper_le_sprite(texte, icones_demandees()).encode()
    # The maps are not shipped: their comment would make the browser ask for a missing file.
    return re.sub(r"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$", "\n", texte).encode()


def principal() -> None:
    if a_jour():
        print("static/vendor est à jour.")
        return
    telecharger()
    CIBLE.mkdir(parents=True, exist_ok=True)
    empreintes = {}
    for nom, (paquet, chemin) in FICHIERS.items():
        contenu = preparer(nom, extraire(paquet, chemin))
        (CIBLE / nom).write_bytes(contenu)
        empreintes[nom] = empreinte(contenu)
    manifeste = {"sources": sources(), "fichiers": empreintes}
    (CIBLE / "manifest.json").write_text(json.dumps(manifeste, indent=2) + "\n", encoding="utf-8")
    if not a_jour():
        raise SystemExit("static/vendor a été écrit mais ne se relit pas comme prévu.")
    print(f"static/vendor : {', '.join(FICHIERS)} ({len(icones_demandees())} icônes).")


if __name__ == "__main__":
    principal()
