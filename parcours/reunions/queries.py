"""Agendas, sheets and members: everything starts from access.py."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func
from sqlalchemy.orm import contains_eager, joinedload

from parcours.beneficiaires.access import beneficiaires_visibles, du_dossier
from parcours.beneficiaires.models import Accord, Beneficiaire
from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture
from parcours.beneficiaires.rules import Couverture, EtatAccord, couverture_selon
from parcours.comptes.models import Agent
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatObjectif, EtatParcours
from parcours.reunions.access import (
    convocations_de,
    debut_de_journee,
    inscriptions_visibles,
    membres_a_convoquer,
    reunions_visibles,
    situations_visibles,
)
from parcours.reunions.models import Convocation, Reunion, Situation
from parcours.reunions.rules import Decision, MotifInscription, charte_valide
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.fil import Evenement, Geste, Lecture
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs
from parcours.socle.typographie import age_en_annees

AU_PLUS = 50
"""Past meetings shown at once: four years of monthly ones."""
PROPOSES = 20
PARCOURS_FINIS = (EtatParcours.SORTI, EtatParcours.NON_RETENU, EtatParcours.CLOS)


@dataclass(frozen=True)
class LigneReunion:
    """One meeting of the list, with how many situations of it one may read."""

    reunion: Reunion
    situations: int


@dataclass(frozen=True)
class LigneAgenda:
    """One line of an agenda: identity and order; the decision only for those who read the sheet."""

    id: uuid.UUID
    rang: int
    beneficiaire_id: uuid.UUID
    parcours_id: uuid.UUID
    nom: str
    naissance: date | None
    motif: MotifInscription
    decision: Decision | None
    fiche: bool
    dossier: bool


@dataclass(frozen=True)
class FicheDeSituation:
    """The one-page sheet: what a member needs, and nothing else of the file (pre.md §3.2)."""

    nom: str
    age: int | None
    classe: str | None
    ecole: str | None
    motifs: tuple[str, ...]
    objectifs: tuple[str, ...]


@dataclass(frozen=True)
class Membre:
    """A member of the EPS, and whether they may be convened."""

    agent: Agent
    structure: str
    charte_signee_le: date | None
    charte_valide: bool


@dataclass(frozen=True)
class Candidat:
    """A child that may be put on an agenda, and what the agreement says."""

    parcours: Parcours
    couverture: Couverture
    inscrit: bool


def reunions(acteur: Acteur, *, passees: bool) -> list[LigneReunion]:
    """Coming meetings (soonest first) or past ones (latest first); today's are coming."""
    minuit = debut_de_journee(aujourd_hui())
    requete = reunions_visibles(acteur)
    if passees:
        requete = requete.where(Reunion.debut < minuit).order_by(Reunion.debut.desc()).limit(AU_PLUS)
    else:
        requete = requete.where(Reunion.debut >= minuit).order_by(Reunion.debut)
    lignes = list(db.session.scalars(requete))
    nombres: dict[uuid.UUID, int] = {}
    if lignes:
        comptes = (
            inscriptions_visibles(acteur)
            .where(Situation.reunion_id.in_([r.id for r in lignes]))
            .with_only_columns(Situation.reunion_id, func.count())
            .group_by(Situation.reunion_id)
        )
        nombres = {reunion_id: nombre for reunion_id, nombre in db.session.execute(comptes)}
    return [LigneReunion(reunion, nombres.get(reunion.id, 0)) for reunion in lignes]


def _avec_la_personne(requete: Select[Situation]) -> Select[Situation]:
    return requete.options(
        contains_eager(Situation.reunion), contains_eager(Situation.parcours).contains_eager(Parcours.beneficiaire)
    )


