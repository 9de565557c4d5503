"""Verbs on pieces: check, seal, take away."""

from __future__ import annotations

import hashlib
import io
import uuid
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from parcours.journal.services import noter
from parcours.pieces.access import contenu_de
from parcours.pieces.models import ContenuDePiece, Piece
from parcours.pieces.queries import du_dossier
from parcours.pieces.rules import (
    COTE_MAXIMUM,
    PIECES_PAR_DOSSIER,
    PIXELS_MAXIMUM,
    TAILLE_MAXIMUM,
    FormatPiece,
    SaisiePiece,
    pdf_suspect,
    reconnaitre,
)
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant


class PieceRefusee(ErreurDuDomaine):
    """The file is not kept; the sentence says why and what to do."""


def deposer(personne: Any, saisie: SaisiePiece, *, par: Acteur) -> Piece:
    """Check a file, seal it and attach it to a record. The same file sent twice gives the piece already there.

    Args:
        personne: the record, already loaded through its scope.
        saisie: bytes, nature, title, agreement it proves.
        par: who attaches.

    Raises:
        PieceRefusee: empty, too big, of another format, damaged, or carrying a program.
    """
    format_, octets = verifier(saisie.octets)
    deja = du_dossier(par, personne.id)
    empreinte = hashlib.sha256(personne.id.bytes + saisie.octets).hexdigest()
    if pareille := next((p for p in deja if p.empreinte == empreinte), None):
        return pareille
    if len(deja) >= PIECES_PAR_DOSSIER:
        raise PieceRefusee(f"Ce dossier a déjà {PIECES_PAR_DOSSIER} pièces. Retirez celles qui ne servent plus.")
    piece = Piece(
        beneficiaire_id=personne.id,
        accord_id=_accord_du_dossier(personne, saisie),
        nature=saisie.nature,
        format=format_,
        taille=len(octets),
        empreinte=empreinte,
        titre=saisie.titre,
        deposee_par_id=par.agent_id,
    )
    contenu = ContenuDePiece(piece_id=piece.id)
    contenu.octets = octets
    db.session.add(piece)
    db.session.flush()
    db.session.add(contenu)
    noter("deposer", piece, par=par, detail=saisie.nature.value)
    return piece


def _accord_du_dossier(personne: Any, saisie: SaisiePiece) -> uuid.UUID | None:
    """The agreement chosen, when it is one of this record's."""
    if saisie.accord_id is None:
        return None
    return next((accord.id for accord in personne.accords if accord.id == saisie.accord_id), None)


def retirer(piece: Piece, *, par: Acteur) -> None:
    """Take a piece away: its bytes are erased at once, the line that says it was there stays."""
    if piece.retiree_le is not None:
        return
    piece.retiree_le = maintenant()
    piece.titre = None
    if contenu := db.session.scalar(contenu_de(piece)):
        db.session.delete(contenu)
    noter("retirer", piece, par=par)


def verifier(octets: bytes) -> tuple[FormatPiece, bytes]:
    """The format of a file and the bytes to keep: a picture is made again, without the place where it was taken.

    Raises:
        PieceRefusee: as `deposer`.
    """
    if not octets:
        raise PieceRefusee("Ce fichier est vide.")
    if len(octets) > TAILLE_MAXIMUM:
        raise PieceRefusee(
            f"Ce fichier dépasse {TAILLE_MAXIMUM // 1024 // 1024} Mo. Numérisez-le en noir et blanc, ou en moins de pages."
        )
    format_ = reconnaitre(octets)
    if format_ is None:
        raise PieceRefusee(
            "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Prenez le document en photo, ou enregistrez-le en PDF."
        )
    if format_ is FormatPiece.PDF:
        if pdf_suspect(octets):
            raise PieceRefusee(
                "Ce PDF est abîmé, verrouillé, ou contient un programme ou un autre fichier. Imprimez-le en PDF, puis recommencez."
            )
        return format_, octets
    return format_, _refaire(octets, format_)


def _refaire(octets: bytes, format_: FormatPiece) -> bytes:
    """Decode and encode a picture again: nothing but its pixels remains (no position, no thumbnail, no hidden tail)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(octets), formats=(format_.name,)) as lue:
                if lue.width * lue.height > PIXELS_MAXIMUM:
                    raise PieceRefusee("Cette image est trop grande. Prenez-la avec une définition plus basse.")
                droite = ImageOps.exif_transpose(lue)
                image = droite if droite is not None else lue
                image = image.convert("L" if image.mode in {"1", "L", "LA"} else "RGB")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ):
        raise PieceRefusee("Cette image est abîmée. Reprenez la photo, puis recommencez.")
    image.thumbnail((COTE_MAXIMUM, COTE_MAXIMUM))
    sortie = io.BytesIO()
    if format_ is FormatPiece.JPEG:
        image.save(sortie, "JPEG", quality=82, optimize=True)
    else:
        image.save(sortie, "PNG", optimize=True)
    return sortie.getvalue()
