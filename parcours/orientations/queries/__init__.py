"""Lists and follow-up of referrals: everything starts from access.py."""

from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture, structures_couvertes
from parcours.orientations.queries.detail import a_ouvrir, a_repondre, a_suivre, cotes_de, dossier_de, etapes, refus_en_mots
from parcours.orientations.queries.ecriture import a_orienter, parcours_courant, structures_orientables, structures_ouvertes
from parcours.orientations.queries.fil import du_beneficiaire, evenements_du_fil
from parcours.orientations.queries.liste import PAR_PAGE, Filtre, PageDOrientations, chercher, cotes, sans_reponse_depuis

__all__ = [
    "PAR_PAGE",
    "Filtre",
    "PageDOrientations",
    "a_orienter",
    "a_ouvrir",
    "a_repondre",
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
    "parcours_courant",
    "refus_en_mots",
    "sans_reponse_depuis",
    "structures_couvertes",
    "structures_orientables",
    "structures_ouvertes",
]
