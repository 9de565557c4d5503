"""Actions of the record: how far each has come, what is next, and the totals of the yearly report."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_

from parcours.parcours_individuels.access import actions_visibles, seances_de_cette_action, seances_visibles
from parcours.parcours_individuels.models import Action, Parcours, SeanceAction
from parcours.parcours_individuels.queries.parcours import courant, parcours_de
from parcours.parcours_individuels.rules import (
    EUROS,
    Avancement,
    EtatAction,
    Financement,
    avancement,
    mots_de_manque,
)
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.fil import Evenement
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.typographie import euros

LIEN_DU_GROUPE: list[Callable[[Acteur, uuid.UUID], tuple[str, str] | None]] = []
"""(name, address) of the group an action comes from; filled by the domain that owns the groups."""


def groupe_de(acteur: Acteur, action: Action) -> tuple[str, str] | None:
    """The workshop whose attendance writes this action, when this person may open it."""
    if not action.en_atelier:
        return None
    return next((trouve for lien in LIEN_DU_GROUPE if (trouve := lien(acteur, action.id))), None)


@dataclass(frozen=True)
class LigneAction:
    """One action as the record shows it."""

    action: Action
    fait: Avancement
    numero: str = field(default_factory=lambda: str(uuid.uuid4()))
    """Of the one touch: twice the same is one séance (socle.envois)."""

    @property
    def precisions(self) -> str:
        """« 3/10 séances, 1 manquée, 120 € payés », or the state when there is nothing to count."""
        action = self.action
        mots = [self.fait.en_mots]
        if action.unite == EUROS and (cout := action.cout_paye or action.cout_engage or action.cout_prevu) is not None:
            mots.append(f"{euros(cout)} {_etape_du_cout(action)}")
        if action.etat is not EtatAction.EN_COURS or not any(mots):
            mots.insert(0, action.etat.libelle.lower() if any(mots) else action.etat.libelle)
        texte = ", ".join(mot for mot in mots if mot)
        return texte[:1].upper() + texte[1:]

    @property
    def se_note(self) -> bool:
        """True when an occurrence may be noted from the record."""
        return self.action.etat.ouverte and not self.action.en_atelier

    @property
    def se_manque(self) -> bool:
        """An aid in money is given or not; it is not missed."""
        return self.action.unite != EUROS


def _etape_du_cout(action: Action) -> str:
    return "payés" if action.cout_paye is not None else "engagés" if action.cout_engage is not None else "prévus"


def seances_de(tous: Iterable[Parcours]) -> list[SeanceAction]:
    """Occurrences that count, of every action of these loaded pathways, in the order of dates."""
    toutes = (s for parcours in tous for action in parcours.actions for s in action.seances)
    return sorted(toutes, key=lambda s: (s.le, s.id))


def seances_de_l_action(action: Action) -> list[SeanceAction]:
    """Occurrences that count, of one action already loaded, latest first."""
    requete = seances_de_cette_action(action.id).order_by(SeanceAction.le.desc(), SeanceAction.id.desc())
    return list(db.session.scalars(requete))


def avancement_de(action: Action, seances: Iterable[SeanceAction]) -> Avancement:
    """How far an action has come."""
    return avancement(seances, action.prevu, action.unite)


def contexte_des_actions(lecture: Lecture) -> dict[str, Any] | None:
    """Actions beside the timeline: those under way first, those that ended folded."""
    parcours = courant(lecture)
    if parcours is None:
        return None
    par_action: dict[uuid.UUID, list[SeanceAction]] = defaultdict(list)
    for seance in seances_de(lecture.une_fois(parcours_de)) if parcours.actions else []:
        par_action[seance.action_id].append(seance)
    lignes = [LigneAction(a, avancement_de(a, par_action[a.id])) for a in parcours.actions]
    lignes.sort(key=lambda ligne: (ligne.action.prochaine_le or ligne.action.prevue_le or date.max, ligne.action.libelle))
    return {
        "parcours": parcours,
        "ouvertes": [ligne for ligne in lignes if ligne.action.etat.ouverte],
        "finies": [ligne for ligne in lignes if not ligne.action.etat.ouverte],
        "ecrit": lecture.acteur.peut(Droit.PARCOURS_ECRIRE),
        "manques": mots_de_manque(parcours.dispositif),
    }


def evenements_des_actions(lecture: Lecture) -> list[Evenement]:
    """Actions planned, done or given up; their séances month by month, those with a comment one by one."""
    tous = [a for parcours in lecture.une_fois(parcours_de) for a in parcours.actions]
    if not tous:
        return []
    seances = seances_de(lecture.une_fois(parcours_de))
    evenements = [e for action in tous for e in _de_l_action(action, any(s.action_id == action.id for s in seances))]
    par_mois: dict[tuple[uuid.UUID, int, int], list[SeanceAction]] = defaultdict(list)
    for seance in seances:
        if seance.commentaire:
            evenements.append(_une_seance(seance))
        else:
            par_mois[seance.action_id, seance.le.year, seance.le.month].append(seance)
    evenements += [_un_mois(groupe) for groupe in par_mois.values()]
    return evenements


def _de_l_action(action: Action, notee: bool) -> list[Evenement]:
    operateur = action.operateur.libelle if action.operateur else ""
    if action.etat is EtatAction.FAITE and action.faite_le:
        mots = f"Action faite : {action.libelle}"
        texte = action.resultat or ""
        return [
            Evenement(
                action.faite_le, "clipboard-check", mots, qui=operateur, texte=texte, ton="reussite", instant=action.modifie_le
            )
        ]
    if action.etat is EtatAction.NON_REALISEE:
        jour = action.faite_le or action.prevue_le or a_paris(action.modifie_le).date()
        return [
            Evenement(jour, "x-circle", f"Action non réalisée : {action.libelle}", qui=operateur, texte=action.resultat or "")
        ]
    attendue = not notee and (action.etat is EtatAction.PREVUE or (action.prevue_le or date.min) >= aujourd_hui())
    prochaine = action.prochaine_le or (action.prevue_le if attendue else None)
    if prochaine:
        return [Evenement(prochaine, "clipboard-check", f"Action prévue : {action.libelle}", qui=operateur, a_venir=True)]
    return []


def _une_seance(seance: SeanceAction) -> Evenement:
    manquee = "" if seance.faite else ", manquée" + (f" {seance.manquee_par.complement}" if seance.manquee_par else "")
    return Evenement(
        seance.le,
        "check2" if seance.faite else "x-circle",
        f"{seance.action.libelle}{manquee}",
        texte=seance.commentaire or "",
        instant=seance.cree_le,
    )


def _un_mois(seances: Sequence[SeanceAction]) -> Evenement:
    derniere = max(seances, key=lambda s: (s.le, s.cree_le))
    fait = avancement(seances, None, None)
    absences = [s for s in seances if not s.faite]
    mots = f"{derniere.action.libelle} : {fait.en_mots}"
    qui = dict.fromkeys(s.manquee_par.complement for s in absences if s.manquee_par)
    excusees = sum(s.excusee for s in absences)
    texte = ", ".join(qui) + (f" ({excusees} excusée{'s' if excusees > 1 else ''})" if excusees and qui else "")
    return Evenement(
        derniere.le,
        "check2" if fait.faites else "x-circle",
        mots,
        texte=f"Séance manquée {texte}." if texte else "",
        instant=derniere.cree_le,
    )


@dataclass(frozen=True)
class BilanDesActions:
    """Totals of one type of action over a period (pre.md §2.3, D and G)."""

    type: str
    enfants: frozenset[uuid.UUID]
    """Files, behind the figure."""
    actions: int
    individuelles: int
    collectives: int
    droit_commun: int
    payees_par_le_pre: int
    seances: int
    manquees: int
    minutes: int
    prevu: int
    engage: int
    paye: int
    operateurs: frozenset[uuid.UUID]


def bilan_des_actions(acteur: Acteur, dispositif: Dispositif, debut: date, fin: date) -> list[BilanDesActions]:
    """Totals by type, of the actions that touched a period: two statements, for the yearly report.

    An action counts when it has a séance in the period, or was planned or done in it. Séances and hours are those of the
    period; the cost of an action counts once, in the period of its beginning (planned date, else the day it was written).
    """
    seances: dict[uuid.UUID, list[SeanceAction]] = defaultdict(list)
    comptees = seances_visibles(acteur.au_titre_de(Droit.PARCOURS_LIRE)).where(
        SeanceAction.annulee.is_(False), SeanceAction.le.between(debut, fin)
    )
    for seance in db.session.scalars(comptees):
        seances[seance.action_id].append(seance)
    actions = (
        actions_visibles(acteur.au_titre_de(Droit.PARCOURS_LIRE))
        .join(Action.parcours)
        .add_columns(Parcours.beneficiaire_id)
        .where(
            Parcours.dispositif == dispositif,
            Action.etat != EtatAction.NON_REALISEE,
            or_(
                Action.id.in_(comptees.with_only_columns(SeanceAction.action_id)),
                Action.faite_le.between(debut, fin),
                and_(Action.prevue_le <= fin, func.coalesce(Action.prevue_au, Action.prevue_le) >= debut),
            ),
        )
    )
    par_type: dict[str, list[tuple[Action, uuid.UUID]]] = defaultdict(list)
    for action, personne in db.session.execute(actions).unique():
        par_type[action.type].append((action, personne))
    return [_totaux(code, lignes, seances, debut, fin) for code, lignes in sorted(par_type.items())]


def _totaux(
    code: str,
    lignes: list[tuple[Action, uuid.UUID]],
    seances: dict[uuid.UUID, list[SeanceAction]],
    debut: date,
    fin: date,
) -> BilanDesActions:
    toutes = [a for a, _ in lignes]
    faits = [avancement(seances[a.id], a.prevu, a.unite) for a in toutes]
    commencees = [a for a in toutes if debut <= (a.prevue_le or a.faite_le or a_paris(a.cree_le).date()) <= fin]
    return BilanDesActions(
        type=code,
        enfants=frozenset(personne for _, personne in lignes),
        actions=len(toutes),
        individuelles=sum(not a.collective for a in toutes),
        collectives=sum(a.collective for a in toutes),
        droit_commun=sum(a.financement is Financement.DROIT_COMMUN for a in toutes),
        payees_par_le_pre=sum(a.financement is Financement.PRE for a in toutes),
        seances=sum(f.faites for f in faits),
        manquees=sum(f.manquees for f in faits),
        minutes=sum(f.minutes for f in faits),
        prevu=sum(a.cout_prevu or 0 for a in commencees),
        engage=sum(a.cout_engage or 0 for a in commencees),
        paye=sum(a.cout_paye or 0 for a in commencees),
        operateurs=frozenset(a.operateur_id for a in toutes if a.operateur_id),
    )


@dataclass(frozen=True)
class TotalDeLEnfant:
    """What was done for one child over a period."""

    actions: int
    seances: int
    manquees: int
    minutes: int
    paye: int


def total_de_l_enfant(acteur: Acteur, beneficiaire_id: uuid.UUID, debut: date, fin: date) -> TotalDeLEnfant:
    """Séances, hours and money of one child over a period, for the individual bilan: two statements."""
    seances: dict[uuid.UUID, list[SeanceAction]] = defaultdict(list)
    for seance in seances_de(parcours_de(acteur, beneficiaire_id)):
        if debut <= seance.le <= fin:
            seances[seance.action_id].append(seance)
    requete = actions_visibles(acteur).join(Action.parcours).where(Parcours.beneficiaire_id == beneficiaire_id)
    toutes = list(db.session.scalars(requete))
    faits = [avancement(seances[a.id], a.prevu, a.unite) for a in toutes]
    commencees = [a for a in toutes if debut <= (a.prevue_le or a.faite_le or a_paris(a.cree_le).date()) <= fin]
    return TotalDeLEnfant(
        actions=sum(bool(seances[a.id]) or a in commencees for a in toutes),
        seances=sum(f.faites for f in faits),
        manquees=sum(f.manquees for f in faits),
        minutes=sum(f.minutes for f in faits),
        paye=sum(a.cout_paye or 0 for a in commencees),
    )
