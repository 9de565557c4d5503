"""The only place that asks the time: UTC for instants, Europe/Paris for days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def maintenant() -> datetime:
    """Current instant, aware, in UTC."""
    return datetime.now(UTC)


def aujourd_hui() -> date:
    """Today's date in Saint-Omer, whatever the server's own zone."""
    return maintenant().astimezone(PARIS).date()


def a_paris(instant: datetime) -> datetime:
    """The same instant on a clock in Paris."""
    return instant.astimezone(PARIS)
