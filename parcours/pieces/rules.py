"""What a piece is, and which files are accepted: the bytes decide, never the name nor what the browser says."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

TAILLE_MAXIMUM = 8 * 1024 * 1024
"""Bytes of one piece: a dozen scanned pages."""

PIXELS_MAXIMUM = 60_000_000
"""Above, a picture is refused before it is opened (decompression bomb)."""

COTE_MAXIMUM = 2600
"""Longest side of a kept picture, in pixels: an A4 sheet stays readable, a phone's photo loses nothing useful."""

PIECES_PAR_DOSSIER = 60
"""Beyond, somebody is using the file as a shared folder."""


class NaturePiece(enum.StrEnum):
    """What the piece is."""

    ACCORD = "accord"
    CONTRAT = "contrat"
    RELEVE = "releve"
    COURRIER = "courrier"
    AUTRE = "autre"

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {
            "accord": "Accord signé",
            "contrat": "Contrat d’engagement signé",
            "releve": "Relevé de décision, émargement",
            "courrier": "Courrier",
            "autre": "Autre pièce",
        }[self.value]


class FormatPiece(enum.StrEnum):
    """Formats that a scanner or a phone makes, and that carry no program once checked."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"

    @property
    def extension(self) -> str:
        """End of the downloaded file's name."""
        return {"pdf": "pdf", "jpeg": "jpg", "png": "png"}[self.value]

    @property
    def libelle(self) -> str:
        """Words on screen."""
        return {"pdf": "PDF", "jpeg": "photo", "png": "image"}[self.value]


_SIGNATURES = (
    (b"%PDF-", FormatPiece.PDF),
    (b"\xff\xd8\xff", FormatPiece.JPEG),
    (b"\x89PNG\r\n\x1a\n", FormatPiece.PNG),
)


def reconnaitre(octets: bytes) -> FormatPiece | None:
    """The format the first bytes tell, or None: a file that begins with anything else is refused, whatever its name."""
    return next((format_ for debut, format_ in _SIGNATURES if octets.startswith(debut)), None)


_PROGRAMMES_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/Encrypt")


def pdf_suspect(octets: bytes) -> bool:
    """True when a PDF is cut short, locked, or says that it carries a program or another file.

    A scanner's PDF has none of these. Names may be written with #xx escapes, undone here. What is hidden in a compressed
    stream is not seen: the piece is never shown in the page, only downloaded.
    """
    if b"%%EOF" not in octets[-2048:]:
        return True
    lisible = _sans_echappement(octets)
    return any(_mot(lisible, nom) for nom in _PROGRAMMES_PDF)


def _sans_echappement(octets: bytes) -> bytes:
    morceaux = octets.split(b"#")
    resultat = [morceaux[0]]
    for morceau in morceaux[1:]:
        try:
            resultat.append(bytes([int(morceau[:2], 16)]) + morceau[2:])
        except ValueError:
            resultat.append(b"#" + morceau)
    return b"".join(resultat)


def _mot(octets: bytes, nom: bytes) -> bool:
    """True when a name is there whole: /JS is not /JSomething."""
    debut = 0
    while (ici := octets.find(nom, debut)) >= 0:
        suite = octets[ici + len(nom) : ici + len(nom) + 1]
        if not suite.isalnum():
            return True
        debut = ici + 1
    return False


def nom_de_telechargement(nature: NaturePiece, format_: FormatPiece, jour: str) -> str:
    """« accord-2026-11-23.pdf »: never the name of a person, never the name the file came with."""
    return f"{nature.value}-{jour}.{format_.extension}"


@dataclass(frozen=True)
class SaisiePiece:
    """A piece as sent."""

    octets: bytes
    nature: NaturePiece
    titre: str | None
    accord_id: uuid.UUID | None
