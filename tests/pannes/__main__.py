"""Every fault in turn, with its figures; 1 when something was lost."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.moteurs import adresse_de_test
from tests.pannes import arrets, doubles, ecrivains, seance


def principal() -> int:
    """Run and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--arrets", type=int, default=200)
    arguments.add_argument("--seances", type=int, default=30)
    arguments.add_argument("--processus", type=int, default=16)
    arguments.add_argument("--fois", type=int, default=20)
    choix = arguments.parse_args()
    bon = True
    for moteur in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="parcours-") as dossier, adresse_de_test(moteur, Path(dossier)) as adresse:
            debut = time.monotonic()
            e = ecrivains.eprouver(Path(dossier), adresse, choix.processus, choix.fois)
            bon &= e.perdus == 0 and e.erreurs == 0 and e.acquittes == choix.processus * choix.fois
            print(
                f"{moteur} : {choix.processus} écrivains, {e.acquittes} corrections acquittées, {e.conflits} conflits signalés (409), "
                f"{e.indisponibles} attente(s) trop longue(s) (503, recommencée(s)), "
                f"{e.erreurs} erreur(s), {e.perdus} correction(s) perdue(s), {time.monotonic() - debut:.0f} s.",
                flush=True,
            )
        with tempfile.TemporaryDirectory(prefix="parcours-") as dossier, adresse_de_test(moteur, Path(dossier)) as adresse:
            d = doubles.eprouver(Path(dossier), adresse)
            bon &= d.bon
            print(
                f"{moteur} : {d.formulaires} formulaires envoyés {d.fois} fois en même temps, {d.crees} fiches créées, "
                f"{d.divergents} réponse(s) divergente(s).",
                flush=True,
            )
        with tempfile.TemporaryDirectory(prefix="parcours-") as dossier, adresse_de_test(moteur, Path(dossier)) as adresse:
            debut = time.monotonic()
            a = arrets.eprouver(Path(dossier), adresse, choix.arrets)
            bon &= a.bon
            print(
                f"{moteur} : {a.arrets} arrêts brutaux, {len(a.acquittes)} échanges acquittés, {a.perdus} perdu(s), "
                f"{a.sans_journal} sans trace, {a.journal_sans_acte} trace(s) sans acte, "
                f"{len(a.integrite)} plainte(s) d’intégrité, "
                f"{len(a.refuses)} réponse(s) inattendue(s) {sorted(set(a.refuses))}, {time.monotonic() - debut:.0f} s.",
                flush=True,
            )
    with tempfile.TemporaryDirectory(prefix="parcours-") as dossier:
        debut = time.monotonic()
        s = seance.eprouver(Path(dossier), choix.seances)
        bon &= s.bon
        print(
            f"sqlite : séance à deux, {s.arrets} arrêts brutaux, {s.acquittes} champs acquittés, {s.conflits} conflits signalés "
            f"(409), {s.perdus} perdu(s), {len(s.refuses)} réponse(s) inattendue(s) {sorted(set(s.refuses))}, "
            f"{time.monotonic() - debut:.0f} s."
        )
    return 0 if bon else 1


if __name__ == "__main__":
    raise SystemExit(principal())
