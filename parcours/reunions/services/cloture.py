"""Closing a meeting, and opening it again; figures that name nobody are kept at each closing."""

from __future__ import annotations

from collections import Counter

from parcours.journal.services import noter
from parcours.reunions.access import chiffres_de_seance, seance_de
from parcours.reunions.models import ChiffreDeSeance, Reunion, Seance, Situation
from parcours.reunions.queries.deliberation import situations_a_noter
from parcours.reunions.queries.seance import LigneDeSeance, conduite, presents
from parcours.reunions.rules.deliberation import EtatDeSituation
from parcours.reunions.rules.seance import GenreDeChiffre
from parcours.reunions.services.deliberation import conclure
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant

SANS_INSTITUTION = "Institution non précisée"


class SituationsSansDecision(ErreurDuDomaine):
    """Situations of the agenda have no decision: closing them so is a choice."""

    def __init__(self, lignes: list[LigneDeSeance]) -> None:
        super().__init__("Des situations restent sans décision.")
        self.lignes = lignes


def clore(reunion: Reunion, *, sans_decision: bool, par: Acteur) -> Seance:
    """Close the meeting: what was completely noted is settled first; closing twice changes nothing.

    Args:
        reunion: the meeting, on its day or later.
        sans_decision: close although situations have no decision; they may be put on another agenda.
        par: who closes.

    Raises:
        ErreurDuDomaine: the roll was not called.
        SituationsSansDecision: with those left, when `sans_decision` is false.
    """
    seance = db.session.scalar(seance_de(reunion))
    if seance is None:
        raise ErreurDuDomaine("Faites d’abord l’appel\u00a0: la séance n’est pas ouverte.")
    if seance.close_le is not None:
        return seance
    _conclure_ce_qui_est_complet(reunion, par)
    restes = [ligne for ligne in conduite(par, reunion).lignes if ligne.etat is not EtatDeSituation.CONCLUE]
    if restes and not sans_decision:
        raise SituationsSansDecision(restes)
    seance.close_le, seance.close_par_id, seance.modifie_par_id = maintenant(), par.agent_id, par.agent_id
    _garder_les_chiffres(reunion, par)
    noter("clore", seance, par=par, detail=f"{len(restes)} sans décision" if restes else None)
    db.session.flush()
    return seance


def _conclure_ce_qui_est_complet(reunion: Reunion, par: Acteur) -> None:
    notees = {ligne.id for ligne in conduite(par, reunion).lignes if ligne.etat is EtatDeSituation.EN_COURS}
    if not notees:
        return
    requete = situations_a_noter(par).where(Situation.id.in_(notees)).order_by(Situation.rang)
    for situation in db.session.scalars(requete).unique():
        try:
            conclure(situation, par=par)
        except ErreurDuDomaine:
            continue  # something is missing, or the pathway refuses: it stays in the list of what is not decided


def _garder_les_chiffres(reunion: Reunion, par: Acteur) -> None:
    """Counts by reason, decision and institution; written anew at each closing."""
    conclues = [ligne for ligne in conduite(par, reunion).lignes if ligne.etat is EtatDeSituation.CONCLUE]
    comptes = {
        GenreDeChiffre.SITUATION: Counter(ligne.motif.value for ligne in conclues),
        GenreDeChiffre.DECISION: Counter(ligne.decision.value for ligne in conclues if ligne.decision is not None),
        GenreDeChiffre.PRESENCE: Counter(p.institution or SANS_INSTITUTION for p in presents(reunion)),
    }
    for ancien in db.session.scalars(chiffres_de_seance().where(ChiffreDeSeance.reunion_id == reunion.id)):
        db.session.delete(ancien)
    db.session.flush()
    for genre, nombres in comptes.items():
        for code, nombre in nombres.items():
            db.session.add(
                ChiffreDeSeance(
                    reunion_id=reunion.id,
                    jour=reunion.jour,
                    type_reunion=reunion.type_code,
                    genre=genre,
                    code=code,
                    nombre=nombre,
                )
            )


def rouvrir(reunion: Reunion, *, par: Acteur) -> None:
    """Open a closed meeting again, to correct it; the journal keeps the trace of both."""
    seance = db.session.scalar(seance_de(reunion))
    if seance is None or seance.close_le is None:
        return
    seance.close_le = seance.close_par_id = None
    seance.modifie_par_id = par.agent_id
    noter("rouvrir", seance, par=par)
