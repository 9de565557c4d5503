"""Lists and follow-up of referrals: everything starts from access.py."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture, structures_couvertes
from parcours.comptes.models import Agent
from parcours.nomenclatures.queries import libelles
from parcours.orientations.access import (
    etapes_de,
    orientations_du_dossier,
    orientations_envoyees,
    orientations_recues,
    orientations_visibles,
    parcours_a_orienter,
)
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import Cote, Delai, EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import compter, db
from parcours.socle.droits import Acteur, Droit, Role
from parcours.socle.fil import Evenement, Geste, Lecture
from parcours.socle.horloge import PARIS, a_paris, aujourd_hui
from parcours.socle.recherche import motifs

PAR_PAGE = 25
PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.NON_RETENU, EtatParcours.CLOS)
EN_ATTENTE = tuple(e for e in EtatOrientation if e.attend_une_reponse)


@dataclass(frozen=True)
class Filtre:
    """What the follow-up screen is reduced to."""

    cote: Cote
    etat: EtatOrientation | None = None
    delai: Delai | None = None
    page: int = 1


@dataclass(frozen=True)
class PageDOrientations:
    """One page of the follow-up screen."""

    lignes: Sequence[Orientation]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Etape:
    """One step as both sides read it."""

    libelle: str
    instant: datetime
    par: str
    texte: str | None


def _attend_depuis(jours: int, au: date) -> ColumnElement[bool]:
    """Condition: sent `jours` days before `au` or earlier, no answer yet, not history from a spreadsheet."""
    limite = datetime.combine(au - timedelta(days=jours) + timedelta(days=1), time.min, PARIS)
    return and_(
        Orientation.etat.in_(EN_ATTENTE),
        Orientation.importee.is_(False),
        or_(
            Orientation.envoyee_le < limite,
            and_(Orientation.envoyee_le.is_(None), Orientation.envoyee_jour <= au - timedelta(days=jours)),
        ),
    )


def sans_reponse_depuis(acteur: Acteur, jours: int, au: date) -> Select[Orientation]:
    """Referrals within reach that still wait for an answer on the day `au`, `jours` days after their sending or more.

    What came from a spreadsheet is left out: history raises no alert (architecture, decisions).
    """
    return orientations_envoyees(acteur).where(_attend_depuis(jours, au)).order_by(Orientation.envoyee_le, Orientation.id)


def chercher(acteur: Acteur, filtre: Filtre) -> PageDOrientations:
    """The follow-up screen: those that wait first, the oldest first; then the others, latest first."""
    requete = orientations_recues(acteur) if filtre.cote is Cote.RECEVEUR else orientations_envoyees(acteur)
    if filtre.etat is not None:
        requete = requete.where(Orientation.etat == filtre.etat)
    if filtre.delai is not None:
        requete = requete.where(_attend_depuis(int(filtre.delai.value), aujourd_hui()))
    total = compter(requete)
    pages = max(1, -(-total // PAR_PAGE))
    page = min(max(1, filtre.page), pages)
    attend = Orientation.etat.in_(EN_ATTENTE)
    lignes = db.session.scalars(
        requete.options(joinedload(Orientation.structure))
        .order_by(
            case((attend, 0), else_=1),
            case((attend, Orientation.envoyee_le)),
            Orientation.envoyee_le.desc().nulls_last(),
            Orientation.id.desc(),
        )
        .limit(PAR_PAGE)
        .offset((page - 1) * PAR_PAGE)
    )
    return PageDOrientations(list(lignes), total, page, pages)


def cotes(acteur: Acteur) -> list[Cote]:
    """Sides this person may look from: a partner receives, those who follow people send."""
    roles = [(Cote.RECEVEUR, Role.PARTENAIRE in acteur.roles), (Cote.EMETTEUR, acteur.peut(Droit.ORIENTATION_ECRIRE))]
    return [cote for cote, oui in roles if oui]


def cotes_de(acteur: Acteur, orientation: Orientation) -> list[Cote]:
    """Sides this person holds on one referral already loaded."""
    resultat = []
    if orientation.structure_id in acteur.structures_de(Role.PARTENAIRE) and orientation.etat is not EtatOrientation.BROUILLON:
        resultat.append(Cote.RECEVEUR)
    if acteur.peut(Droit.ORIENTATION_ECRIRE) and compter(orientations_envoyees(acteur).where(Orientation.id == orientation.id)):
        resultat.append(Cote.EMETTEUR)
    return resultat


def a_ouvrir(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may open, with the structure and who sent them."""
    return orientations_visibles(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def a_suivre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may act on as the sender."""
    return orientations_envoyees(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def a_repondre(acteur: Acteur) -> Select[Orientation]:
    """Referrals one may answer."""
    return orientations_recues(acteur).options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))


def etapes(orientation: Orientation) -> list[Etape]:
    """What happened to a referral, oldest first, without its drafting."""
    lignes = list(db.session.scalars(etapes_de(orientation)))
    ids = {e.agent_id for e in lignes if e.agent_id}
    agents = {a.id: a.nom_court for a in db.session.scalars(select(Agent).where(Agent.id.in_(ids)))} if ids else {}
    return [
        Etape(e.vers.libelle, e.instant, agents.get(e.agent_id, "") if e.agent_id else "", e.motif)
        for e in lignes
        if e.vers is not EtatOrientation.BROUILLON
    ]


def refus_en_mots(code: str | None) -> str:
    """Words of a reason of refusal, ended values included."""
    return libelles("motif_refus_orientation").get(code, code) if code else ""


def dossier_de(acteur: Acteur, orientation: Orientation) -> Parcours | None:
    """The pathway behind a referral, only for those within whose reach it lies."""
    return db.session.scalars(a_orienter(acteur).where(Parcours.id == orientation.parcours_id)).one_or_none()


def a_orienter(acteur: Acteur) -> Select[Parcours]:
    """Pathways from which one may refer, with the person and the contacts."""
    return parcours_a_orienter(acteur).options(contains_eager(Parcours.beneficiaire).selectinload(Beneficiaire.contacts))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The running pathway of a file, from which a referral starts."""
    requete = parcours_a_orienter(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()


def structures_orientables(recherche: str) -> list[Structure]:
    """Structures of the directory that accept referrals made here and are still open."""
    requete = select(Structure).where(
        Structure.orientable,
        or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui()),
        *(Structure.cle_recherche.like(motif) for motif in motifs(recherche)),
    )
    return list(db.session.scalars(requete.order_by(Structure.nom).limit(50)))


def structures_ouvertes() -> Select[Structure]:
    """One structure to refer to, for the loader: the directory names nobody."""
    return select(Structure).where(
        Structure.orientable, or_(Structure.valide_au.is_(None), Structure.valide_au >= aujourd_hui())
    )


def du_beneficiaire(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Orientation]:
    """Referrals of one file, latest first."""
    requete = orientations_du_dossier(acteur, beneficiaire_id)
    return list(db.session.scalars(requete.options(joinedload(Orientation.structure)).order_by(Orientation.id.desc())))


_RACONTE = {
    EtatOrientation.ACCEPTEE: ("check2-circle", "Orientation acceptée", "reussite"),
    EtatOrientation.DEMARREE: ("check2-circle", "Accompagnement démarré", "reussite"),
    EtatOrientation.REFUSEE: ("x-circle", "Orientation refusée", "attention"),
    EtatOrientation.ANNULEE: ("x-circle", "Orientation annulée", ""),
    EtatOrientation.REFUS_PERSONNE: ("x-circle", "Orientation refusée par la personne", ""),
    EtatOrientation.EXPIREE: ("hourglass-split", "Orientation expirée sans réponse", "attention"),
    EtatOrientation.SANS_SUITE: ("dash-circle", "Orientation sans suite", ""),
}


def _avec_leurs_etapes(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[tuple[Orientation, list[TransitionOrientation]]]:
    """Referrals of one file with their steps, in one statement."""
    requete = (
        orientations_du_dossier(acteur, beneficiaire_id)
        .outerjoin(TransitionOrientation, TransitionOrientation.orientation_id == Orientation.id)
        .add_columns(TransitionOrientation)
        .options(joinedload(Orientation.structure))
    )
    resultat: dict[uuid.UUID, tuple[Orientation, list[TransitionOrientation]]] = {}
    for orientation, etape in db.session.execute(requete):
        etapes_connues = resultat.setdefault(orientation.id, (orientation, []))[1]
        if etape is not None:
            etapes_connues.append(etape)
    return list(resultat.values())


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Each referral sent, then each outcome, for the timeline."""
    evenements: list[Evenement] = []
    for o, etapes_connues in lecture.une_fois(_avec_leurs_etapes):
        if o.jour_envoi is None:
            continue
        gestes = (Geste("Ouvrir l’orientation", "orientations.detail", {"orientation_id": o.id}),)
        chez, pour = o.structure.libelle, f"Pour {o.personne}" if o.contact_id else ""
        evenements.append(
            Evenement(o.jour_envoi, "send", "Orientation envoyée", chez, pour, instant=o.envoyee_le, gestes=gestes, id=o.id)
        )
        issues = [(e.vers, e.instant, e.motif) for e in etapes_connues if e.vers in _RACONTE]
        if not issues and o.etat in _RACONTE and o.repondue_le is not None:
            issues = [(o.etat, o.repondue_le, o.reponse)]
        for etat, instant, texte in issues:
            icone, quoi, ton = _RACONTE[etat]
            evenements.append(
                Evenement(a_paris(instant).date(), icone, quoi, chez, texte or "", ton, instant=instant, gestes=gestes)
            )
    return evenements


__all__ = [
    "PAR_PAGE",
    "Filtre",
    "PageDOrientations",
    "a_orienter",
    "a_ouvrir",
    "a_repondre",
    "a_suivre",
    "accord_a_completer",
    "chercher",
    "cotes",
    "cotes_de",
    "couverture",
    "dossier_de",
    "du_beneficiaire",
    "etapes",
    "evenements_du_fil",
    "parcours_courant",
    "refus_en_mots",
    "sans_reponse_depuis",
    "structures_couvertes",
    "structures_orientables",
    "structures_ouvertes",
]