def _dossiers_ouverts(acteur: Acteur, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these files may be opened by name."""
    if not ids or not acteur.peut(Droit.BENEFICIAIRE_LIRE):
        return set()
    return set(
        db.session.scalars(beneficiaires_visibles(acteur).where(Beneficiaire.id.in_(ids)).with_only_columns(Beneficiaire.id))
    )


def ordre_du_jour(acteur: Acteur, reunion: Reunion) -> list[LigneAgenda]:
    """The agenda as this person may read it."""
    requete = inscriptions_visibles(acteur).where(Situation.reunion_id == reunion.id).order_by(Situation.rang, Situation.id)
    situations = list(db.session.scalars(_avec_la_personne(requete)))
    lisibles = set(
        db.session.scalars(
            situations_visibles(acteur).where(Situation.reunion_id == reunion.id).with_only_columns(Situation.id)
        )
    )
    ouverts = _dossiers_ouverts(acteur, [s.parcours.beneficiaire_id for s in situations])
    return [_ligne(s, fiche=s.id in lisibles, dossier=s.parcours.beneficiaire_id in ouverts) for s in situations]


def _ligne(situation: Situation, *, fiche: bool, dossier: bool) -> LigneAgenda:
    personne = situation.parcours.beneficiaire
    return LigneAgenda(
        id=situation.id,
        rang=situation.rang,
        beneficiaire_id=personne.id,
        parcours_id=situation.parcours_id,
        nom=personne.nom_affiche,
        naissance=personne.date_naissance,
        motif=situation.motif,
        decision=situation.decision if fiche else None,
        fiche=fiche,
        dossier=dossier,
    )


def situations_a_ouvrir(acteur: Acteur) -> Select[Situation]:
    """Situations whose sheet one may open, with what the sheet shows."""
    return _avec_la_personne(situations_visibles(acteur)).options(
        contains_eager(Situation.parcours).contains_eager(Parcours.beneficiaire).joinedload(Beneficiaire.etablissement),
        contains_eager(Situation.parcours).selectinload(Parcours.objectifs),
        contains_eager(Situation.parcours).selectinload(Parcours.motifs),
    )


def fiche(situation: Situation) -> FicheDeSituation:
    """The sheet of a situation already loaded."""
    parcours, personne = situation.parcours, situation.parcours.beneficiaire
    return FicheDeSituation(
        nom=personne.nom_affiche,
        age=age_en_annees(personne.date_naissance),
        classe=personne.classe,
        ecole=personne.etablissement.nom if personne.etablissement else None,
        motifs=tuple(m.libelle for m in parcours.motifs),
        objectifs=tuple(o.texte or "" for o in parcours.objectifs if o.etat is EtatObjectif.EN_COURS),
    )


def dossier_ouvert(acteur: Acteur, situation: Situation) -> bool:
    """True when this person may also open the record of the child."""
    return bool(_dossiers_ouverts(acteur, [situation.parcours.beneficiaire_id]))


def voisines(acteur: Acteur, situation: Situation) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Situations before and after this one, to go through a meeting without coming back to the list."""
    ids = list(
        db.session.scalars(
            situations_visibles(acteur)
            .where(Situation.reunion_id == situation.reunion_id)
            .order_by(Situation.rang, Situation.id)
            .with_only_columns(Situation.id)
        )
    )
    place = ids.index(situation.id)
    return (ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None)


def membres(jour: date) -> list[Membre]:
    """Members of the EPS in function, once each, those whose charter is in force first."""
    connus: dict[uuid.UUID, Membre] = {}
    for agent, h in db.session.execute(membres_a_convoquer(jour)):
        chez = h.structure.libelle if h.structure is not None else ""
        membre = Membre(agent, chez, h.charte_signee_le, charte_valide(h.charte_signee_le, jour))
        if agent.id not in connus or (membre.charte_valide and not connus[agent.id].charte_valide):
            connus[agent.id] = membre
    return sorted(connus.values(), key=lambda m: not m.charte_valide)


def convoques(reunion: Reunion) -> list[Agent]:
    """Members convened to a meeting."""
    requete = convocations_de(reunion).options(joinedload(Convocation.agent))
    return sorted((c.agent for c in db.session.scalars(requete)), key=lambda a: (a.nom, a.prenom))


def candidats(acteur: Acteur, reunion: Reunion, recherche: str) -> list[Candidat]:
    """Children within reach that answer to the words typed, those in a running pathway only."""
    requete = parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE)).where(
        Parcours.dispositif == reunion.dispositif,
        Parcours.etat.not_in(PARCOURS_FINIS),
        *(Beneficiaire.cle_recherche.like(motif) for motif in motifs(recherche)),
    )
    trouves = list(
        db.session.scalars(
            requete.options(contains_eager(Parcours.beneficiaire))
            .order_by(case((Parcours.etat == EtatParcours.DEMANDE, 0), else_=1), Beneficiaire.cle_tri)
            .limit(PROPOSES)
        )
    )
    accords: dict[uuid.UUID, list[Accord]] = {}
    for accord in db.session.scalars(
        du_dossier(Accord, acteur).where(Accord.beneficiaire_id.in_([p.beneficiaire_id for p in trouves]))
    ):
        accords.setdefault(accord.beneficiaire_id, []).append(accord)
    inscrits = set(
        db.session.scalars(
            inscriptions_visibles(acteur).where(Situation.reunion_id == reunion.id).with_only_columns(Situation.parcours_id)
        )
    )
    return [Candidat(p, _couverture_eps(accords.get(p.beneficiaire_id, [])), p.id in inscrits) for p in trouves]


