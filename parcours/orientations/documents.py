"""The fiche de liaison: on paper, exactly what the structure reads on screen, and nothing else of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parcours.editique.document import Document
from parcours.orientations.models import Orientation
from parcours.pieces.models import Piece
from parcours.socle.horloge import a_paris
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue, heure, telephone


def fiche_de_liaison(orientation: Orientation, pieces: Sequence[Piece], besoin: str, maison: Maison, le: date) -> bytes:
    """The PDF; `besoin` in words, the pieces by their nature only."""
    document = Document("Fiche de liaison", maison, le=le)
    document.entete("Fiche de liaison", f"Orientation vers {orientation.structure.libelle}")
    document.section("La personne")
    document.identite(
        [
            ("Personne", orientation.personne),
            ("Téléphone", telephone(orientation.personne_telephone) if orientation.personne_telephone else ""),
            ("Courriel", orientation.personne_courriel),
            ("Comment la joindre", orientation.comment_joindre),
            ("Précision", orientation.preference_contact),
            ("Disponible à partir du", date_longue(orientation.disponible_le) if orientation.disponible_le else ""),
            ("Disponibilités", orientation.disponibilites),
        ]
    )
    document.section("Ce qui est demandé")
    document.identite([("Service", orientation.service_nom), ("Besoin principal", besoin)])
    document.texte(orientation.motif, vide="Aucune précision n’a été écrite.")
    if pieces:
        document.sous_section("Pièces jointes")
        document.liste(f"{p.nature.libelle} ({p.format.libelle})" for p in pieces)
    document.section("Qui oriente, qui reçoit")
    emetteur, referent = orientation.emetteur, orientation.referent
    document.identite(
        [
            ("Prescripteur", emetteur.nom_complet if emetteur else ""),
            ("Fonction", emetteur.fonction if emetteur else ""),
            ("Courriel", emetteur.courriel if emetteur else ""),
            ("Référent", referent.nom_complet if referent and referent is not emetteur else ""),
            ("Structure", orientation.structure.libelle),
            ("Téléphone", telephone(orientation.structure.telephone) if orientation.structure.telephone else ""),
            ("Envoyée le", date_longue(orientation.jour_envoi) if orientation.jour_envoi else "pas encore envoyée"),
            ("État", orientation.etat.libelle),
            ("Rendez-vous", _quand(orientation)),
        ]
    )
    if orientation.accord_id is not None:
        document.encadre(
            f"La personne a donné son accord pour que {orientation.structure.libelle} reçoive cette fiche. "
            "Elle ne peut pas être transmise à une autre structure."
        )
    return document.octets()


def _quand(orientation: Orientation) -> str:
    instant = orientation.rendez_vous_le
    return f"{date_longue(a_paris(instant).date(), jour_de_semaine=True)} à {heure(instant)}" if instant else ""
