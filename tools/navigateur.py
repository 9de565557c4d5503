"""Find a Chromium for the browser tests, or install one: the system's package when root, else Playwright's own.

Prints the path found. Stops with one plain sentence when none can be had: the browser tests are never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NOMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def trouver() -> str | None:
    """Path of an installed browser, or None."""
    if (choisi := os.environ.get("CHROMIUM")) and os.access(choisi, os.X_OK):
        return choisi
    for nom in NOMS:
        if chemin := shutil.which(nom):
            return chemin
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            chemin = playwright.chromium.executable_path
            return chemin if os.access(chemin, os.X_OK) else None
    except Exception:
        return None


def installer() -> None:
    """Try the system's package when root, then Playwright's own download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    if trouver() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """0 with the path of a browser, 1 with what to do by hand."""
    if trouver() is None:
        installer()
    chemin = trouver()
    if chemin is None:
        print(
            "Aucun navigateur Chromium ici, et aucun n’a pu être installé. Installez le paquet « chromium » "
            "(Debian : apt-get install chromium) ou donnez son chemin dans CHROMIUM, puis relancez « make test ».",
            file=sys.stderr,
        )
        return 1
    print(f"Navigateur des tests : {chemin}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
