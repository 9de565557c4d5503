"""Write an accompaniment and correct it: one échange, and its health side beside it."""

from __future__ import annotations

from dataclasses import asdict

from parcours.accompagnements.models import Echange
from parcours.accompagnements.services import ajouter_echange, corriger_echange
from parcours.mediation_sante.models import ActeDeMediation
from parcours.mediation_sante.queries import acte_de, comme_saisi
from parcours.mediation_sante.rules import SaisieAccompagnement
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
    db.session.add(ActeDeMediation(echange_id=echange.id, **asdict(saisie.acte)))
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
    for champ, valeur in asdict(saisie.acte).items():
        setattr(acte, champ, valeur)
    db.session.flush()
