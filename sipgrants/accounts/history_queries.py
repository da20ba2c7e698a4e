"""What happened to a record, in plain sentences, newest first: two statements, whoever took part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts.models import Person
from sipgrants.core import audit
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels


@dataclass(frozen=True)
class Happened:
    """One line of a timeline: when, what in words, and who (None where the reader is not told)."""

    at: datetime
    sentence: Message
    who: Message | str | None


def timeline(subject: Any, *, names: bool = True, quiet: frozenset[str] = frozenset()) -> list[Happened]:
    """Return the history of `subject`; `names`: whether the reader sees who did it; `quiet`: actions left out."""
    entries = [one for one in audit.of(subject.subject_type, subject.id) if one.action not in quiet]
    known = _names({entry.actor for entry in entries}) if names else {}
    return [Happened(one.at, _sentence(one), _who(one, known, names)) for one in reversed(entries)]


def _names(actors: set[str]) -> dict[str, str]:
    wanted = [UUID(actor) for actor in actors if actor != "system"]
    if not wanted:
        return {}
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {str(identifier): name for identifier, name in rows}


def _sentence(entry: AuditEntry) -> Message:
    details = entry.details
    step = details.get("step")
    word = labels.action(step or entry.action)
    said = (
        msg("%(what)s: a second person is asked", what=word)
        if step and entry.action == "proposal.ask"
        else word
    )
    reason = details.get("reason")
    return msg("%(what)s. %(reason)s", what=said, reason=reason) if reason else said


def _who(entry: AuditEntry, known: dict[str, str], names: bool) -> Message | str | None:
    if entry.actor == "system":
        return msg("the system")
    return known.get(entry.actor) if names else None
