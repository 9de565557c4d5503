"""Parcours: individual pathways of a city contract."""
