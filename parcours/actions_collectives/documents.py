"""The roll of one séance on paper, for whoever leads the workshop without a screen."""

from __future__ import annotations

from parcours.actions_collectives.models import SeanceAtelier
from parcours.actions_collectives.queries import ListeDAppel
from parcours.editique.document import Document
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue, minutes, pluriel
from parcours.textes.queries import texte

LIGNES_VIDES = 3
"""Room for those who come without being enrolled."""


def liste_d_appel(seance: SeanceAtelier, liste: ListeDAppel, maison: Maison) -> bytes:
    """Names and boxes to tick, nothing else of the files; blank lines for newcomers."""
    atelier = seance.atelier
    document = Document("Liste d’appel", maison, le=aujourd_hui())
    document.entete("Liste d’appel", atelier.nom)
    document.identite(
        [
            ("Le", date_longue(seance.le, jour_de_semaine=True)),
            ("À", f"{seance.heure:%H}\u00a0h\u00a0{seance.heure:%M}" if seance.heure else ""),
            ("Durée", minutes(seance.duree_min)),
            ("Lieu", atelier.lieu),
            ("Animation", atelier.animateur),
            ("Attendus", pluriel(len(liste.lignes), "personne")),
        ]
    )
    lignes = [(rang, ligne.nom, "☐", "☐", "☐", "") for rang, ligne in enumerate(liste.lignes, 1)]
    document.tableau(
        ["N°", "Nom", "Présent", "Excusé", "Absent", "Départ, remarque"],
        [*lignes, *(("", "", "☐", "☐", "☐", "") for _ in range(LIGNES_VIDES))],
        largeurs=(0.7, 4, 1.1, 1.1, 1.1, 3),
        nombres=(0,),
        hauteur=22,
    )
    document.paragraphe(texte("liste_appel", maison.service, {"atelier": atelier.nom}), "note")
    document.signatures([("Animation de la séance", atelier.animateur or "")], hauteur=36)
    return document.octets()
