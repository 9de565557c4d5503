"""Ledger of publications (S8): append-only, sealed, an input and an output of every run.

File format: JSON lines in UTF-8. One `parution` line per release (code, population, period, threshold, engine
version, hash of the classifications), then one `cellule` line per cell (table, nodes, value or "s" or "–",
threshold). Every line carries `sceau`, the HMAC-SHA256 of the previous seal and of the line under the secret
seed: without the seed nobody can rewrite what was published. Published values are frozen; hidden stays hidden.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .declaration import Declaration
from .erreurs import RegistreIncoherent
from .systeme import CelluleInscrite

MASQUEE, IMPOSSIBLE = "s", "–"
LONGUEUR_MINIMALE_DE_GRAINE = 16


def exiger_graine(graine: bytes) -> bytes:
    """The seed is a secret of at least 16 bytes: it orders the search and seals the ledger."""
    if not isinstance(graine, bytes) or len(graine) < LONGUEUR_MINIMALE_DE_GRAINE:
        raise RegistreIncoherent("la graine secrète doit compter au moins 16 octets")
    return graine


@dataclass(frozen=True)
class Registre:
    """Every release so far. `lignes`: sealed records, in order."""

    lignes: tuple[dict[str, Any], ...] = field(default=())

    @property
    def sceau(self) -> str:
        """Seal of the last line: note it elsewhere, so that a shortened ledger is noticed."""
        return str(self.lignes[-1]["sceau"]) if self.lignes else ""

    @property
    def parutions(self) -> list[dict[str, Any]]:
        """Header of each release."""
        return [ligne for ligne in self.lignes if ligne["type"] == "parution"]

    def verifier(self, declaration: Declaration, graine: bytes) -> None:
        """Refuse an altered ledger, other classifications, or a threshold lower than before."""
        sceau = ""
        for rang, ligne in enumerate(self.lignes, 1):
            if not hmac.compare_digest(str(ligne.get("sceau")), _sceller(ligne, sceau, graine)):
                raise RegistreIncoherent(f"ligne {rang} : sceau faux, le registre a été modifié")
            sceau = ligne["sceau"]
        for parution in self.parutions:
            if parution["population"] != declaration.population or parution["empreinte"] != declaration.empreinte:
                raise RegistreIncoherent(f"parution {parution['code']} : autre population ou autre nomenclature")
            if parution["seuil"] > declaration.seuil:
                raise RegistreIncoherent(f"parution {parution['code']} : le seuil ne peut pas être abaissé")
        attendues = {p["code"]: p["cellules"] for p in self.parutions}
        vues: dict[str, int] = dict.fromkeys(attendues, 0)
        for cellule in self._cellules():
            if cellule["parution"] not in vues:
                raise RegistreIncoherent("cellule sans parution")
            vues[cellule["parution"]] += 1
        if vues != attendues:
            raise RegistreIncoherent("parution incomplète")

    def _cellules(self) -> Iterator[dict[str, Any]]:
        return (ligne for ligne in self.lignes if ligne["type"] == "cellule")

    def inscrites(self) -> list[CelluleInscrite]:
        """Frozen cells, for the linear system."""
        periodes = {p["code"]: p["periode"] for p in self.parutions}
        return [
            CelluleInscrite(
                c["parution"],
                periodes[c["parution"]],
                c["table"],
                tuple((v, n) for v, n in c["noeuds"]),
                c["valeur"] if isinstance(c["valeur"], int) else 0 if c["valeur"] == IMPOSSIBLE else None,
                c["seuil"],
            )
            for c in self._cellules()
        ]

    def avec(self, entete: dict[str, Any], cellules: Iterable[dict[str, Any]], graine: bytes) -> Registre:
        """The ledger with one more release, sealed. Raises if the release code is already there."""
        if any(p["code"] == entete["code"] for p in self.parutions):
            raise RegistreIncoherent(f"la parution {entete['code']} est déjà au registre")
        corps = list(cellules)
        nouvelles = [{"type": "parution", **entete, "cellules": len(corps)}, *({"type": "cellule", **c} for c in corps)]
        sceau = self.sceau
        for ligne in nouvelles:
            sceau = ligne["sceau"] = _sceller(ligne, sceau, graine)
        return Registre((*self.lignes, *nouvelles))

    @classmethod
    def lire(cls, chemin: Path | str) -> Registre:
        """Read a ledger file; its seals are checked by `verifier` at each run."""
        try:
            with open(chemin, encoding="utf-8") as fichier:
                return cls(tuple(json.loads(ligne) for ligne in fichier if ligne.strip()))
        except (json.JSONDecodeError, UnicodeDecodeError) as erreur:
            raise RegistreIncoherent(f"registre illisible : {erreur}") from None

    def ecrire(self, chemin: Path | str) -> None:
        """Write the whole ledger beside the old one, then replace it at once."""
        chemin = Path(chemin)
        provisoire = chemin.with_suffix(chemin.suffix + ".provisoire")
        provisoire.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in self.lignes), encoding="utf-8")
        provisoire.replace(chemin)


def _sceller(ligne: dict[str, Any], precedent: str, graine: bytes) -> str:
    contenu = {cle: valeur for cle, valeur in ligne.items() if cle != "sceau"}
    texte = precedent + json.dumps(contenu, sort_keys=True, ensure_ascii=False)
    return hmac.new(graine, texte.encode(), hashlib.sha256).hexdigest()
