"""The Cité de l'Emploi: repérages, people by step, one pathway, its diagnostic, offers and exit, cohorts."""

from parcours.cite_emploi import queries
from parcours.cite_emploi.views import cohortes, diagnostic, offres, personnes, reperages, sorties, suivi
from parcours.cite_emploi.views.blueprint import bp
from parcours.parcours_individuels.rules import PAGES_D_ETAPE
from parcours.socle import dossier, fil
from parcours.socle.dossier import GesteDeFiche, Panneau
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.navigation import Entree

NAVIGATION = (
    Entree("Repérages", "cite_emploi.liste", "person-plus", Droit.REPERAGE_LIRE, 55, "/cite-emploi"),
    Entree("Emploi", "cite_emploi.personnes", "signpost-split", Droit.SUIVI_EMPLOI_LIRE, 15, "/vers-l-emploi"),
)
PAGES_D_ETAPE[Dispositif.EMPLOI] = "cite_emploi.etape"
dossier.ajouter_un_panneau(
    Panneau("cote", 5, Droit.SUIVI_EMPLOI_LIRE, "beneficiaires/_panneau_differe.html", suivi.contexte_de_la_fiche)
)
dossier.ajouter_un_geste(GesteDeFiche(10, Droit.SUIVI_EMPLOI_LIRE, queries.gestes))
fil.contribuer("etapes_emploi", "Étapes vers l’emploi", Droit.SUIVI_EMPLOI_LIRE, queries.etapes_du_fil, sur_demande=True)

__all__ = ["NAVIGATION", "bp", "cohortes", "diagnostic", "offres", "personnes", "reperages", "sorties", "suivi"]
