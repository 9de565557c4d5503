"""Forms of a pathway, its objectives, actions, contract, bilans and exit."""

from parcours.parcours_individuels.forms._notes import avec_des_notes, nom_d_objectif, nom_de_note, nom_de_situation
from parcours.parcours_individuels.forms.actions import ActionForm, ManqueeForm, SeanceForm
from parcours.parcours_individuels.forms.bilans import BilanForm
from parcours.parcours_individuels.forms.contrats import ContratForm, RenouvellementForm, SuspensionForm
from parcours.parcours_individuels.forms.objectifs import ObjectifForm
from parcours.parcours_individuels.forms.parcours import EtatForm, OuvertureForm, ParcoursForm
from parcours.parcours_individuels.forms.sorties import SortieForm, VeilleForm

__all__ = [
    "ActionForm",
    "BilanForm",
    "ContratForm",
    "EtatForm",
    "ManqueeForm",
    "ObjectifForm",
    "OuvertureForm",
    "ParcoursForm",
    "RenouvellementForm",
    "SeanceForm",
    "SortieForm",
    "SuspensionForm",
    "VeilleForm",
    "avec_des_notes",
    "nom_d_objectif",
    "nom_de_note",
    "nom_de_situation",
]
