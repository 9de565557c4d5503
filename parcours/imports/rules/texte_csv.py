"""CSV and its cousins: encoding and separator found from the content itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from typing import Any

from charset_normalizer import from_bytes

from parcours.imports.rules.format_fichier import FichierRefuse

SEPARATEURS = (";", "\t", ",", "|")
_FRANCAIS = set("éèêëàâäîïôöùûüçœæÉÈÊËÀÂÎÏÔÙÛÇŒ°’«»–€")


def lire_texte(contenu: bytes, *, lignes_max: int, colonnes_max: int) -> tuple[tuple[tuple[str, ...], ...], str, str]:
    """Rows of texts, the encoding and the separator. Raises `FichierRefuse` when it is no readable table."""
    texte, encodage = decoder(contenu)
    separateur = trouver_separateur(texte)
    texte = re.sub(r"\A\s*sep=.\r?\n", "", texte)
    lignes: list[tuple[str, ...]] = []
    csv.field_size_limit(1_000_000)
    try:
        for rangee in csv.reader(StringIO(texte, newline=""), delimiter=separateur, strict=False):
            fin = len(rangee)
            while fin and not rangee[fin - 1].strip():
                fin -= 1
            lignes.append(tuple(rangee[:fin]))
            if len(lignes) > lignes_max:
                raise FichierRefuse("trop_de_lignes", f"Ce fichier a plus de {lignes_max} lignes.")
            if fin > colonnes_max:
                raise FichierRefuse("trop_de_colonnes", f"Ce fichier a plus de {colonnes_max} colonnes.")
    except csv.Error:
        raise FichierRefuse(
            "abime", "Ce fichier texte n’est pas un tableau lisible (guillemets ou cases démesurées)."
        ) from None
    while lignes and not lignes[-1]:
        lignes.pop()
    return deplier_colonne_unique(tuple(lignes)), encodage, separateur


def deplier_colonne_unique(lignes: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """Rows whose only cell is itself a line of CSV (a CSV pasted into a column, or quoted twice), cut into cells."""
    textes = [r[0] if len(r) == 1 and isinstance(r[0], str) else None for r in lignes if r]
    if len(textes) < 2 or None in textes:
        return lignes
    separateur = trouver_separateur("\n".join(t for t in textes if t))
    coupees = [next(csv.reader([str(r[0])], delimiter=separateur), []) if r else [] for r in lignes]
    largeur, nombre = Counter(len(c) for c in coupees if c).most_common(1)[0]
    return tuple(map(tuple, coupees)) if largeur >= 3 and nombre >= 0.6 * len(textes) else lignes


def decoder(contenu: bytes) -> tuple[str, str]:
    """Text and encoding name. Byte order marks rule; then strict UTF-8; then the single-byte encoding whose
    reading holds most French letters and least oddities (cp1252, ISO 8859-15, Mac Roman, DOS 850)."""
    for marque, encodage in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if contenu.startswith(marque):
            return _strict(contenu, encodage), encodage
    zeros_pairs, zeros_impairs = contenu[0:2000:2].count(0), contenu[1:2000:2].count(0)
    moitie = max(1, len(contenu[:2000]) // 2)
    if zeros_impairs > moitie * 0.6 and zeros_pairs < moitie * 0.2:
        return _strict(contenu, "utf-16-le"), "utf-16-le"
    if zeros_pairs > moitie * 0.6 and zeros_impairs < moitie * 0.2:
        return _strict(contenu, "utf-16-be"), "utf-16-be"
    if b"\x00" in contenu:
        raise FichierRefuse("binaire", "Ce fichier n’est pas un tableau : il contient des données binaires.")
    try:
        return _verifier(contenu.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    candidats = [
        (_note(contenu, encodage), -rang, encodage)
        for rang, encodage in enumerate(("cp1252", "iso8859_15", "mac_roman", "cp850"))
    ]
    note, _, encodage = max(candidats)
    if note < 0:
        proposition = from_bytes(contenu[:200_000]).best()
        encodage = proposition.encoding if proposition is not None else encodage
    return _verifier(contenu.decode(encodage, errors="replace")), encodage


def _note(contenu: bytes, encodage: str) -> float:
    texte = contenu[:200_000].decode(encodage, errors="replace")
    hauts = [c for c in texte if ord(c) > 127]
    bons = sum(c in _FRANCAIS for c in hauts)
    # A French accented capital or sign glued between two small letters betrays the wrong table ("PrŽnom", "r\x8esum").
    colles = len(re.findall(r"[a-zé][ÉÈÊËÀÂÎÏÔÙÛÇŽ€°»«–Œ][a-zé]|[A-Z][éèêëàâîïôùûçœ][A-Z]", texte))
    return bons - 2 * (len(hauts) - bons) - 3 * colles


def _strict(contenu: bytes, encodage: str) -> str:
    try:
        return _verifier(contenu.decode(encodage))
    except UnicodeDecodeError:
        raise FichierRefuse("abime", "Ce fichier texte est abîmé ou incomplet : ses caractères sont illisibles.") from None


def _verifier(texte: str) -> str:
    texte = texte.lstrip("\ufeff")
    echantillon = texte[:20_000]
    etranges = sum(
        1 for c in echantillon if (ord(c) < 32 and c not in "\r\n\t\f\x0b") or c == "\ufffd" or 0x7F <= ord(c) < 0xA0
    )
    if "\x00" in texte or (echantillon and etranges > max(2, len(echantillon) * 0.01)):
        raise FichierRefuse("binaire", "Ce fichier n’est pas un tableau : il contient des données binaires.")
    if not texte.strip():
        raise FichierRefuse("vide", "Ce fichier ne contient aucune ligne.")
    return texte


def trouver_separateur(texte: str) -> str:
    """The separator that cuts most lines into the same number (over one) of cells; ";" when none does."""
    annonce = re.match(r"\A\s*sep=(.)\r?\n", texte)
    if annonce:
        return annonce.group(1)
    echantillon = [ligne for ligne in texte[:200_000].splitlines()[:200] if ligne.strip()]
    meilleur, meilleure_note = ";", 0.0
    for separateur in SEPARATEURS:
        try:
            tailles = Counter(len(r) for r in csv.reader(echantillon, delimiter=separateur) if len(r) > 1)
        except csv.Error:
            continue
        if not tailles:
            continue
        largeur, nombre = max(tailles.items(), key=lambda paire: (paire[1] * min(paire[0], 40), paire[0]))
        note = nombre / len(echantillon) * min(largeur, 40) ** 0.5
        if note > meilleure_note:
            meilleur, meilleure_note = separateur, note
    return meilleur
