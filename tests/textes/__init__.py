"""Tests of `parcours.textes`."""
