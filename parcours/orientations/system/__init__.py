"""Readings of referrals without an acting agent; each module says why."""
