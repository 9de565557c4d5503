"""Reading saisines: list, one saisine, checks of admissibility, what the record and the home page show."""

from parcours.saisines.queries.controles import Examen, examiner, quartiers_du_jour
from parcours.saisines.queries.detail import (
    Recit,
    complement_en_attente,
    complements_de,
    etapes_de,
    etat_effectif_de,
    invitation_de,
    liens_recents,
    recit_de,
    rencontres_de,
    valeurs_du_formulaire,
)
from parcours.saisines.queries.fiche import contexte_du_panneau, evenements_du_fil
from parcours.saisines.queries.liste import (
    AGES,
    PAR_PAGE,
    VUES,
    LigneDeListe,
    PageDeSaisines,
    Signalement,
    a_signaler,
    chercher,
)

__all__ = [
    "AGES",
    "PAR_PAGE",
    "VUES",
    "Examen",
    "LigneDeListe",
    "PageDeSaisines",
    "Recit",
    "Signalement",
    "a_signaler",
    "chercher",
    "complement_en_attente",
    "complements_de",
    "contexte_du_panneau",
    "etapes_de",
    "etat_effectif_de",
    "evenements_du_fil",
    "examiner",
    "invitation_de",
    "liens_recents",
    "quartiers_du_jour",
    "recit_de",
    "rencontres_de",
    "valeurs_du_formulaire",
]
