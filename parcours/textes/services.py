"""Verbs on the texts: each change keeps the words before it."""

from __future__ import annotations

from sqlalchemy import func, select

from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.textes.models import TexteType, VersionDeTexte
from parcours.textes.queries import ligne, texte_d_origine
from parcours.textes.rules import MODELES, SaisieTexte, TexteIncorrect, normaliser, verifier


def modifier(code: str, saisie: SaisieTexte, *, par: Acteur) -> TexteType:
    """Word a text anew. Wording it exactly as the package does is taking the package's text again.

    Raises:
        ErreurDuDomaine: an unknown field, a brace left alone, an empty text.
    """
    voulu = normaliser(saisie.contenu)
    try:
        verifier(MODELES[code], voulu)
    except TexteIncorrect as erreur:
        raise ErreurDuDomaine(str(erreur)) from None
    return _enregistrer(code, None if voulu == texte_d_origine(code) else voulu, par=par)


def reprendre_l_origine(code: str, *, par: Acteur) -> None:
    """Take the text of the package again; what was written stays in the history."""
    if (texte := ligne(code)) is not None and texte.contenu is not None:
        _enregistrer(code, None, par=par)


def reprendre_une_version(code: str, version: VersionDeTexte, *, par: Acteur) -> None:
    """Take an earlier wording again: it becomes the latest version, those between stay in the history."""
    if version.contenu is None:
        reprendre_l_origine(code, par=par)
    else:
        modifier(code, SaisieTexte(version.contenu), par=par)


def _enregistrer(code: str, contenu: str | None, *, par: Acteur) -> TexteType:
    texte = ligne(code)
    if texte is None:
        texte = TexteType(code=code, contenu=contenu, cree_par_id=par.agent_id)
        db.session.add(texte)
    elif texte.contenu == contenu:
        return texte
    texte.contenu = contenu
    texte.modifie_par_id = par.agent_id
    db.session.flush()
    dernier = db.session.scalar(select(func.max(VersionDeTexte.numero)).where(VersionDeTexte.texte_id == texte.id)) or 0
    db.session.add(
        VersionDeTexte(texte_id=texte.id, numero=dernier + 1, contenu=contenu, auteur=par.nom, auteur_id=par.agent_id)
    )
    db.session.flush()
    noter("modifier", texte, par=par, detail=code)
    return texte
