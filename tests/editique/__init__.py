"""Tests of `parcours.editique`."""
