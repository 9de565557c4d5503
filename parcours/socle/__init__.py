"""Foundations shared by every domain; no domain knowledge."""
