"""Calendar entries (.ics, RFC 5545 and 5546): read by Outlook, Thunderbird, Google, Apple; nothing but what the caller gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

from parcours.socle.horloge import maintenant

TYPE_MIME = "text/calendar"
Methode = Literal["PUBLISH", "REQUEST", "CANCEL"]

_PLIAGE = 75
_COMMANDES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ADRESSE = re.compile(r"[^\s@<>\",;:]+@[^\s@<>\",;:]+")


class EvenementImpossible(ValueError):
    """What was given does not make a calendar entry."""


def evenement_ics(
    *,
    uid: str,
    titre: str,
    debut: datetime,
    fin: datetime,
    lieu: str = "",
    description: str = "",
    lien: str = "",
    sequence: int = 0,
    methode: Methode = "PUBLISH",
    organisateur: str = "",
    destinataire: str = "",
) -> bytes:
    """One event, ready to be attached to an e-mail or downloaded.

    The same `uid` with a higher `sequence` replaces the entry in the reader's calendar; with `methode="CANCEL"` it takes
    it away. Instants are written in UTC, so that no calendar has to know Paris' summer time.

    Args:
        uid: stable over the life of the event, unique in the world: « reunion-<identifiant>@<service> ».
        titre: shown in everybody's calendar: never the name of a person followed.
        sequence: 0 at first, one more each time the date, the place or the title changes (the row's version does).
        methode: PUBLISH informs; REQUEST asks for an answer, and then wants both addresses; CANCEL withdraws.
        organisateur: address of the service.
        destinataire: address of the one person this copy is sent to.

    Raises:
        EvenementImpossible: naïve or reversed instants, a bad address, or an invitation to nobody.
    """
    _verifier(uid, debut, fin, methode, organisateur, destinataire)
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Parcours//Parcours//FR",
        "CALSCALE:GREGORIAN",
        f"METHOD:{methode}",
        "BEGIN:VEVENT",
        f"UID:{_texte(uid)}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_instant(maintenant())}",
        f"DTSTART:{_instant(debut)}",
        f"DTEND:{_instant(fin)}",
        f"SUMMARY:{_texte(titre)}",
    ]
    lignes += [f"{nom}:{_texte(valeur)}" for nom, valeur in (("LOCATION", lieu), ("DESCRIPTION", description)) if valeur]
    if lien:
        lignes.append(f"URL:{_COMMANDES.sub('', lien).strip()}")
    if organisateur:
        lignes.append(f"ORGANIZER:mailto:{organisateur}")
    if destinataire:
        lignes.append(f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{destinataire}")
    lignes += [
        f"STATUS:{'CANCELLED' if methode == 'CANCEL' else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_plier(ligne) for ligne in lignes)


def _verifier(uid: str, debut: datetime, fin: datetime, methode: Methode, organisateur: str, destinataire: str) -> None:
    if not uid.strip():
        raise EvenementImpossible("Un événement porte un identifiant stable.")
    if debut.tzinfo is None or fin.tzinfo is None:
        raise EvenementImpossible("Un événement commence et finit à des instants dont le fuseau est connu.")
    if fin <= debut:
        raise EvenementImpossible("Un événement finit après avoir commencé.")
    for adresse in (organisateur, destinataire):
        if adresse and not _ADRESSE.fullmatch(adresse):
            raise EvenementImpossible("Adresse électronique illisible.")
    if methode == "REQUEST" and not (organisateur and destinataire):
        raise EvenementImpossible("Une invitation a un organisateur et un destinataire.")
    if methode == "PUBLISH" and destinataire:
        raise EvenementImpossible("Une publication n’a pas de destinataire (RFC 5546 §3.2.1).")


def _instant(valeur: datetime) -> str:
    return valeur.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _texte(valeur: str) -> str:
    """RFC 5545 §3.3.11: backslash, comma, semicolon and line ends are escaped; other control characters are not text."""
    propre = _COMMANDES.sub("", valeur.replace("\r\n", "\n").replace("\r", "\n"))
    return propre.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _plier(ligne: str) -> bytes:
    """RFC 5545 §3.1: at most 75 octets a line, never cutting a letter in two; CRLF at the end."""
    morceaux: list[bytes] = []
    courant = b""
    for lettre in ligne:
        octets = lettre.encode()
        if len(courant) + len(octets) > _PLIAGE:
            morceaux.append(courant)
            courant = b" "
        courant += octets
    morceaux.append(courant)
    return b"\r\n".join(morceaux) + b"\r\n"
