"""Steps, diagnostic, offers, exits and cohorts of the Cité de l'Emploi: pure."""

from parcours.cite_emploi.rules.cohortes import SaisieCohorte
from parcours.cite_emploi.rules.diagnostic import (
    HEURES,
    HEURES_AU_PLUS,
    NUMERO_FT,
    NiveauFrein,
    SaisieDiagnostic,
    SaisieFrein,
    SaisieFreins,
    TypeDeParcours,
    contrat_avant_le,
)
from parcours.cite_emploi.rules.etapes import (
    AVEC_RAISON,
    SORTIES,
    TABLE,
    EtapeEmploi,
    SaisieEtape,
    etape_de,
    etat_vise,
    suites,
)
from parcours.cite_emploi.rules.offres import EtatOffre, SaisieOffre
from parcours.cite_emploi.rules.reperage import SaisieReperage, etat_pour_le_partenaire
from parcours.cite_emploi.rules.sorties import (
    SUIVIS,
    CategorieSortie,
    SaisieNouvelles,
    SaisieSortieEmploi,
    categorie,
    suivis_prevus,
)

__all__ = [
    "AVEC_RAISON",
    "HEURES",
    "HEURES_AU_PLUS",
    "NUMERO_FT",
    "SORTIES",
    "SUIVIS",
    "TABLE",
    "CategorieSortie",
    "EtapeEmploi",
    "EtatOffre",
    "NiveauFrein",
    "SaisieCohorte",
    "SaisieDiagnostic",
    "SaisieEtape",
    "SaisieFrein",
    "SaisieFreins",
    "SaisieNouvelles",
    "SaisieOffre",
    "SaisieReperage",
    "SaisieSortieEmploi",
    "TypeDeParcours",
    "categorie",
    "contrat_avant_le",
    "etape_de",
    "etat_pour_le_partenaire",
    "etat_vise",
    "suites",
    "suivis_prevus",
]
