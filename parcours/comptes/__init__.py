"""Agents, habilitations, sessions."""
