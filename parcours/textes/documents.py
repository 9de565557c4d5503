"""A text as it prints, with made-up values: the preview of the settings, and the note handed over to parents."""

from __future__ import annotations

from parcours.editique.document import Document
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.textes.queries import contenu, texte
from parcours.textes.rules import ModeleDeTexte, remplir


def apercu(modele: ModeleDeTexte, maison: Maison) -> bytes:
    """The text saved, filled in with the examples of its fields."""
    document = Document(f"Aperçu : {modele.titre}", maison, le=aujourd_hui())
    document.entete(modele.titre, "Aperçu avec des valeurs inventées")
    document.texte(remplir(contenu(modele.code), modele.exemples))
    return document.octets()


def note_d_information(maison: Maison) -> bytes:
    """The note on personal data given to both holders of parental authority; it names nobody and is not confidential."""
    document = Document("Note d’information aux parents", maison, le=aujourd_hui(), confidentiel=False)
    document.entete("Vos données, vos droits", "Programme de réussite éducative : note d’information aux parents")
    document.texte(texte("note_information", maison.service))
    document.signatures([("Remise à (nom, prénom)", ""), ("Par (nom, prénom)", "")], hauteur=36)
    return document.octets()
