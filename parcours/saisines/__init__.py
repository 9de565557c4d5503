"""Saisines of the PRE: from the draft, or the one-time form of a prescripteur, to the agreement of the family."""
