"""Append-only trace of reads and writes, without names."""
