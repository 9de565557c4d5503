"""Disclosure control: known instances, known traps, sabotage, attacks."""
