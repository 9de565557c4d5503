"""Forms of the PRE."""
