"""Pathways of one person, and what they bring to the list and to the record."""

from parcours.parcours_individuels.queries.actions import (
    LIEN_DU_GROUPE,
    BilanDesActions,
    TotalDeLEnfant,
    avancement_de,
    bilan_des_actions,
    contexte_des_actions,
    groupe_de,
    seances_de_l_action,
    total_de_l_enfant,
)
from parcours.parcours_individuels.queries.bilans import (
    bilan_propose,
    contrat_du,
    domaines_a_evaluer,
    duree_du_parcours,
    notes_d_entree,
    notes_du_bilan,
    objectifs_du_bilan,
    progres_du_bilan,
    situations_proposees,
    sortie_du,
    terme_propose,
    veille_proposee,
)
from parcours.parcours_individuels.queries.fiche import VUES, contexte_des_etapes, contexte_du_parcours, gestes
from parcours.parcours_individuels.queries.fil import evenements_du_fil
from parcours.parcours_individuels.queries.objectifs import contexte_des_objectifs, objectifs_du
from parcours.parcours_individuels.queries.parcours import (
    avertir_avant_fusion,
    courant,
    motifs_de,
    motifs_du,
    parcours_de,
    suites_possibles,
)
from parcours.parcours_individuels.queries.suivi_pre import bilans_du_fil, contexte_des_bilans, gestes_du_pre

__all__ = [
    "LIEN_DU_GROUPE",
    "VUES",
    "BilanDesActions",
    "TotalDeLEnfant",
    "avancement_de",
    "avertir_avant_fusion",
    "bilan_des_actions",
    "bilan_propose",
    "bilans_du_fil",
    "contexte_des_actions",
    "contexte_des_bilans",
    "contexte_des_etapes",
    "contexte_des_objectifs",
    "contexte_du_parcours",
    "contrat_du",
    "courant",
    "domaines_a_evaluer",
    "duree_du_parcours",
    "evenements_du_fil",
    "gestes",
    "gestes_du_pre",
    "groupe_de",
    "motifs_de",
    "motifs_du",
    "notes_d_entree",
    "notes_du_bilan",
    "objectifs_du",
    "objectifs_du_bilan",
    "parcours_de",
    "progres_du_bilan",
    "seances_de_l_action",
    "situations_proposees",
    "sortie_du",
    "suites_possibles",
    "terme_propose",
    "total_de_l_enfant",
    "veille_proposee",
]
