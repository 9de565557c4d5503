"""Tests of reunions."""
