"""Counting the statements that read: at most ten a page (issue 2; BEGIN, COMMIT and writes are not counted).

Use: `from tests.requetes import compteur_de_requetes` in the test module, then
`with compteur_de_requetes() as lectures: client.voir(...)` and `assert len(lectures) <= 10`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def compteur_de_requetes() -> Iterator[list[str]]:
    """Reading statements sent to the base within the block, in order."""
    lectures: list[str] = []

    def noter(_connexion: Any, _curseur: Any, instruction: str, *_reste: Any) -> None:
        if instruction.lstrip().upper().startswith(("SELECT", "WITH")):
            lectures.append(instruction)

    event.listen(Engine, "before_cursor_execute", noter)
    try:
        yield lectures
    finally:
        event.remove(Engine, "before_cursor_execute", noter)
