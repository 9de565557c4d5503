"""People spotted, people on the way to work, one pathway in full, cohorts."""

from parcours.cite_emploi.queries.cohortes import CohorteListee, candidats, liste_des_cohortes
from parcours.cite_emploi.queries.fiche import etapes_du_fil, gestes, parcours_montre
from parcours.cite_emploi.queries.personnes import (
    GROUPES,
    PAR_PAGE,
    PageDePersonnes,
    nouvelles_a_prendre,
    personnes_par_etape,
)
from parcours.cite_emploi.queries.reperages import PageDeReperages, PersonneReperee, a_appeler, mes_structures, reperages
from parcours.cite_emploi.queries.suivi import (
    DiagnosticEcrit,
    Suivi,
    diagnostic_ecrit,
    mots_du_diagnostic,
    reponses_possibles,
    sortie_ecrite,
    suivi_complet,
)

__all__ = [
    "GROUPES",
    "PAR_PAGE",
    "CohorteListee",
    "DiagnosticEcrit",
    "PageDePersonnes",
    "PageDeReperages",
    "PersonneReperee",
    "Suivi",
    "a_appeler",
    "candidats",
    "diagnostic_ecrit",
    "etapes_du_fil",
    "gestes",
    "liste_des_cohortes",
    "mes_structures",
    "mots_du_diagnostic",
    "nouvelles_a_prendre",
    "parcours_montre",
    "personnes_par_etape",
    "reperages",
    "reponses_possibles",
    "sortie_ecrite",
    "suivi_complet",
]
