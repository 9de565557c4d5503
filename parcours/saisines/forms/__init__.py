"""Forms of saisines."""

from parcours.saisines.forms.demande import DebutForm, DemandeForm, DemandePubliqueForm
from parcours.saisines.forms.etapes import (
    AccordDeSaisineForm,
    ComplementForm,
    IssueForm,
    RecevabiliteForm,
    RencontreForm,
    ReponseForm,
    ReponsePubliqueForm,
)
from parcours.saisines.forms.liens import InvitationForm
from parcours.saisines.forms.liste import FiltreForm

__all__ = [
    "AccordDeSaisineForm",
    "ComplementForm",
    "DebutForm",
    "DemandeForm",
    "DemandePubliqueForm",
    "FiltreForm",
    "InvitationForm",
    "IssueForm",
    "RecevabiliteForm",
    "RencontreForm",
    "ReponseForm",
    "ReponsePubliqueForm",
]
