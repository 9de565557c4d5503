"""The lists that teams edit: what each is for, and how a value is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Liste:
    """One editable list: its title, what it serves, whether it has two levels and a unit."""

    code: str
    titre: str
    aide: str
    deux_niveaux: bool = False


LISTES: dict[str, Liste] = {
    liste.code: liste
    for liste in (
        Liste("motif_saisine", "Motifs de la demande", "Pourquoi un enfant est présenté au PRE (un motif principal)."),
        Liste("aide_tentee", "Aides déjà sollicitées", "Ce que l’école et le droit commun ont déjà mis en place."),
        Liste("motif_irrecevabilite", "Demandes écartées", "Pourquoi une demande au PRE est irrecevable ou réorientée."),
        Liste("orienteur", "Qui oriente", "Qui a présenté la situation ou repéré la personne."),
        Liste("domaine_objectif", "Domaines d’objectif", "Ce que vise un objectif."),
        Liste("type_action", "Types d’action", "Ce qui est fait pour la personne, avec son unité de compte.", True),
        Liste("motif_sortie", "Motifs de sortie", "Pourquoi un parcours se termine (un seul)."),
        Liste("motif_suspension", "Motifs de suspension", "Pourquoi un parcours du PRE s’arrête un temps."),
        Liste("domaine_situation", "Domaines évalués", "Ce qui est évalué à l’entrée, à chaque bilan et à la sortie."),
        Liste("equipe_pre", "Équipe du PRE", "Fonctions comptées en équivalents temps plein dans le bilan annuel."),
        Liste("source_financement", "Financements du PRE", "Qui finance, pour le bilan annuel."),
        Liste("nature_depense", "Dépenses du PRE", "À quoi sert l’argent, pour le bilan annuel."),
        Liste("contribution_valorisee", "Contributions valorisées", "Ce qui est mis à disposition, compté à part du budget."),
        Liste("profil_pre", "Profils de difficulté (1 à 4)", "Les quatre profils de l’enquête nationale du PRE."),
        Liste("frein", "Freins à l’emploi", "Ce qui empêche de reprendre un emploi."),
        Liste("situation_emploi", "Situations face à l’emploi", "Où en est la personne au moment du diagnostic."),
        Liste("niveau_etude", "Niveaux d’études", "Le plus haut diplôme obtenu."),
        Liste("organisme_referent", "Organismes référents", "Qui suit la personne dans le réseau pour l’emploi."),
        Liste("offre_emploi", "Offres pour l’emploi", "Ce qui peut être demandé pour la personne.", True),
        Liste("sortie_emploi", "Sorties vers l’emploi", "Sorties dynamiques et autres sorties de la Cité de l’Emploi.", True),
        Liste("situation_apres_sortie", "Situations après la sortie", "Nouvelles prises à trois et à six mois."),
        Liste("lieu_sante", "Lieux de la médiation santé", "Où l’accompagnement a eu lieu."),
        Liste("besoin_sante", "Besoins en santé", "Ce que la personne cherche, jamais une maladie."),
        Liste("obstacle_sante", "Obstacles et renoncements", "Ce qui éloigne des droits ou des soins."),
        Liste("resultat_sante", "Résultats en santé", "Ce qu’a donné l’accompagnement."),
        Liste("suite_sante", "Suites en santé", "Ce qui vient après l’accompagnement."),
        Liste("motif_refus_orientation", "Refus d’orientation", "Pourquoi un partenaire n’accueille pas la personne."),
    )
}
"""Sources: pre.md §1.3 to §1.5, sante_emploi.md §1.2, §2.3, §3.7 to §3.9 and §6.4; all to be confirmed by the agglomération."""

UNITES = ("", "heures", "séances", "euros")


@dataclass(frozen=True)
class SaisieValeur:
    """A value as typed."""

    libelle: str
    rang: int
    parent: str | None = None
    unite: str | None = None
    valide_du: date | None = None
    valide_au: date | None = None


def code_depuis(libelle: str) -> str:
    """A short stable code for a new value: « Aide à la mobilité » → `aide_a_la_mobilite`."""
    sans_accent = "".join(c for c in unicodedata.normalize("NFKD", libelle.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", sans_accent).strip("_")[:70] or "valeur"


def en_vigueur(valide_du: date | None, valide_au: date | None, jour: date) -> bool:
    """True when a value is offered on that day; its last day is included."""
    return (valide_du is None or valide_du <= jour) and (valide_au is None or jour <= valide_au)
