"""Pure rules of the directory: words, schema, hours, search."""

from parcours.annuaire.rules.saisie import TYPES, CriteresAnnuaire, SaisieStructure

__all__ = ["TYPES", "CriteresAnnuaire", "SaisieStructure"]
