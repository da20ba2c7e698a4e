"""The history: one append-only chain, each entry with the hash of the one before.

Entries are gathered while a command runs and chained as its last statements, in the same transaction. Actors and
subjects are plain identifiers: no personal data, no translated prose. The triggers that refuse changes are in
`audit_triggers.py`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import clock
from sipgrants.core.db import Base, at_end, session

GENESIS = "0" * 64
_LOCK = 7_240_018  # the advisory lock of the chain; any number that nothing else takes


class Acting(Protocol):
    """Whoever acts: a person's identifier, or None for the system."""

    @property
    def person_id(self) -> UUID | None: ...


class AuditEntry(Base):
    """One thing that happened."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)
    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    data: Mapped[str] = mapped_column(Text)
    previous: Mapped[str]
    hash: Mapped[str]

    @property
    def details(self) -> dict[str, Any]:
        """Return what was recorded beside the action."""
        found: dict[str, Any] = json.loads(self.data)
        return found


def canonical(value: object) -> str:
    """Return `value` as JSON in one agreed form: sorted keys, no spaces, UTF-8, identifiers and dates as text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _digest(entry: AuditEntry) -> str:
    parts = [entry.seq, entry.at.isoformat(), entry.actor, entry.action, entry.subject_type, entry.subject_id]
    return hashlib.sha256(canonical([*parts, entry.data, entry.previous]).encode()).hexdigest()


def record(action: str, subject: object, by: Acting, **data: Any) -> None:
    """Note that `by` did `action` to `subject`; it is chained when the command ends."""
    gathered: list[dict[str, Any]] = session().info.setdefault("audit", [])
    kind, identifier = _name(subject)
    gathered.append(
        {
            "at": clock.now(),
            "actor": str(by.person_id) if by.person_id else "system",
            "action": action,
            "subject_type": kind,
            "subject_id": identifier,
            "data": canonical(data),
        }
    )
    at_end(_chain)


def _name(subject: object) -> tuple[str, str]:
    if isinstance(subject, tuple):
        return str(subject[0]), str(subject[1])
    kind = getattr(subject, "subject_type", None) or getattr(subject, "__tablename__", type(subject).__name__)
    return str(kind), str(getattr(subject, "id", ""))


def _chain() -> None:
    current = session()
    gathered: list[dict[str, Any]] = current.info.pop("audit", [])
    if current.get_bind().dialect.name == "postgresql":
        current.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    seq, previous = head()
    for number, values in enumerate(gathered, start=seq + 1):
        entry = AuditEntry(seq=number, previous=previous, **values)
        entry.hash = previous = _digest(entry)
        current.add(entry)
    current.flush()


def head() -> tuple[int, str]:
    """Return the number of entries and the last hash (64 zeros where there are none)."""
    last = (
        session()
        .execute(select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1))
        .first()
    )
    return (last.seq, last.hash) if last else (0, GENESIS)


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: how many entries, the last hash, and the first broken entry (None where whole)."""

    count: int
    head: str
    broken: int | None


def verify() -> Verdict:
    """Recompute the whole chain."""
    count, previous = 0, GENESIS
    for entry in _entries():
        count += 1
        if entry.seq != count or entry.previous != previous or entry.hash != _digest(entry):
            return Verdict(count, previous, count)
        previous = entry.hash
    return Verdict(count, previous, None)


def _entries() -> Iterator[AuditEntry]:
    yield from session().scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=500))


def of(subject_type: str, subject_id: object) -> list[AuditEntry]:
    """Return the history of one subject, oldest first."""
    return list(
        session().scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_type == subject_type, AuditEntry.subject_id == str(subject_id))
            .order_by(AuditEntry.seq)
        )
    )


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs, as {name: [before, after]}: for commands that edit a record."""
    return {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}
