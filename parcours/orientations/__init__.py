"""Referrals to partners and their answers."""
