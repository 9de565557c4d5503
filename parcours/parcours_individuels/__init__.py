"""Pathways: states, objectives, actions, référent."""
