"""A last guard on the few free words that leave the application or are read without the right to the file."""

from __future__ import annotations

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.recherche import normaliser


class NomDansUnTexte(ErreurDuDomaine):
    """A text that must name nobody does."""

    def __init__(self) -> None:
        super().__init__(
            "Ce texte semble nommer un enfant suivi. Il part par courriel ou se lit sans ouvrir le dossier\u00a0: "
            "écrivez-le sans nom."
        )


def verifier_que_rien_ne_nomme(texte: str | None, *, par: Acteur) -> None:
    """Refuse a text that holds the first name and the name of a followed child.

    Both are asked for: « Petit » or « Rose » alone are words, and « rue Jean-Jaurès » is an address.

    Raises:
        NomDansUnTexte: it does.
    """
    mots = f" {normaliser(texte or '')} "
    if len(mots.split()) < 2:
        return
    noms = beneficiaires_visibles(par.au_titre_de(Droit.REUNION_ECRIRE)).with_only_columns(
        Beneficiaire.nom, Beneficiaire.prenom
    )
    for nom, prenom in db.session.execute(noms):
        if f" {normaliser(nom)} " in mots and f" {normaliser(prenom)} " in mots:
            raise NomDansUnTexte
