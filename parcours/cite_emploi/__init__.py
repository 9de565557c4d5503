"""What only the Cité de l'Emploi has."""
