"""Command line: `python -m parcours.secret_statistique TABLES.toml DATA.csv`. Exit code 0 only if all is proved."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from pathlib import Path

from .comptages import Comptages
from .diffusion import Publication
from .erreurs import SecretStatistiqueError
from .lecture import lire_declaration
from .moteur import proteger
from .registre import Registre

LARGEUR = 30


class Barre:
    """A progress bar on the standard error; a line per stage when it is not a terminal."""

    def __init__(self) -> None:
        self._etape = ""
        self._vivante = sys.stderr.isatty()

    def __call__(self, etape: str, fait: int, total: int) -> None:
        if not self._vivante:
            if etape != self._etape:
                print(f"{etape}…", file=sys.stderr, flush=True)
            self._etape = etape
            return
        plein = LARGEUR * fait // max(total, 1)
        debut = "\n" if self._etape and etape != self._etape else "\r"
        self._etape = etape
        print(f"{debut}{etape:<14} [{'#' * plein:<{LARGEUR}}] {fait}/{total} ", end="", file=sys.stderr, flush=True)

    def finir(self) -> None:
        """Leave the bar."""
        if self._vivante and self._etape:
            print(file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run the engine on files. Returns 0, 1 (refused: nothing may be published) or 2 (wrong arguments)."""
    options = _options().parse_args(arguments)
    sortie: Path = options.sortie
    barre = Barre()
    try:
        declaration, effectif = lire_declaration(options.tables)
        comptages = Comptages.depuis_csv(declaration, options.donnees, effectif)
        sortie.mkdir(parents=True, exist_ok=True)
        chemin_registre = options.registre or sortie / "registre.jsonl"
        registre = Registre.lire(chemin_registre) if chemin_registre.exists() else Registre()
        graine = _graine(options.graine or sortie / "graine.secret", bool(registre.lignes))
        publication = proteger(
            declaration,
            comptages,
            registre,
            graine=graine,
            parution=options.parution,
            tours=options.tours,
            budget_s=options.budget,
            suivi=barre,
        )
        _ecrire(publication, sortie, chemin_registre)
    except (SecretStatistiqueError, OSError) as erreur:
        barre.finir()
        print(f"Refus, rien ne doit être publié\u00a0: {erreur}", file=sys.stderr)
        return 1
    barre.finir()
    print(publication.rapport.texte())
    return 0


def _options() -> argparse.ArgumentParser:
    lecteur = argparse.ArgumentParser(
        prog="python -m parcours.secret_statistique",
        description="Masque les petits effectifs d’une publication et prouve qu’on ne peut pas les retrouver.",
    )
    lecteur.add_argument("tables", type=Path, help="déclaration des tables (TOML)")
    lecteur.add_argument("donnees", type=Path, help="effectifs des croisements les plus fins (CSV)")
    lecteur.add_argument("--parution", help="code de la parution (la période, s’il y en a)")
    lecteur.add_argument("--sortie", type=Path, default=Path("publication"), help="dossier des résultats")
    lecteur.add_argument("--registre", type=Path, help="registre des parutions (défaut : sortie/registre.jsonl)")
    lecteur.add_argument("--graine", type=Path, help="fichier de la graine secrète (défaut : sortie/graine.secret)")
    lecteur.add_argument("--tours", type=int, help="tours de recherche d’un masque plus léger")
    lecteur.add_argument("--budget", type=float, help="durée maximale de cette recherche, en secondes de processeur")
    return lecteur


def _graine(chemin: Path, registre_existant: bool) -> bytes:
    """Read the secret seed; draw it at the first release only, readable by its owner alone."""
    if not chemin.exists():
        if registre_existant:
            raise SecretStatistiqueError(f"graine secrète introuvable ({chemin}) alors que le registre existe")
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descripteur, "w") as fichier:
            fichier.write(secrets.token_hex(32))
    return chemin.read_text().strip().encode()


def _ecrire(publication: Publication, sortie: Path, chemin_registre: Path) -> None:
    """The certificate first, the ledger before the tables: what is out is always registered."""
    prefixe = f"{publication.parution}-"
    certificat = sortie / f"{prefixe}certificat.secret.json"
    descripteur = os.open(certificat, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descripteur, "w", encoding="utf-8") as fichier:
        json.dump([m.ecarts for m in publication.certificat], fichier, ensure_ascii=False)
    publication.registre.ecrire(chemin_registre)
    (sortie / f"{prefixe}rapport.txt").write_text(publication.rapport.texte() + "\n", encoding="utf-8")
    (sortie / f"{prefixe}rapport.json").write_text(publication.rapport.json() + "\n", encoding="utf-8")
    for table in publication.tables():
        (sortie / f"{prefixe}{table}.csv").write_text(publication.csv(table), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
