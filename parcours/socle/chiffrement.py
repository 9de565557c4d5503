"""Encryption of free texts: AES-256-GCM bound to table, column and row (conception: securite §3.1).

A token reads `v1.<key id>.<base64 nonce+ciphertext>`; sealed bytes are the same without base64. A token copied to another
row, column or table does not decrypt.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class TexteIllisible(Exception):
    """The token was altered, moved from another row, or its key is not in the ring."""


class TrousseauAbsent(Exception):
    """No key ring was installed: the application must not run."""


@dataclass(frozen=True)
class Trousseau:
    """Ring of 32-byte keys; new texts use `courante`, older keys still read."""

    courante: str
    cles: dict[str, bytes] = field(repr=False)

    @classmethod
    def lire(cls, chemin: Path) -> Trousseau:
        """Read a ring from its JSON file.

        Raises:
            ValueError: when the file holds no usable 256-bit key.
        """
        contenu = json.loads(chemin.read_text())
        cles = {nom: base64.b64decode(cle) for nom, cle in contenu["cles"].items()}
        if contenu["courante"] not in cles or any(len(cle) != 32 for cle in cles.values()):
            raise ValueError(f"Le trousseau {chemin} ne contient pas de clé de 256 bits utilisable.")
        return cls(contenu["courante"], cles)

    @staticmethod
    def creer(chemin: Path) -> None:
        """Write a new ring with one random key, readable by its owner only; never replaces a file."""
        chemin.parent.mkdir(parents=True, exist_ok=True)
        contenu = {"courante": "k1", "cles": {"k1": base64.b64encode(AESGCM.generate_key(256)).decode()}}
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descripteur, "w") as fichier:
            json.dump(contenu, fichier)

    def chiffrer(self, clair: str, contexte: str) -> str:
        """Encrypt `clair` for the place named by `contexte` (`table|column|row id`)."""
        nonce = os.urandom(12)
        scelle = AESGCM(self.cles[self.courante]).encrypt(nonce, clair.encode(), contexte.encode())
        return f"v1.{self.courante}.{base64.b64encode(nonce + scelle).decode()}"

    def dechiffrer(self, jeton: str, contexte: str) -> str:
        """Decrypt a token read at `contexte`.

        Raises:
            TexteIllisible: altered, moved, or of an unknown key.
        """
        try:
            version, nom, corps = jeton.split(".", 2)
            octets = base64.b64decode(corps, validate=True)
            if version != "v1":
                raise TexteIllisible(contexte)
            return AESGCM(self.cles[nom]).decrypt(octets[:12], octets[12:], contexte.encode()).decode()
        except (InvalidTag, KeyError, ValueError) as erreur:
            raise TexteIllisible(contexte) from erreur

    def sceller(self, octets: bytes, contexte: str) -> bytes:
        """Encrypt a file's bytes for the place named by `contexte`: `v1.<key id>.` then nonce and ciphertext."""
        nonce = os.urandom(12)
        scelle = AESGCM(self.cles[self.courante]).encrypt(nonce, octets, contexte.encode())
        return b"v1." + self.courante.encode() + b"." + nonce + scelle

    def desceller(self, scelle: bytes, contexte: str) -> bytes:
        """Bytes of a file read at `contexte`.

        Raises:
            TexteIllisible: altered, moved, or of an unknown key.
        """
        try:
            version, nom, corps = scelle.split(b".", 2)
            if version != b"v1":
                raise TexteIllisible(contexte)
            return AESGCM(self.cles[nom.decode()]).decrypt(corps[:12], corps[12:], contexte.encode())
        except (InvalidTag, KeyError, ValueError) as erreur:
            raise TexteIllisible(contexte) from erreur


_installe: list[Trousseau] = []


def installer(trousseau: Trousseau) -> None:
    """Make `trousseau` the ring of this process (called once by `create_app`)."""
    _installe[:] = [trousseau]


def trousseau() -> Trousseau:
    """The ring of this process.

    Raises:
        TrousseauAbsent: before `installer`.
    """
    if not _installe:
        raise TrousseauAbsent
    return _installe[0]


class TexteSecret:
    """Attribute of a model that reads and writes the clear text of an encrypted column.

    `texte = TexteSecret("texte_chiffre")` beside `texte_chiffre: Mapped[str | None]`. The row needs its id first:
    `Base.__init__` sets it before any other attribute.
    """

    def __init__(self, colonne: str) -> None:
        self.colonne = colonne

    def __set_name__(self, modele: type, nom: str) -> None:
        self.nom = nom

    def _contexte(self, ligne: Any) -> str:
        return f"{type(ligne).__tablename__}|{self.colonne}|{ligne.id}"

    def __get__(self, ligne: Any, modele: type | None = None) -> Any:
        if ligne is None:
            return self
        jeton = getattr(ligne, self.colonne)
        return None if jeton is None else trousseau().dechiffrer(jeton, self._contexte(ligne))

    def __set__(self, ligne: Any, clair: str | None) -> None:
        if clair == self.__get__(ligne) and clair is not None:
            return  # an unchanged text keeps its token, so the row is not marked as modified
        setattr(ligne, self.colonne, None if not clair else trousseau().chiffrer(clair, self._contexte(ligne)))
