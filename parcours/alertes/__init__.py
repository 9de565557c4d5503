"""Rupture rules over what the domains below record."""
