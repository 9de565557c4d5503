"""What the screens of a PRE pathway start from: what was rated, what is due, what is proposed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from parcours.parcours_individuels.access import (
    bilans_de_ce_parcours,
    contrat_de_ce_parcours,
    evaluations_de_ce_parcours,
    objectifs_de_ce_parcours,
    progres_de_ce_bilan,
    sortie_de_ce_parcours,
)
from parcours.parcours_individuels.models import (
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    Objectif,
    Parcours,
    ProgresObjectif,
    SortieDeParcours,
)
from parcours.parcours_individuels.rules import (
    EtatObjectif,
    EtatParcours,
    Moment,
    Situation,
    TypeBilan,
    bilan_suivant,
    dans_des_mois,
    domaine_en_mots,
    duree_en_mots,
    situation_proposee,
    type_propose,
)
from parcours.socle.base import db
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglage, reglages


def contrat_du(parcours: Parcours) -> ContratEngagement | None:
    """Contract of a loaded pathway."""
    return db.session.scalar(contrat_de_ce_parcours(parcours.id))


def sortie_du(parcours: Parcours) -> SortieDeParcours | None:
    """Exit of a loaded pathway."""
    return db.session.scalar(sortie_de_ce_parcours(parcours.id))


def _evaluations(parcours: Parcours) -> list[EvaluationDomaine]:
    requete = evaluations_de_ce_parcours(parcours.id)
    return list(db.session.scalars(requete.order_by(EvaluationDomaine.le, EvaluationDomaine.id)))


def domaines_a_evaluer(offerts: list[tuple[str, str]], deja: dict[str, Any]) -> dict[str, str]:
    """Domains of the list, and those rated before the list changed."""
    return dict(offerts) | {code: domaine_en_mots(code) for code in deja if code not in dict(offerts)}


def notes_d_entree(parcours: Parcours) -> dict[str, int]:
    """Domain -> rating at the entry."""
    return {e.domaine: e.note for e in _evaluations(parcours) if e.moment is Moment.ENTREE and e.note is not None}


def notes_du_bilan(parcours: Parcours, bilan: Bilan | None) -> tuple[dict[str, int], dict[str, int]]:
    """Ratings of this bilan, and the latest ones before it."""
    toutes = _evaluations(parcours)
    celles_ci = {e.domaine: e.note for e in toutes if bilan is not None and e.bilan_id == bilan.id and e.note is not None}
    avant = {
        e.domaine: e.note
        for e in toutes
        if e.note is not None and (bilan is None or (e.bilan_id != bilan.id and e.le <= bilan.le))
    }
    return celles_ci, avant


def objectifs_du_bilan(parcours: Parcours, bilan: Bilan | None) -> list[Objectif]:
    """Objectives still open, and those the bilan already spoke of."""
    vus = {p.objectif_id for p in _progres(bilan)}
    requete = objectifs_de_ce_parcours(parcours.id).order_by(Objectif.rang, Objectif.id)
    return [o for o in db.session.scalars(requete) if o.id in vus or (bilan is None and o.etat is EtatObjectif.EN_COURS)]


def _progres(bilan: Bilan | None) -> list[ProgresObjectif]:
    return list(db.session.scalars(progres_de_ce_bilan(bilan.id))) if bilan is not None else []


def progres_du_bilan(objectifs: list[Objectif], bilan: Bilan | None) -> dict[uuid.UUID, tuple[EtatObjectif, int | None]]:
    """Objective -> where it stood at this bilan; for a new one, where it stands."""
    if bilan is not None:
        return {p.objectif_id: (p.etat, p.note) for p in _progres(bilan)}
    return {o.id: (o.etat, o.note_fin or o.note_debut) for o in objectifs}


def bilan_propose(parcours: Parcours) -> tuple[TypeBilan, date]:
    """Type and date of the next bilan that the screen starts from."""
    deja = len(list(db.session.scalars(bilans_de_ce_parcours(parcours.id).with_only_columns(Bilan.id))))
    sortie = parcours.etat is EtatParcours.SORTIE_PROPOSEE
    return type_propose(deja, sortie_proposee=sortie), bilan_suivant(aujourd_hui(), reglage("bilan_suivant_pre"))


def situations_proposees(parcours: Parcours) -> dict[str, tuple[int | None, Situation | None]]:
    """Domain -> (latest rating, how it stands): what was written at the exit, else what the ratings say."""
    toutes = _evaluations(parcours)
    ecrites = {e.domaine: (e.note, e.situation) for e in toutes if e.moment is Moment.SORTIE}
    if ecrites:
        return ecrites
    debut: dict[str, int] = {}
    fin: dict[str, int] = {}
    for e in toutes:
        if e.note is not None:
            debut.setdefault(e.domaine, e.note)
            fin[e.domaine] = e.note
    bilans = {e.domaine for e in toutes if e.moment is Moment.BILAN}
    return {code: (fin[code], situation_proposee(debut[code], fin[code])) for code in fin if code in bilans}


def veille_proposee() -> date:
    """When news would be taken of somebody who leaves today."""
    return dans_des_mois(aujourd_hui(), reglage("veille_pre"))


def terme_propose(parcours: Parcours) -> date:
    """New term of a renewal: six months after the present one, or after today."""
    return dans_des_mois(max(parcours.terme_le or aujourd_hui(), aujourd_hui()), 6)


def duree_du_parcours(parcours: Parcours) -> dict[str, Any]:
    """How long the pathway has lasted, and whether the soft ceiling is passed (pre.md §1.5)."""
    debut, plafond = parcours.debut_le, reglages()["duree_plafond_pre"]
    return {
        "mots": duree_en_mots(debut, aujourd_hui()) if debut else "",
        "plafond": plafond,
        "depasse": bool(debut and dans_des_mois(debut, plafond) <= aujourd_hui()),
    }
