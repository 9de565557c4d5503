"""Noting in the room, field by field, then settling the situation: only then is anything carried to the pathway."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parcours.journal.services import noter as noter_au_journal
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.access import deliberation_de
from parcours.reunions.models import ActionProposee, Deliberation, ObjectifPropose, Situation
from parcours.reunions.queries import deliberation as lectures
from parcours.reunions.rules.deliberation import AVEC_BILAN, ChampNote, empreinte, forme, manques, place
from parcours.reunions.rules.seance import Decision, SaisieDecision
from parcours.reunions.services.application import appliquer_les_propositions, confier_l_annonce
from parcours.reunions.services.seance import decider, verifier_ouverte
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant


class SituationIncomplete(ErreurDuDomaine):
    """Something is missing before the situation can be settled."""

    def __init__(self, par_champ: dict[str, str]) -> None:
        super().__init__("Il manque de quoi conclure cette situation.")
        self.par_champ = par_champ


def ouvrir(situation: Situation, *, par: Acteur) -> Deliberation:
    """The note of this situation, created with its usual answers at the first word."""
    note = lectures.deliberation(situation, par)
    if note not in db.session:
        note.cree_par_id = par.agent_id
        db.session.add(note)
        db.session.flush()
    return note


def noter(situation: Situation, champs: Sequence[ChampNote], *, par: Acteur) -> list[ChampNote]:
    """Write the fields nobody else changed since they were shown; returns the others, which are left as they are.

    Raises:
        ErreurDuDomaine: the meeting is closed, or the situation already settled.
    """
    verifier_ouverte(situation.reunion)
    note = ouvrir(situation, par=par)
    changes = [champ for champ in champs if forme(lectures.valeur(note, champ.nom)) != forme(champ.valeur)]
    if changes and note.conclue_le is not None:
        raise ErreurDuDomaine("Cette situation est conclue\u00a0: reprenez-la pour la corriger.")
    dessus = [champ for champ in changes if champ.avant != empreinte(lectures.valeur(note, champ.nom))]
    ecrits = [champ for champ in changes if champ not in dessus]
    for champ in ecrits:
        _ecrire(note, champ)
    if ecrits:
        note.modifie_par_id, note.modifie_le = par.agent_id, maintenant()
        noter_au_journal("noter", note, par=par, detail=", ".join(c.nom for c in ecrits)[:200])
    db.session.flush()
    return dessus


def _ecrire(note: Deliberation, champ: ChampNote) -> None:
    ou = place(champ.nom)
    ligne = lectures.ligne_de(note, ou)
    if ligne is None:
        if ou.genre == "objectif":
            ligne = ObjectifPropose(deliberation_id=note.id, rang=ou.rang)
            note.objectifs.append(ligne)
        else:
            ligne = ActionProposee(deliberation_id=note.id, rang=ou.rang)
            note.actions.append(ligne)
    setattr(ligne, ou.attribut, champ.valeur or None)


def conclure(situation: Situation, *, par: Acteur) -> Deliberation:
    """Settle the situation: its note becomes the decision and is carried to the pathway, once however often it is asked.

    Raises:
        SituationIncomplete: with what is missing, field by field.
        ErreurDuDomaine: the meeting is closed, or the pathway refuses what was decided.
    """
    verifier_ouverte(situation.reunion)
    note = ouvrir(situation, par=par)
    if note.conclue_le is not None:
        return note
    if trouves := manques(lectures.notes(situation, note), situation.reunion.jour):
        raise SituationIncomplete(trouves)
    assert note.decision is not None  # the rule above
    with db.session.begin_nested():  # a pathway that refuses leaves nothing half carried, and the note as it was
        _porter(situation, note, note.decision, par)
    return note


def _porter(situation: Situation, note: Deliberation, decision: Decision, par: Acteur) -> None:
    if decision is Decision.TRANSMISSION_CRIP:
        note.raison = note.annonce = None  # only the fact and its date (pre.md §3.3)
    appliquer_les_propositions(situation, note, par=par)
    decider(situation, SaisieDecision(decision, note.raison, _bilan(note)), par=par)
    confier_l_annonce(situation, note, par=par)
    note.conclue_le = maintenant()
    note.modifie_par_id = par.agent_id
    noter_au_journal("conclure", note, par=par, detail=decision.value)
    db.session.flush()


def _bilan(note: Deliberation) -> date | None:
    return note.prochain_bilan_le if note.decision in AVEC_BILAN else None


def reprendre(situation: Situation, *, par: Acteur) -> None:
    """Open a settled situation again, to correct it; what was carried to the pathway stays until it is settled again."""
    verifier_ouverte(situation.reunion)
    note = ouvrir(situation, par=par)
    if note.conclue_le is not None:
        note.conclue_le = None
        noter_au_journal("reprendre", note, par=par)


def decider_sans_seance(situation: Situation, saisie: SaisieDecision, *, par: Acteur) -> EtatParcours | None:
    """A decision recorded or corrected on the page of the situation; the note of the meeting, if any, says the same."""
    etat = decider(situation, saisie, par=par)
    note = db.session.scalars(deliberation_de(situation)).unique().one_or_none()
    if note is not None:
        note.decision, note.raison, note.prochain_bilan_le = situation.decision, situation.raison, situation.prochain_bilan_le
        note.conclue_le = note.conclue_le or maintenant()
        note.modifie_par_id = par.agent_id
    return etat
