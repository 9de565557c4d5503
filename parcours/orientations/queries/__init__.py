"""Lists and follow-up of referrals: everything starts from access.py."""

from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture, structures_couvertes
from parcours.orientations.queries.detail import (
    a_ouvrir,
    a_repondre,
    a_rouvrir,
    a_suivre,
    cotes_de,
    dossier_de,
    etapes,
    pieces,
    refus_en_mots,
    rendez_vous,
    rendez_vous_prevu,
    suites,
)
from parcours.orientations.queries.ecriture import (
    a_orienter,
    offre,
    parcours_courant,
    piece_en_mots,
    service_demande,
    structures_conseillees,
    structures_ouvertes,
)
from parcours.orientations.queries.fil import du_beneficiaire, evenements_du_fil
from parcours.orientations.queries.liste import PAR_PAGE, Filtre, PageDOrientations, chercher, cotes, sans_reponse_depuis

__all__ = [
    "PAR_PAGE",
    "Filtre",
    "PageDOrientations",
    "a_orienter",
    "a_ouvrir",
    "a_repondre",
    "a_rouvrir",
    "a_suivre",
    "accord_a_completer",
    "chercher",
    "cotes",
    "cotes_de",
    "couverture",
    "dossier_de",
    "du_beneficiaire",
    "etapes",
    "evenements_du_fil",
    "offre",
    "parcours_courant",
    "piece_en_mots",
    "pieces",
    "refus_en_mots",
    "rendez_vous",
    "rendez_vous_prevu",
    "sans_reponse_depuis",
    "service_demande",
    "structures_conseillees",
    "structures_couvertes",
    "structures_ouvertes",
    "suites",
]
