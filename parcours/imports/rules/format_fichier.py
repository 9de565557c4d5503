"""What a file really is, told from its bytes and never from its name; hostile or foreign files are refused."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from io import BytesIO

TAILLE_MAX = 20 * 1024 * 1024
DEPLIE_MAX = 200 * 1024 * 1024
MEMBRES_MAX = 2_000
TAUX_MAX = 250
"""Compression rates above this, on members that matter, betray a bomb: a real sheet of 20,000 rows stays near 15."""
SEUIL_TAUX = 8 * 1024 * 1024


class FichierRefuse(Exception):
    """The file cannot be imported. `code` is stable, `raison` is French for the screen."""

    def __init__(self, code: str, raison: str) -> None:
        super().__init__(raison)
        self.code = code
        self.raison = raison


class Format(StrEnum):
    """Families of files the engine reads."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXTE = "texte"


_ETRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"BM", ""),
    (b"II*\x00", "une image"),
    (b"MM\x00*", "une image"),
    (b"Rar!", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"\x1f\x8b", "une archive"),
    (b"BZh", "une archive"),
    (b"\xfd7zXZ", "une archive"),
    (b"MZ", ""),
    (b"\x7fELF", "un programme"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"ID;P", "un tableau SYLK (.slk)"),
    (b"TABLE\r\n0,1", "un tableau DIF (.dif)"),
    (b"TABLE\n0,1", "un tableau DIF (.dif)"),
    (b"SQLite format 3", "une base de données"),
)


def reconnaitre(contenu: bytes) -> Format:
    """The family of `contenu`; raises `FichierRefuse` when it is none that can be imported."""
    if not contenu or not contenu.strip(b"\x00 \t\r\n"):
        raise FichierRefuse("vide", "Ce fichier est vide.")
    if len(contenu) > TAILLE_MAX:
        raise FichierRefuse("trop_lourd", "Ce fichier dépasse 20 Mo. Découpez-le, ou retirez-en les images.")
    if contenu.startswith(b"PK"):
        return _examiner_zip(contenu)
    if contenu.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _examiner_ole(contenu)
    if contenu[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08") and b"\x00" in contenu[:16]:
        raise FichierRefuse("trop_ancien", "Ce fichier vient d’un tableur trop ancien. Enregistrez-le au format XLSX ou ODS.")
    for signature, nature in _ETRANGERS:
        if contenu.startswith(signature) and (nature or b"\x00" in contenu[:512]):
            genre = nature or "un fichier binaire"
            raise FichierRefuse("pas_un_tableur", f"Ce fichier est {genre}, pas un tableur, quel que soit son nom.")
    _refuser_balises(contenu)
    return Format.TEXTE


def _examiner_zip(contenu: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(contenu)) as archive:
            membres = archive.infolist()
    except Exception:
        raise FichierRefuse("abime", "Ce fichier est abîmé ou incomplet (envoi interrompu ?).") from None
    if len(membres) > MEMBRES_MAX:
        raise FichierRefuse("bombe", "Ce fichier contient un nombre anormal d’éléments : il est refusé par sécurité.")
    total = sum(membre.file_size for membre in membres)
    gonfle = any(m.file_size > SEUIL_TAUX and m.file_size > TAUX_MAX * max(1, m.compress_size) for m in membres)
    if total > DEPLIE_MAX or gonfle:
        raise FichierRefuse("bombe", "Ce fichier se déplie en un volume anormal : il est refusé par sécurité.")
    if any(membre.flag_bits & 0x1 for membre in membres):
        raise FichierRefuse("protege", "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe.")
    noms = {membre.filename for membre in membres}
    _verifier_deplie(contenu, membres)
    if "xl/workbook.xml" in noms:
        return Format.XLSX
    if "xl/workbook.bin" in noms:
        return Format.XLSB
    if "content.xml" in noms:
        return _examiner_ods(contenu, noms)
    if any(nom.startswith("word/") for nom in noms):
        raise FichierRefuse("pas_un_tableur", "Ce fichier est un document Word, pas un tableur.")
    if any(nom.startswith("ppt/") for nom in noms):
        raise FichierRefuse("pas_un_tableur", "Ce fichier est une présentation, pas un tableur.")
    if any(nom.lower().startswith("xl/") for nom in noms):
        return Format.XLSX
    if any(nom.startswith("Index/") for nom in noms):
        raise FichierRefuse("pas_un_tableur", "Ce fichier vient de Numbers. Exportez-le au format Excel ou CSV.")
    raise FichierRefuse("pas_un_tableur", "Ce fichier est une archive ZIP, pas un tableur. Décompressez-la d’abord.")


def _verifier_deplie(contenu: bytes, membres: list[zipfile.ZipInfo]) -> None:
    """Sizes written in a zip may lie: unfold the XML parts by blocks and stop as soon as they exceed what they say."""
    try:
        with zipfile.ZipFile(BytesIO(contenu)) as archive:
            lu = 0
            for membre in membres:
                if membre.is_dir() or not membre.filename.lower().endswith((".xml", ".bin", ".rels", ".vml")):
                    continue
                with archive.open(membre) as flux:
                    while bloc := flux.read(1 << 20):
                        lu += len(bloc)
                        if lu > DEPLIE_MAX:
                            raise FichierRefuse("bombe", "Ce fichier se déplie en un volume anormal : il est refusé.")
                        if b"<!ENTITY" in bloc or b"<!DOCTYPE" in bloc:
                            raise FichierRefuse("hostile", "Ce fichier contient des déclarations interdites : il est refusé.")
    except FichierRefuse:
        raise
    except Exception:
        raise FichierRefuse("abime", "Ce fichier est abîmé ou incomplet (envoi interrompu ?).") from None


def _examiner_ods(contenu: bytes, noms: set[str]) -> Format:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        genre = b""
        if "mimetype" in noms:
            with archive.open("mimetype") as flux:
                genre = flux.read(200)
        if "META-INF/manifest.xml" in noms:
            with archive.open("META-INF/manifest.xml") as flux:
                if b"encryption-data" in flux.read(1 << 20):
                    raise FichierRefuse("protege", "Ce fichier est protégé par un mot de passe. Enregistrez-le sans.")
    if genre and b"spreadsheet" not in genre:
        raise FichierRefuse("pas_un_tableur", "Ce fichier est un document OpenDocument, mais pas un tableur.")
    return Format.ODS


def _examiner_ole(contenu: bytes) -> Format:
    def porte(nom: str) -> bool:
        return nom.encode("utf-16-le") in contenu

    if porte("EncryptedPackage") or porte("EncryptionInfo"):
        raise FichierRefuse(
            "protege", "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez."
        )
    if porte("Workbook") or porte("Book"):
        return Format.XLS
    raise FichierRefuse("pas_un_tableur", "Ce fichier est un ancien document Office, mais pas un classeur Excel.")


def _refuser_balises(contenu: bytes) -> None:
    """Many web applications export HTML or XML under the name .xls: it is not a spreadsheet."""
    debut = contenu[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"").lower()
    if debut.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<svg", b"<script", b"<meta")):
        raise FichierRefuse(
            "pas_un_tableur",
            "Ce fichier est une page web ou du XML enregistré sous un nom de tableur. "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX, ODS ou CSV.",
        )
