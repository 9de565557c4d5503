"""Tests of cite_emploi."""
