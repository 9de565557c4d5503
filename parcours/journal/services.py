"""Writing the journal: services note changes, the loader's traces arrive through the request's transaction."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from parcours.journal.models import EvenementJournal
from parcours.socle.base import Base, db
from parcours.socle.droits import Acteur

if TYPE_CHECKING:
    from parcours.socle.transaction import Trace


def noter(action: str, objet: Base, *, par: Acteur | None, detail: str | None = None) -> None:
    """Note a change of `objet`, in the same transaction as the change.

    Args:
        action: French verb (`creer`, `corriger`, `fusionner`…).
        objet: the row changed; its class must have a `__journal__` name.
        par: who did it; None for the system (import from the command line, night job).
        detail: names of the changed fields or codes; never a value about a person.
    """
    if not type(objet).__journal__:
        raise ValueError(f"{type(objet).__name__} n’a pas de nom au journal")
    db.session.add(
        EvenementJournal(
            agent_id=par.agent_id if par else None,
            action=action,
            objet=type(objet).__journal__,
            objet_id=objet.id,
            detail=detail,
        )
    )


def noter_evenement(
    action: str, objet: str, *, agent_id: uuid.UUID | None, objet_id: uuid.UUID | None = None, detail: str | None = None
) -> None:
    """Note an event that is not the change of one row (sign-in, export)."""
    db.session.add(EvenementJournal(agent_id=agent_id, action=action, objet=objet, objet_id=objet_id, detail=detail))


def ecrire_traces(traces: list[Trace], agent_id: uuid.UUID | None) -> None:
    """Write the consultation traces of one request."""
    for trace in traces:
        noter_evenement(trace.action, trace.objet, agent_id=agent_id, objet_id=trace.objet_id, detail=trace.detail)
