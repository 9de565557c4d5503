"""Words of the reminders: dates and delays, never a person, never the subject of the referral."""

from __future__ import annotations

from datetime import date

from parcours.orientations.rules.delais import Rang
from parcours.socle.typographie import date_longue, pluriel

OBJETS = {
    Rang.PREMIERE: "Une orientation n’a pas encore été ouverte",
    Rang.DEUXIEME: "Une orientation attend votre réponse",
    Rang.DERNIERE: "Dernier rappel\u00a0: une orientation attend votre réponse",
}
COPIE = "Une orientation attend toujours sa réponse"
INJOIGNABLE = "Une orientation attend, la structure ne peut pas être relancée"
EXPIREE = "Une orientation a expiré sans réponse"
PLUS_ATTENDUE = "Une orientation n’attend plus votre réponse"


def attend(rang: Rang, envoi: date, fin: date) -> str:
    """What the structure is told."""
    fait = "n’a pas encore été ouverte" if rang is Rang.PREMIERE else "attend votre réponse"
    phrase = f"Une orientation qui vous a été envoyée le {date_longue(envoi)} {fait}."
    if rang is Rang.DERNIERE:
        phrase += f" Sans réponse, elle expirera le {date_longue(fin)}."
    return f"{phrase} Accepter, refuser ou dire « complet » prend une minute\u00a0:"


def par_lien(rang: Rang, envoi: date, fin: date, lien: str) -> str:
    """The whole e-mail of a structure without an account."""
    return (
        f"Bonjour,\n\n{attend(rang, envoi, fin)}\n\n{lien}\n\n"
        "Ce lien est nouveau\u00a0: il remplace le précédent, il est réservé à votre structure et fonctionne pendant huit jours. "
        "La page vous enverra ici, à cette même adresse, un code à six chiffres\u00a0: un message transféré n’ouvre rien.\n"
    )


def copie(jours: int, rang: Rang, fin: date) -> str:
    """What the sender is told when the structure has just been reminded."""
    suite = f" C’était le dernier rappel\u00a0: elle expirera le {date_longue(fin)}." if rang is Rang.DERNIERE else ""
    return (
        f"L’une de vos orientations attend une réponse depuis {pluriel(jours, 'jour')}\u00a0; la structure vient d’être relancée."
        f"{suite} Un appel aide souvent\u00a0:"
    )


def injoignable(jours: int) -> str:
    """What the sender is told when nobody could be reminded."""
    return (
        f"L’une de vos orientations attend une réponse depuis {pluriel(jours, 'jour')}, et la structure ne peut pas être relancée "
        "par courriel (aucune adresse, ou lien fermé). Appelez-la\u00a0:"
    )


def expiree(jours: int) -> str:
    """What the sender is told at the end."""
    return f"L’une de vos orientations a expiré après {pluriel(jours, 'jour')} sans réponse. Elle est dans « À faire »\u00a0:"


def plus_attendue(envoi: date) -> str:
    """The whole e-mail that spares the structure a useless answer."""
    return (
        f"Bonjour,\n\nUne orientation qui vous a été envoyée le {date_longue(envoi)} est restée sans réponse et a expiré. "
        "Vous n’avez plus à y répondre. Si vous pouvez encore recevoir la personne, appelez le professionnel qui vous l’adressait.\n"
    )


def tache(structure: str, jours: int) -> str:
    """What the sender has to do, sealed in the file."""
    return f"Orientation vers {structure}\u00a0: expirée après {jours}\u00a0jours sans réponse. Appeler la structure, ou orienter ailleurs."
