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
from parcours.orientations.forms.liste import FiltreForm
from parcours.orientations.forms.suivi import EnLotForm

__all__ = [
    "AcceptationForm",
    "EnLotForm",
    "FiltreForm",
    "MotifForm",
    "OrientationForm",
    "PrecisionForm",
    "Propositions",
    "RefusForm",
    "RendezVousForm",
    "ReorientationForm",
]
