"""Pathways of one person, and what they bring to the list and to the record."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, case, func

from parcours.beneficiaires.queries import un_dossier
from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.access import (
    motifs_de_ce_parcours,
    motifs_visibles,
    objectifs_de_ce_parcours,
    parcours_complets,
    parcours_de_la_ligne,
    parcours_visibles,
)
from parcours.parcours_individuels.models import Action, MotifDeDemande, Objectif, Parcours
from parcours.parcours_individuels.rules import (
    ACTIFS,
    OUVERTS,
    TRANSITIONS,
    VERBES,
    EtatAction,
    EtatObjectif,
    EtatParcours,
    duree_en_mots,
    etapes,
)
from parcours.socle.base import db
from parcours.socle.dossier import Geste, Lecture, Vue, Vues
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.fil import Evenement
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.typographie import date_courte

E = EtatParcours


def parcours_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Parcours]:
    """Pathways of one person, latest first, with their steps and objectives."""
    requete = parcours_complets(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    return list(db.session.scalars(requete).unique())


def motifs_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """Reasons of each pathway of one person, the main one first."""
    requete = motifs_visibles(acteur).join(MotifDeDemande.parcours).where(Parcours.beneficiaire_id == beneficiaire_id)
    motifs: dict[uuid.UUID, list[str]] = {}
    for motif in db.session.scalars(requete.order_by(MotifDeDemande.principal.desc(), MotifDeDemande.libelle)):
        motifs.setdefault(motif.parcours_id, []).append(motif.libelle)
    return motifs


def objectifs_du(parcours: Parcours) -> list[Objectif]:
    """Objectives of a loaded pathway."""
    return list(db.session.scalars(objectifs_de_ce_parcours(parcours.id).order_by(Objectif.rang, Objectif.id)))


def motifs_du(parcours: Parcours) -> list[MotifDeDemande]:
    """Reasons of a loaded pathway."""
    return list(db.session.scalars(motifs_de_ce_parcours(parcours.id)))


def courant(lecture: Lecture) -> Parcours | None:
    """The open pathway, else the latest."""
    tous = lecture.une_fois(parcours_de)
    return next((p for p in tous if p.etat in OUVERTS), tous[0] if tous else None)


def _numero_de_vue() -> ScalarSelect[Any]:
    """Tab of a person: the most present state wins when there are several pathways."""
    numero = case(
        (Parcours.etat.in_((E.EN_COURS, E.SORTIE_PROPOSEE)), 4),
        (Parcours.etat == E.SUSPENDU, 3),
        (Parcours.etat.in_((E.DEMANDE, E.A_DEMARRER)), 2),
        else_=1,
    )
    return parcours_de_la_ligne().with_only_columns(func.max(numero)).scalar_subquery()


VUES = Vues(
    (
        Vue("en-parcours", "En parcours", 4, "en parcours"),
        Vue("demandes", "Demandes", 2, "en attente"),
        Vue("suspendus", "Suspendus", 3, "en suspens"),
        Vue("sortis", "Sortis", 1, "de la file des sorties"),
    ),
    _numero_de_vue,
    sans_ligne=2,
)
"""A file without any pathway waits among the requests."""


def contexte_des_etapes(lecture: Lecture) -> dict[str, Any] | None:
    """Steps drawn under the name."""
    parcours = courant(lecture)
    if parcours is None:
        return {"etapes": [], "parcours": None}
    personne = lecture.une_fois(un_dossier)
    accord = None
    if personne is not None:
        dates = [a.donne_le for a in personne.accords if a.etat in (EtatAccord.CONFIRME, EtatAccord.REPRIS) and a.donne_le]
        accord = max(dates, default=None)
    return {"etapes": _etapes(parcours, accord), "parcours": parcours}


def _etapes(parcours: Parcours, accord: date | None) -> list[tuple[str, str, str]]:
    """(words, when, « fait » | « ici » | empty) for each step of the dispositif."""
    noms = etapes(parcours.dispositif)
    fini = parcours.etat in (E.SORTI, E.CLOS, E.NON_RETENU)
    quand: dict[str, date | None] = {
        "Saisine": parcours.demande_le,
        "Premier contact": parcours.demande_le,
        "Repérage": parcours.demande_le,
        "Accord": accord,
        "EPS": parcours.eps_le,
        "En parcours": parcours.debut_le,
        "En accompagnement": parcours.debut_le,
    }
    faits = {nom: date_courte(quand.get(nom)) for nom in noms}
    dedans = next(nom for nom in noms if nom.startswith("En "))
    fin = noms[-1]
    if parcours.debut_le and parcours.etat in ACTIFS:
        duree = duree_en_mots(parcours.debut_le, aujourd_hui())
        faits[dedans] = f"suspendu, {duree}" if parcours.etat is E.SUSPENDU else duree
    if "Bilan" in faits and parcours.prochain_bilan_le:
        faits["Bilan"] = f"prévu le {date_courte(parcours.prochain_bilan_le)}"
    if fini:
        faits[fin] = date_courte(parcours.sortie_le) or parcours.etat.libelle.lower()
    elif parcours.etat is E.SORTIE_PROPOSEE:
        faits[fin] = "proposée"
    ici = (
        fin if fini else dedans if parcours.etat in ACTIFS else next(n for n in reversed(noms) if quand.get(n) or n == noms[0])
    )
    rang = noms.index(ici)
    return [
        (nom, faits[nom], "ici" if nom == ici else "fait" if i < rang and (quand.get(nom) or i == 0) else "")
        for i, nom in enumerate(noms)
    ]


def contexte_des_objectifs(lecture: Lecture) -> dict[str, Any] | None:
    """Objectives and actions beside the timeline."""
    parcours = courant(lecture)
    if parcours is None:
        return None
    actions = list(parcours.actions)
    return {
        "parcours": parcours,
        "objectifs": sorted(parcours.objectifs, key=lambda o: (o.etat is not EtatObjectif.EN_COURS, o.rang)),
        "actions": actions,
        "par_objectif": {o.id: [a for a in actions if a.objectif_id == o.id] for o in parcours.objectifs},
        "ecrit": lecture.acteur.peut(Droit.PARCOURS_ECRIRE),
    }


def contexte_du_parcours(lecture: Lecture) -> dict[str, Any] | None:
    """Pathways, their dates and reasons, in « Situation »."""
    motifs = lecture.une_fois(motifs_de)
    return {"tous": lecture.une_fois(parcours_de), "motifs": motifs, "ecrit": lecture.acteur.peut(Droit.PARCOURS_ECRIRE)}


def gestes(lecture: Lecture) -> list[Geste]:
    """Opening a pathway, or moving it on."""
    parcours = courant(lecture)
    if parcours is None or parcours.etat not in OUVERTS:
        return [
            Geste(
                "Ouvrir un parcours",
                "parcours_individuels.ouverture",
                {"beneficiaire_id": lecture.beneficiaire_id},
                icone="signpost-split",
                principal=parcours is None,
            )
        ]
    return [Geste("Faire avancer", "parcours_individuels.etat", {"parcours_id": parcours.id}, icone="arrow-right")]


def suites_possibles(parcours: Parcours) -> list[EtatParcours]:
    """Steps the table allows from here, in the order of a pathway."""
    return [etat for etat in EtatParcours if etat in TRANSITIONS[parcours.etat]]


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Steps, objectives and actions, as the timeline tells them."""
    evenements = []
    for parcours in lecture.une_fois(parcours_de):
        for pas in parcours.transitions:
            if pas.de is E.SUSPENDU and pas.vers is E.EN_COURS:
                quoi = "Reprise du parcours"
            elif pas.vers is E.EN_COURS and parcours.dispositif is not Dispositif.PRE:
                quoi = "Début de l’accompagnement"
            else:
                quoi = VERBES[pas.vers]
            evenements.append(
                Evenement(pas.a_la_date, "signpost-split", quoi, texte=_motif(parcours, pas.motif), instant=pas.instant)
            )
        for objectif in parcours.objectifs:
            if objectif.etat is not EtatObjectif.EN_COURS and objectif.atteint_le:
                ton = "reussite" if objectif.etat is EtatObjectif.ATTEINT else ""
                quoi = f"Objectif {objectif.etat.libelle.lower()}"
                evenements.append(Evenement(objectif.atteint_le, "flag", quoi, texte=objectif.texte or "", ton=ton))
        if parcours.prochain_bilan_le and parcours.etat in ACTIFS:
            retard = parcours.prochain_bilan_le < aujourd_hui()
            evenements.append(
                Evenement(
                    parcours.prochain_bilan_le,
                    "calendar-check",
                    "Bilan à faire" if retard else "Bilan prévu",
                    ton="attention" if retard else "",
                    a_venir=True,
                    gestes=(Geste("Changer la date", "parcours_individuels.modification", {"parcours_id": parcours.id}),)
                    if lecture.acteur.peut(Droit.PARCOURS_ECRIRE)
                    else (),
                )
            )
        for action in parcours.actions:
            evenements.extend(_action(action))
    return evenements


