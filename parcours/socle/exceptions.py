"""Errors of the domain: a rule of the trade refuses the act, in a sentence shown as it stands."""

from __future__ import annotations


class ErreurDuDomaine(Exception):
    """A rule of the trade refuses the act (answered 422)."""


class TransitionRefusee(ErreurDuDomaine):
    """The declared table of states does not allow this step."""


class ConflitDeVersion(ErreurDuDomaine):
    """Somebody saved the row since the form was opened (answered 409)."""
