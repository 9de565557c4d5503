"""The same act on several referrals: each one follows the table, and those it does not suit are left as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from parcours.comptes.services.avis import Nouvelle
from parcours.journal.services import noter
from parcours.orientations.models import Orientation
from parcours.orientations.rules import Cote, EtatOrientation, SaisieEtape, transition
from parcours.orientations.rules.suivi import GesteEnLot
from parcours.orientations.services.avis import Expedition, ecrire_a_la_structure
from parcours.orientations.services.etapes import passer
from parcours.orientations.services.lien_de_reponse import envoyer_le_lien, repond_par_lien
from parcours.socle.base import db
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import PARIS, aujourd_hui

Adresse = Callable[[Orientation], Expedition]
RAPPEL = "Une orientation attend toujours votre réponse. Elle se lit et se répond dans l’application\u00a0:"
A_LA_MAIN = "relance_a_la_main"

PAS = {
    GesteEnLot.ANNULER: (EtatOrientation.ANNULEE, Cote.EMETTEUR),
    GesteEnLot.SANS_SUITE: (EtatOrientation.SANS_SUITE, Cote.EMETTEUR),
    GesteEnLot.EXAMINER: (EtatOrientation.EN_COURS, Cote.RECEVEUR),
}
"""Acts that are a step of the table."""


@dataclass(frozen=True)
class Bilan:
    """How many changed, how many were left as they are."""

    faites: int
    laissees: int


def faire_en_lot(
    geste: GesteEnLot, orientations: Sequence[Orientation], texte: str | None, adresse: Adresse, *, par: Acteur
) -> Bilan:
    """Do `geste` to each referral it suits.

    Raises:
        ErreurDuDomaine: the act asks why, and nothing is said.
    """
    if geste in (GesteEnLot.ANNULER, GesteEnLot.SANS_SUITE) and not texte:
        raise ErreurDuDomaine("Dites pourquoi, en quelques mots.")
    if geste is GesteEnLot.RELANCER:
        faites = _relancer(orientations, adresse, par)
    else:
        vers, cote = PAS[geste]
        possibles = [o for o in orientations if transition(o.etat, vers, cote)]
        for orientation in possibles:
            passer(orientation, vers, cote, par=par, saisie=SaisieEtape(texte=texte), expedition=adresse(orientation))
        faites = len(possibles)
    return Bilan(faites, len(orientations) - faites)


def _relancer(orientations: Sequence[Orientation], adresse: Adresse, par: Acteur) -> int:
    """Write again to each structure that has not answered, once a day at most."""
    deja = _relancees_aujourd_hui(orientations)
    faites = 0
    for orientation in orientations:
        if not orientation.etat.attend_une_reponse or orientation.id in deja:
            continue
        if _ecrire(orientation, adresse(orientation)):
            noter("relancer", orientation, par=par, detail="à la main")
            faites += 1
    return faites


def _ecrire(orientation: Orientation, expedition: Expedition) -> bool:
    if repond_par_lien(orientation):
        return envoyer_le_lien(orientation, expedition.adresse, rouvrir=True)
    nouvelle = Nouvelle("Une orientation attend votre réponse", RAPPEL, expedition.adresse, A_LA_MAIN, orientation.id)
    return ecrire_a_la_structure(orientation, nouvelle)


def _relancees_aujourd_hui(orientations: Sequence[Orientation]) -> set[object]:
    """Those whose structure was already written to today, by hand, by the clock or by their sending."""
    ce_matin = datetime.combine(aujourd_hui(), time.min, PARIS)
    requete = select(Courrier.concerne_id).where(
        Courrier.concerne_id.in_([o.id for o in orientations]), Courrier.cree_le >= ce_matin
    )
    return set(db.session.scalars(requete))
