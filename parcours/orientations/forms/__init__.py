"""Forms of referrals."""

from parcours.orientations.forms.ecriture import OrientationForm, Propositions
from parcours.orientations.forms.etapes import (
    AcceptationForm,
    MotifForm,
    PrecisionForm,
    RefusForm,
    RendezVousForm,
    ReorientationForm,
)
from parcours.orientations.forms.liste import FiltreForm, RechercheForm

__all__ = [
    "AcceptationForm",
    "FiltreForm",
    "MotifForm",
    "OrientationForm",
    "PrecisionForm",
    "Propositions",
    "RechercheForm",
    "RefusForm",
    "RendezVousForm",
    "ReorientationForm",
]
