"""A person of the Cité de l'Emploi passes from one structure to another, with their agreement."""
