"""Verbs of the PRE: a new school year, a hand-over."""
