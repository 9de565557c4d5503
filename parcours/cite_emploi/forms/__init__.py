"""Forms of the Cité de l'Emploi."""

from parcours.cite_emploi.forms.cohortes import CohorteForm, MembresForm
from parcours.cite_emploi.forms.diagnostic import DiagnosticForm, FreinForm, avec_les_freins, nom_du_frein
from parcours.cite_emploi.forms.etapes import EtapeForm
from parcours.cite_emploi.forms.offres import OffreForm
from parcours.cite_emploi.forms.reperages import ReperageForm
from parcours.cite_emploi.forms.sorties import NouvellesForm, SortieEmploiForm

__all__ = [
    "CohorteForm",
    "DiagnosticForm",
    "EtapeForm",
    "FreinForm",
    "MembresForm",
    "NouvellesForm",
    "OffreForm",
    "ReperageForm",
    "SortieEmploiForm",
    "avec_les_freins",
    "nom_du_frein",
]
