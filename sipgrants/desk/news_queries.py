"""What changed since a person's last visit: moves that others made with records this person may read, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from sipgrants.accounts import history
from sipgrants.applications.models import Application, Partner
from sipgrants.awards.models import Award, Instalment
from sipgrants.changes.models import Change
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.desk.naming_queries import called
from sipgrants.lifecycle import events, rights, told
from sipgrants.lifecycle.actor import BOARD, OFFICE, TEAM, Actor
from sipgrants.lifecycle.process import PROCESSES
from sipgrants.meetings.models import Meeting
from sipgrants.reports.models import Report
from sipgrants.rounds.models import Round

MOST = 10
_KINDS: dict[str, type[Any]] = {
    "round": Round,
    "application": Application,
    "meeting": Meeting,
    "award": Award,
    "instalment": Instalment,
    "report": Report,
    "change": Change,
}
_OF_AWARD = (Instalment, Report, Change)
_BOARD_KINDS = ("round", "meeting")
# Only what takes a record to another state is news; a save is not.
_MOVES = frozenset(
    move.action for kind in _KINDS for move in PROCESSES[kind].moves if move.target is not None
)


@dataclass(frozen=True)
class News:
    """One thing that happened to a record."""

    at: datetime
    sentence: Message
    record: Any


def since(actor: Actor, moment: datetime | None) -> list[News]:
    """Return at most ten things that happened after `moment`; none on a first visit. A fixed number of statements."""
    if moment is None or actor.person_id is None:
        return []
    wanted = _entries(actor, moment)
    entries = list(session().scalars(wanted)) if wanted is not None else []
    records = _records(entries)
    names = history.names_of({entry.actor for entry in entries})
    found = [
        _news(entry, records[entry.subject_id], names)
        for entry in entries
        if entry.subject_id in records and _may_know(actor, entry, records[entry.subject_id])
    ]
    return found[:MOST]


def _entries(actor: Actor, moment: datetime) -> Any:
    """Twice as many as are shown, since what was not told yet falls out; None where nothing can be news to `actor`."""
    about: list[ColumnElement[bool]] = []
    if actor.has(OFFICE):
        about.append(AuditEntry.subject_type.in_(_KINDS))
    if actor.has(BOARD):
        about.append(AuditEntry.subject_type.in_(_BOARD_KINDS))
    if parties := actor.parties(TEAM):
        about.append(AuditEntry.subject_type.in_(_KINDS) & AuditEntry.subject_id.in_(_of_parties(parties)))
    if not about:
        return None
    return (
        select(AuditEntry)
        .where(AuditEntry.at > moment, AuditEntry.actor != str(actor.person_id))
        .where(AuditEntry.action.in_(_MOVES), or_(*about))
        .order_by(AuditEntry.seq.desc())
        .limit(2 * MOST)
    )


def _of_parties(parties: Iterable[str]) -> list[str]:
    """Return the identifiers of everything of these Parties, in six statements."""
    partner = select(Partner.application_id).where(Partner.party_id.in_(parties))
    own = [
        select(Application.id).where(or_(Application.party_id.in_(parties), Application.id.in_(partner))),
        select(Award.id).where(Award.party_id.in_(parties)),
        *(select(kind.id).join(Award).where(Award.party_id.in_(parties)) for kind in _OF_AWARD),
        select(Round.id),
    ]
    return [str(identifier) for wanted in own for identifier in session().scalars(wanted)]


def _records(entries: Sequence[AuditEntry]) -> dict[str, Any]:
    by_kind: dict[str, set[UUID]] = {}
    for entry in entries:
        by_kind.setdefault(entry.subject_type, set()).add(UUID(entry.subject_id))
    return {
        str(record.id): record
        for kind, identifiers in by_kind.items()
        for record in session().scalars(select(_KINDS[kind]).where(_KINDS[kind].id.in_(identifiers)))
    }


def _may_know(actor: Actor, entry: AuditEntry, record: Any) -> bool:
    if isinstance(record, Application) and entry.action in told.hidden(actor, record):
        return False
    return rights.can(actor, f"{entry.subject_type}.read", record)


def _news(entry: AuditEntry, record: Any, names: dict[str, str]) -> News:
    happened = events.sentence(entry.action, names.get(entry.actor) or msg("The system"))
    return News(entry.at, msg("%(record)s: %(what)s", record=called(record), what=happened), record)
