"""Lists, search and facts about people: everything starts from access.py."""

from parcours.beneficiaires.queries.accords import accord_confirme
from parcours.beneficiaires.queries.dossier import (
    agents_referents,
    devant,
    dossier,
    evenements_du_fil,
    gardee,
    historique,
    partenaires_par_accord,
    quartiers_constates,
    referents,
    un_dossier,
)
from parcours.beneficiaires.queries.doublons import candidats_a_la_fusion, ressemblants
from parcours.beneficiaires.queries.liste import Criteres, Options, PageDePersonnes, chercher, options_de_filtre, suggestions

__all__ = [
    "Criteres",
    "Options",
    "PageDePersonnes",
    "accord_confirme",
    "agents_referents",
    "candidats_a_la_fusion",
    "chercher",
    "devant",
    "dossier",
    "evenements_du_fil",
    "gardee",
    "historique",
    "options_de_filtre",
    "partenaires_par_accord",
    "quartiers_constates",
    "referents",
    "ressemblants",
    "suggestions",
    "un_dossier",
]
