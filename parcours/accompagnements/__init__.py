"""Échanges and reminders: what was done with the person."""
