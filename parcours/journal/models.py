"""One line per reading of a file and per change: who, when, what, on which object; never a name or a text."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DDL, String, event
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base
from parcours.socle.horloge import maintenant


class EvenementJournal(Base):
    """An append-only line: triggers refuse update and deletion on both engines (CNIL délibération 2021-122)."""

    __tablename__ = "evenement_journal"

    instant: Mapped[datetime] = mapped_column(default=maintenant, index=True)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(index=True, comment="no foreign key: the line outlives the account")
    action: Mapped[str] = mapped_column(String(60))
    objet: Mapped[str] = mapped_column(String(60))
    objet_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    detail: Mapped[str | None] = mapped_column(comment="names of fields, codes; never a value about a person")


SQLITE_AJOUT_SEUL = [
    "CREATE TRIGGER evenement_journal_sans_modification BEFORE UPDATE ON evenement_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal en ajout seul'); END",
    "CREATE TRIGGER evenement_journal_sans_suppression BEFORE DELETE ON evenement_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal en ajout seul'); END",
]
POSTGRESQL_AJOUT_SEUL = [
    "CREATE FUNCTION evenement_journal_ajout_seul() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'journal en ajout seul'; END $$",
    "CREATE TRIGGER evenement_journal_ajout_seul BEFORE UPDATE OR DELETE ON evenement_journal "
    "FOR EACH ROW EXECUTE FUNCTION evenement_journal_ajout_seul()",
]
for _instructions, _moteur in ((SQLITE_AJOUT_SEUL, "sqlite"), (POSTGRESQL_AJOUT_SEUL, "postgresql")):
    for _sql in _instructions:
        event.listen(EvenementJournal.__table__, "after_create", DDL(_sql).execute_if(dialect=_moteur))
