"""Counts, masked before they leave."""
