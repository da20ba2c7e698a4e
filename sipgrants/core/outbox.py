"""Mails and jobs as rows: written in the transaction of the change, carried out by the worker after the commit.

The rows are the only truth; the queue only carries their identifiers, and a sweep brings back what was lost on the way.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Text, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import audit, clock
from sipgrants.core.audit import Acting, canonical
from sipgrants.core.db import Record, after_commit, command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg

MOST_ATTEMPTS = 8
TASKS: dict[str, Callable[..., None]] = {}


class _Work(Record):
    """What mails and jobs have in common: when to run, how often tried, when done."""

    __abstract__ = True
    run_after: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    error: Mapped[str | None] = mapped_column(Text)


class Mail(_Work):
    """One mail to one address, rendered from templates/mail/<kind>/ in the recipient's language when it is sent."""

    __tablename__ = "mail"
    __table_args__ = (CheckConstraint("person_id is not null or address is not null", name="somebody"),)
    kind: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    address: Mapped[str | None]
    locale: Mapped[str | None]
    params_json: Mapped[str] = mapped_column(Text, default="{}")
    subject_type: Mapped[str | None]
    subject_id: Mapped[str | None] = mapped_column(index=True)
    # Waits for the reader's next daily mail.
    is_put_by: Mapped[bool] = mapped_column(default=False, index=True, sort_order=1)

    @property
    def params(self) -> dict[str, Any]:
        """Return what the template is given."""
        found: dict[str, Any] = json.loads(self.params_json)
        return found

    @property
    def message_id(self) -> str:
        """Return the fixed Message-ID: a mail sent twice after a crash is one mail to the reader."""
        return f"<{self.id}@sipgrants>"


class Job(_Work):
    """One piece of heavy work, by the name of its task; tasks are idempotent."""

    __tablename__ = "job"
    task: Mapped[str] = mapped_column(index=True)
    args_json: Mapped[str] = mapped_column(Text, default="{}")

    @property
    def args(self) -> dict[str, Any]:
        """Return the keyword arguments of the task."""
        found: dict[str, Any] = json.loads(self.args_json)
        return found


def _leave(kind: str, row: _Work) -> None:
    """Put the row with the rest of the transaction: many mails are then one statement."""
    row.id = uuid4()
    session().add(row)
    _tell(kind, row)


def _tell(kind: str, row: _Work) -> None:
    """Tell the queue after the commit; where it does not listen, the worker's sweep finds the row."""
    identifier, announce = row.id, session().info["database"].announce
    after_commit(lambda: announce(kind, identifier))


def mail(
    kind: str,
    *,
    person_id: UUID | None = None,
    address: str | None = None,
    locale: str | None = None,
    about: Any = None,
    **params: Any,
) -> Mail:
    """Put a mail into the outbox. `about` is the record it concerns; `params` are given to its template (JSON)."""
    row = Mail(kind=kind, person_id=person_id, address=address, locale=locale, params_json=canonical(params))
    if about is not None:
        row.subject_type, row.subject_id = about.subject_type, str(about.id)
    _leave("mail", row)
    return row


def job(name: str, *, after: timedelta = timedelta(0), **args: Any) -> Job:
    """Leave work for the worker: the task `name` with keyword arguments (JSON), not before `after` from now."""
    if name not in TASKS:
        raise LookupError(f"no task named {name}")
    row = Job(task=name, args_json=canonical(args), run_after=clock.now() + after)
    _leave("job", row)
    return row


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the task `name`; it runs outside any transaction and calls commands for its writes."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        TASKS[name] = function
        return function

    return register


def waiting(kind: type[Mail] | type[Job], limit: int = 200) -> list[UUID]:
    """Return the identifiers of work that is due and that nobody holds (a claim older than ten minutes is void)."""
    stale = clock.now() - timedelta(minutes=10)
    rows = session().scalars(
        select(kind.id)
        .where(kind.done_at.is_(None), kind.attempts < MOST_ATTEMPTS, kind.run_after <= clock.now())
        .where(or_(kind.claimed_at.is_(None), kind.claimed_at < stale))
        .order_by(kind.run_after, kind.created_at)
        .limit(limit)
    )
    return list(rows)


@command
def claim(row: Mail | Job) -> bool:
    """Take `row` for this worker; False where it is done or another holds it."""
    stale = clock.now() - timedelta(minutes=10)
    if row.done_at or (row.claimed_at and row.claimed_at > stale):
        return False
    row.claimed_at = clock.now()
    row.attempts += 1
    return True


@command
def finish(row: Mail | Job) -> None:
    """Note that `row` is done."""
    row.done_at, row.error = clock.now(), None


@command
def put_by(row: Mail) -> None:
    """Keep a mail for the reader's next daily one; by itself it is not sent."""
    row.done_at, row.error, row.is_put_by = clock.now(), None, True


@command
def fail(row: Mail | Job, reason: str) -> None:
    """Note what went wrong; it is tried again later, each time after twice as long."""
    row.error, row.claimed_at = reason[:2000], None
    row.run_after = clock.now() + timedelta(seconds=30 * 2**row.attempts)


def failed(kind: type[Mail] | type[Job]) -> Any:
    """Return the condition of work that was tried in vain: it is tried again, or given up after the last attempt."""
    return and_(kind.done_at.is_(None), or_(kind.error.is_not(None), kind.attempts >= MOST_ATTEMPTS))


@command
def retry(row: Mail | Job, *, by: Acting) -> None:
    """Begin anew with what failed: it is tried at once, and as often again."""
    if row.done_at is not None:
        raise Conflict(msg("This is done meanwhile."))
    row.attempts, row.claimed_at, row.run_after = 0, None, clock.now()
    name = "mail" if isinstance(row, Mail) else "job"
    audit.record("mail.retry", (name, str(row.id)), by)
    _tell(name, row)


CLOCKWORK: dict[str, Callable[[], None]] = {}


def clockwork(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what the system does by itself when its time has come (deadlines, reminders).

    It is called every few minutes inside a scope, looks for what is due with one query, calls a command for each, and does
    nothing where nothing is due; twice is harmless.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        CLOCKWORK[name] = function
        return function

    return register
