"""Write an accompaniment and correct it: one échange, and its health side beside it."""

from __future__ import annotations

from parcours.accompagnements.models import Echange
from parcours.accompagnements.services import ajouter_echange, corriger_echange
from parcours.mediation_sante.models import ActeDeMediation, ChoixEnPlus
from parcours.mediation_sante.queries import acte_de, comme_saisi
from parcours.mediation_sante.rules import GenreDeChoix, SaisieAccompagnement, SaisieActe
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.typographie import INSECABLE


def accompagner(parcours: Parcours, saisie: SaisieAccompagnement, *, par: Acteur) -> Echange:
    """Write down one accompaniment.

    Raises:
        ErreurDuDomaine: the pathway is closed for good.
    """
    echange = ajouter_echange(parcours, saisie.echange, par=par)
    acte = ActeDeMediation(echange_id=echange.id)
    db.session.add(acte)
    _remplir(acte, saisie.acte)
    db.session.flush()
    return echange


def corriger(echange: Echange, saisie: SaisieAccompagnement, *, par: Acteur) -> None:
    """Replace what an accompaniment says; both sides of what it said stay readable among its versions.

    Raises:
        ErreurDuDomaine: the échange was cancelled.
    """
    acte = acte_de(par, echange.id)
    avant = comme_saisi(acte)
    change = avant != saisie.acte
    a_cote = "\n".join(f"{libelle}{INSECABLE}: {mots}" for libelle, mots in avant.en_mots()) if change else ""
    corriger_echange(echange, saisie.echange, par=par, a_cote=a_cote or ("(rien d’autre)" if change else ""))
    if acte is None:
        acte = ActeDeMediation(echange_id=echange.id)
        db.session.add(acte)
    _remplir(acte, saisie.acte)
    db.session.flush()


def _remplir(acte: ActeDeMediation, saisie: SaisieActe) -> None:
    for champ in ("lieu", "type", "accompagnement_physique", "professionnel", "resultat", "suite"):
        setattr(acte, champ, getattr(saisie, champ))
    acte.besoin, acte.obstacle = next(iter(saisie.besoins), None), next(iter(saisie.obstacles), None)
    acte.en_plus = [
        ChoixEnPlus(genre=genre, rang=rang, libelle=libelle)
        for genre, choisis in ((GenreDeChoix.BESOIN, saisie.besoins), (GenreDeChoix.OBSTACLE, saisie.obstacles))
        for rang, libelle in enumerate(choisis[1:], 1)
    ]