def _couverture_eps(accords: list[Accord]) -> Couverture:
    if any(a.etat is EtatAccord.CONFIRME and a.portee_eps for a in accords):
        return Couverture.CONFIRMEE
    return couverture_selon({a.etat for a in accords})


def choix_de_reunions(acteur: Acteur, parcours: Parcours) -> list[tuple[str, str]]:
    """Coming meetings where this pathway may be discussed: (id, words)."""
    minuit = debut_de_journee(aujourd_hui())
    requete = (
        reunions_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .where(Reunion.debut >= minuit, Reunion.dispositif == parcours.dispositif)
        .order_by(Reunion.debut)
    )
    return [(str(r.id), r.titre) for r in db.session.scalars(requete)]


def du_beneficiaire(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[tuple[Situation, bool]]:
    """Passages of one child in EPS, latest first, and whether the sheet may be read."""
    requete = (
        _avec_la_personne(inscriptions_visibles(acteur))
        .where(Parcours.beneficiaire_id == beneficiaire_id)
        .order_by(Reunion.debut.desc())
    )
    situations = list(db.session.scalars(requete))
    lisible = acteur.peut(Droit.SITUATION_LIRE)
    return [(s, lisible) for s in situations]


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Meetings to come and decisions, for the timeline (readers of the sheet only)."""
    jour = aujourd_hui()
    evenements = []
    for situation, lisible in lecture.une_fois(du_beneficiaire):
        if not lisible:
            continue
        reunion, decision = situation.reunion, situation.decision
        evenements.append(
            Evenement(
                reunion.jour,
                "people",
                f"{reunion.type.libelle} : {decision.libelle.lower()}"
                if decision
                else f"{reunion.type.libelle}, {situation.motif.libelle.lower()}",
                texte=situation.raison or "",
                a_venir=reunion.jour > jour,
                instant=situation.decidee_le,
                visible_de="l’équipe PRE",
                gestes=(Geste("Ouvrir la situation", "reunions.situation", {"situation_id": situation.id}),),
                id=situation.id,
            )
        )
    return evenements


def parcours_a_inscrire(acteur: Acteur) -> Select[Parcours]:
    """Pathways that may be put on an agenda."""
    return parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE)).options(contains_eager(Parcours.beneficiaire))


def reunions_a_preparer(acteur: Acteur) -> Select[Reunion]:
    """Meetings one may organise."""
    return reunions_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))


def situations_a_preparer(acteur: Acteur) -> Select[Situation]:
    """Lines of the agendas one may organise, with the person."""
    return situations_a_ouvrir(acteur.au_titre_de(Droit.REUNION_ECRIRE))


def parcours_courant(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Parcours | None:
    """The pathway of a file that may be discussed: running ones only, latest first."""
    requete = parcours_a_inscrire(acteur).where(
        Parcours.beneficiaire_id == beneficiaire_id, Parcours.etat.not_in(PARCOURS_FINIS)
    )
    return db.session.scalars(requete.order_by(Parcours.cree_le.desc()).limit(1)).first()


def choix_de_membres(reunion: Reunion) -> list[tuple[str, str]]:
    """Members who may be convened: (id, name and institution); those already convened stay in the list."""
    possibles = [
        (str(m.agent.id), f"{m.agent.nom_complet}, {m.structure}" if m.structure else m.agent.nom_complet)
        for m in membres(aujourd_hui())
        if m.charte_valide
    ]
    connus = {code for code, _ in possibles}
    return possibles + [(str(a.id), a.nom_complet) for a in convoques(reunion) if str(a.id) not in connus]


__all__ = [
    "accord_a_completer",
    "candidats",
    "choix_de_membres",
    "choix_de_reunions",
    "convoques",
    "couverture",
    "dossier_ouvert",
    "du_beneficiaire",
    "evenements_du_fil",
    "fiche",
    "membres",
    "ordre_du_jour",
    "parcours_a_inscrire",
    "parcours_courant",
    "reunions",
    "reunions_a_preparer",
    "situations_a_ouvrir",
    "situations_a_preparer",
    "voisines",
]