def _motif(parcours: Parcours, motif: str | None) -> str:
    return motif.replace("_", " ").capitalize() if motif and motif == parcours.motif_sortie else motif or ""


def _action(action: Action) -> list[Evenement]:
    operateur = action.operateur.libelle if action.operateur else ""
    if action.etat is EtatAction.FAITE and action.faite_le:
        return [
            Evenement(
                action.faite_le, "clipboard-check", f"Action faite : {action.libelle}", qui=operateur, instant=action.modifie_le
            )
        ]
    if action.etat is EtatAction.NON_REALISEE:
        jour = action.faite_le or action.prevue_le or a_paris(action.modifie_le).date()
        return [Evenement(jour, "x-circle", f"Action non réalisée : {action.libelle}", qui=operateur)]
    if action.prevue_le:
        return [
            Evenement(action.prevue_le, "clipboard-check", f"Action prévue : {action.libelle}", qui=operateur, a_venir=True)
        ]
    return []


def avertir_avant_fusion(acteur: Acteur, garde: uuid.UUID, absorbe: uuid.UUID) -> list[str]:
    """Two open pathways stay both open: somebody has to close one."""
    requete = parcours_visibles(acteur).where(Parcours.beneficiaire_id.in_((garde, absorbe)), Parcours.etat.in_(OUVERTS))
    ouverts = list(db.session.scalars(requete))
    if {p.beneficiaire_id for p in ouverts} == {garde, absorbe}:
        return ["Chaque fiche a un parcours ouvert. Les deux seront gardés : il faudra clore celui qui fait double emploi."]
    return []
