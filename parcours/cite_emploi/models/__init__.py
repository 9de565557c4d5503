"""What only the Cité de l'Emploi records."""

from parcours.cite_emploi.models.cohortes import Cohorte, MembreDeCohorte
from parcours.cite_emploi.models.diagnostic import DiagnosticEmploi, FreinDiagnostic, ReponseAuFrein
from parcours.cite_emploi.models.reperages import Frein, Reperage
from parcours.cite_emploi.models.sorties import SortieEmploi, SuiviApresSortie
from parcours.cite_emploi.models.suivi import OffreMobilisee, PasEmploi, SuiviEmploi

__all__ = [
    "Cohorte",
    "DiagnosticEmploi",
    "Frein",
    "FreinDiagnostic",
    "MembreDeCohorte",
    "OffreMobilisee",
    "PasEmploi",
    "Reperage",
    "ReponseAuFrein",
    "SortieEmploi",
    "SuiviApresSortie",
    "SuiviEmploi",
]
