"""Multidisciplinary meetings: agenda and decisions."""
