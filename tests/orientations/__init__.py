"""Tests of orientations."""
