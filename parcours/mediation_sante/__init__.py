"""What only the médiation santé has."""
