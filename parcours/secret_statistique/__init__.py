"""Disclosure control for counts of people: which cells to withhold, and the proof that nobody can work them out.

    from parcours.secret_statistique import Comptages, Declaration, Variable, proteger, table

    publication = proteger(declaration, comptages, registre, graine=secret)
    publication.csv("dispositif_quartier"); publication.registre; publication.rapport.texte()

Pure library: numpy and highspy only. Any SecretStatistiqueError means that nothing may be published.
"""

from .comptages import Comptages
from .declaration import UNITE, Declaration, Dimension, Poids, Table, Temps, Variable, dimension, table
from .diffusion import CellulePubliee, Publication
from .erreurs import (
    CertificatInvalide,
    ComptagesInvalides,
    DeclarationInvalide,
    ProtectionImpossible,
    RegistreIncoherent,
    SecretStatistiqueError,
    SolveurInterrompu,
)
from .moteur import VERSION, controler, proteger
from .rapport import Rapport
from .registre import Registre

__all__ = [
    "UNITE",
    "VERSION",
    "CellulePubliee",
    "CertificatInvalide",
    "Comptages",
    "ComptagesInvalides",
    "Declaration",
    "DeclarationInvalide",
    "Dimension",
    "Poids",
    "ProtectionImpossible",
    "Publication",
    "Rapport",
    "Registre",
    "RegistreIncoherent",
    "SecretStatistiqueError",
    "SolveurInterrompu",
    "Table",
    "Temps",
    "Variable",
    "controler",
    "dimension",
    "proteger",
    "table",
]
