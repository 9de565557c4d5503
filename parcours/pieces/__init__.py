"""Scanned agreements and other pieces of a file: checked, sealed, given back only as a download."""
