"""Pure rules of the directory: words, schema, hours, search."""

from parcours.annuaire.rules.saisie import (
    TYPES,
    AjoutsAuService,
    AjoutsLocaux,
    CriteresAnnuaire,
    SaisieService,
    SaisieStructure,
    a_verifier,
)

__all__ = ["TYPES", "AjoutsAuService", "AjoutsLocaux", "CriteresAnnuaire", "SaisieService", "SaisieStructure", "a_verifier"]
