"""The known hole of the row lock: an eager join towards a partitioned table is invisible to it (architecture, second lock).

So every ORM link aimed at such a table is declared here, and none may be joined by default. A new line asks one question:
does it go from what many may read towards what few may read? If so, it must not exist.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import parcours.exploitation.modeles  # noqa: F401
from parcours.socle.base import Base

pytestmark = pytest.mark.sans_base

RACINE = Path(__file__).resolve().parents[2]

LIENS = {
    "Accord": {
        "beneficiaire": "Beneficiaire",
        "contact": "Contact",
        "portees": "PorteeAccord",
        "portees_dispositif": "PorteeDispositif",
    },
    "ActeDeMediation": {"echange": "Echange", "en_plus": "ChoixEnPlus"},
    "Action": {"parcours": "Parcours", "objectif": "Objectif", "seances": "SeanceAction"},
    "Atelier": {"seances": "SeanceAtelier"},
    "Beneficiaire": {"contacts": "Contact", "accords": "Accord", "rattachements": "Rattachement"},
    "Contact": {"beneficiaire": "Beneficiaire"},
    "Convocation": {"reunion": "Reunion"},
    "Deliberation": {"situation": "Situation", "objectifs": "ObjectifPropose", "actions": "ActionProposee"},
    "Echange": {"parcours": "Parcours", "versions": "VersionEchange"},
    "Frein": {"reperage": "Reperage"},
    "MotifDeDemande": {"parcours": "Parcours"},
    "Objectif": {"parcours": "Parcours"},
    "Orientation": {"parcours": "Parcours"},
    "Parcours": {
        "beneficiaire": "Beneficiaire",
        "objectifs": "Objectif",
        "actions": "Action",
        "motifs": "MotifDeDemande",
        "transitions": "TransitionParcours",
        "contrat": "ContratEngagement",
        "sortie": "SortieDeParcours",
        "bilans": "Bilan",
        "evaluations": "EvaluationDomaine",
    },
    "Bilan": {"parcours": "Parcours", "progres": "ProgresObjectif", "evaluations": "EvaluationDomaine"},
    "ContratEngagement": {"parcours": "Parcours"},
    "EvaluationDomaine": {"bilan": "Bilan"},
    "ProgresObjectif": {"bilan": "Bilan", "objectif": "Objectif"},
    "SortieDeParcours": {"parcours": "Parcours"},
    "Piece": {"accord": "Accord", "beneficiaire": "Beneficiaire"},
    "Scolarite": {"beneficiaire": "Beneficiaire"},
    "Participant": {"atelier": "Atelier", "parcours": "Parcours", "action": "Action"},
    "PorteeAccord": {"accord": "Accord"},
    "PorteeDispositif": {"accord": "Accord"},
    "PresenceAtelier": {"seance_action": "SeanceAction"},
    "SeanceAction": {"action": "Action"},
    "SeanceAtelier": {"atelier": "Atelier"},
    "Rappel": {"parcours": "Parcours"},
    "Rattachement": {"beneficiaire": "Beneficiaire"},
    "Reperage": {"parcours": "Parcours", "freins": "Frein"},
    "DiagnosticEmploi": {"parcours": "Parcours"},
    "FreinDiagnostic": {"parcours": "Parcours", "reponses": "ReponseAuFrein"},
    "MembreDeCohorte": {"parcours": "Parcours"},
    "MembreDeFratrie": {"beneficiaire": "Beneficiaire"},
    "OffreMobilisee": {"parcours": "Parcours"},
    "ReponseAuFrein": {"frein": "FreinDiagnostic"},
    "SortieEmploi": {"parcours": "Parcours"},
    "SuiviApresSortie": {"parcours": "Parcours"},
    "SuiviEmploi": {"parcours": "Parcours"},
    "PointAnonyme": {"reunion": "Reunion"},
    "Reunion": {"situations": "Situation", "convocations": "Convocation"},
    "SortieDeSalle": {"presence": "Presence"},
    "AideTentee": {"recit": "RecitDeSaisine"},
    "MotifDeSaisine": {"saisine": "Saisine"},
    "ProfessionnelDeSaisine": {"recit": "RecitDeSaisine"},
    "RecitDeSaisine": {"aides": "AideTentee", "professionnels": "ProfessionnelDeSaisine"},
    "Saisine": {
        "parcours": "Parcours",
        "titulaires": "TitulaireDeSaisine",
        "motifs": "MotifDeSaisine",
        "etapes": "TransitionSaisine",
    },
    "TitulaireDeSaisine": {"saisine": "Saisine"},
    "TransitionSaisine": {"saisine": "Saisine"},
    "Situation": {"reunion": "Reunion", "parcours": "Parcours"},
    "VersionEchange": {"echange": "Echange"},
}


def test_les_liens_vers_une_table_cloisonnee_sont_ceux_declares() -> None:
    trouves: dict[str, dict[str, str]] = {}
    for mapper in Base.registry.mappers:
        for lien in mapper.relationships:
            if lien.mapper.class_.__cloisonne__:
                trouves.setdefault(mapper.class_.__name__, {})[lien.key] = lien.mapper.class_.__name__
                assert lien.lazy not in {"joined", False}, f"{mapper.class_.__name__}.{lien.key} est joint d’office"
    assert trouves == LIENS


def test_aucune_table_ouverte_ne_mene_a_une_table_cloisonnee() -> None:
    ouvertes = [m.class_.__name__ for m in Base.registry.mappers if not m.class_.__cloisonne__]
    assert set(ouvertes) & set(LIENS) == set()


def test_aucune_requete_ne_joint_d_office_une_table_cloisonnee() -> None:
    """`joinedload(X.y)` is read in the source: allowed only towards open tables."""
    for source in (RACINE / "parcours").rglob("*.py"):
        for noeud in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(noeud, ast.Call) or getattr(noeud.func, "id", getattr(noeud.func, "attr", "")) != "joinedload":
                continue
            for argument in noeud.args:
                if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
                    lien = f"{argument.value.id}.{argument.attr}"
                    assert argument.attr not in LIENS.get(argument.value.id, {}), (
                        f"{source.relative_to(RACINE)} : joinedload({lien})"
                    )
