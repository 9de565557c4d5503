"""Tests of comptes."""
