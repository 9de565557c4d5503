"""Structures and services of the territory (data·inclusion v1 names)."""
