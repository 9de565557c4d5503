"""Tests of `parcours.actions_collectives`."""
