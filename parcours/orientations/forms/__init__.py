"""Forms of referrals."""

from parcours.orientations.forms.ecriture import OrientationForm
from parcours.orientations.forms.etapes import AcceptationForm, MotifForm, PrecisionForm, RefusForm
from parcours.orientations.forms.liste import FiltreForm, RechercheForm

__all__ = ["AcceptationForm", "FiltreForm", "MotifForm", "OrientationForm", "PrecisionForm", "RechercheForm", "RefusForm"]
