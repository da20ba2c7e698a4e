"""The history of a record as people read it: who did what, when; names are looked up in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from sipgrants.accounts.models import Person
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import countersign, events


@dataclass(frozen=True)
class Event:
    """One entry of a timeline: `text` is a sentence, `reason` what the person wrote."""

    at: datetime
    text: Message
    reason: str
    details: dict[str, Any]


def timeline(*records: object, without: Iterable[str] = ()) -> list[Event]:
    """Return what happened to the records, newest first, in two statements; `without` names actions to leave out."""
    entries = list(session().scalars(_entries(records)))
    names = names_of({entry.actor for entry in entries})
    left_out = frozenset(without)
    return [_event(entry, names) for entry in entries if entry.action not in left_out]


def _entries(records: tuple[object, ...]) -> Any:
    named = [
        (AuditEntry.subject_type == countersign.kind_of(record))
        & (AuditEntry.subject_id == str(getattr(record, "id", "")))
        for record in records
    ]
    return select(AuditEntry).where(or_(*named)).order_by(AuditEntry.seq.desc())


def _event(entry: AuditEntry, names: dict[str, str]) -> Event:
    who = names.get(entry.actor) or msg("The system")
    details = entry.details
    return Event(entry.at, events.sentence(entry.action, who), str(details.get("reason", "")), details)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of the people with those identifiers (as text), in one statement."""
    wanted = [UUID(actor) for actor in actors if actor not in ("system", "")]
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {str(identifier): name for identifier, name in rows}
