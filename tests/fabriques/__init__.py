"""Builders of rows for the tests: short names, sensible defaults, everything overridable."""
