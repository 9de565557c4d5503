"""Workshops: several people at once, attendance entered once for the group."""
