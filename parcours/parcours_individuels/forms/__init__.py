"""Forms of a pathway."""

from parcours.parcours_individuels.forms.actions import ActionForm
from parcours.parcours_individuels.forms.objectifs import ObjectifForm
from parcours.parcours_individuels.forms.parcours import EtatForm, OuvertureForm, ParcoursForm

__all__ = ["ActionForm", "EtatForm", "ObjectifForm", "OuvertureForm", "ParcoursForm"]
