"""Forms of the directory."""

from parcours.annuaire.forms.arrivages import ApplicationForm, ArrivageForm
from parcours.annuaire.forms.recherche import RechercheForm
from parcours.annuaire.forms.services import AjoutsServiceForm, ServiceForm
from parcours.annuaire.forms.structures import AjoutsForm, StructureForm

__all__ = [
    "AjoutsForm",
    "AjoutsServiceForm",
    "ApplicationForm",
    "ArrivageForm",
    "RechercheForm",
    "ServiceForm",
    "StructureForm",
]
