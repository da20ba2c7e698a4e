"""What was sent once is not done twice.

A page gives each of its forms a token; the first command of the request writes it down in its own transaction. Whoever got
no answer (the server was killed, the line broke, the button was pressed twice) sends the same form again: where the change
stands, nothing is done once more, and the person is led to what was made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import clock, db
from sipgrants.core.db import Base, command, session
from sipgrants.core.errors import Refused
from sipgrants.core.i18n import msg
from sipgrants.core.outbox import clockwork

KEPT = timedelta(days=2)  # a page that was open for longer is opened anew: its session has ended
_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_carried: ContextVar[str | None] = ContextVar("carried", default=None)


class FormSent(Base):
    """A form that was sent and carried out: the record that its first entry in the history is about."""

    __tablename__ = "form_sent"
    token: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    subject_type: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[str] = mapped_column(default="")


class Repeated(Refused):
    """The same form came in once more; `sent` tells when it was carried out, and what it made or changed."""

    status = 409

    def __init__(self, sent: FormSent) -> None:
        super().__init__(msg("This was done already. Nothing was done twice."))
        self.subject_type, self.subject_id, self.at = sent.subject_type, sent.subject_id, sent.at


@contextmanager
def carrying(token: str | None) -> Iterator[None]:
    """Inside, the first command that commits writes `token` down; Repeated where it stands there already."""
    before = _carried.set(token)
    try:
        yield
    finally:
        _carried.reset(before)


def carried() -> str | None:
    """Return the token that the next command writes down, or None."""
    return _carried.get()


def put_down() -> None:
    """The rest of this request belongs to the form no more: what follows (a refusal's entry) is no step of it."""
    _carried.set(None)


def _claim() -> None:
    """Take the token; at the same moment on two lines the second waits here, and is told."""
    token = _carried.get()
    if token is None:
        return
    insert = _INSERT[session().get_bind().dialect.name](FormSent)
    row = {"token": token, "at": clock.now(), "subject_type": "", "subject_id": ""}
    taken = session().execute(insert.values(row).on_conflict_do_nothing().returning(FormSent.token)).first()
    if taken is None:
        raise Repeated(session().get_one(FormSent, token))
    db.at_end(_note)
    db.after_commit(put_down)


def _note() -> None:
    """Note beside the token what the first entry is about; runs before the history is chained."""
    token, entries = _carried.get(), session().info.get("audit", [])
    if token is None or not entries:
        return
    sent = session().get_one(FormSent, token)
    sent.subject_type, sent.subject_id = entries[0]["subject_type"], entries[0]["subject_id"]
    session().flush()


db.on_lock(_claim)


@command
def forget(before: datetime) -> None:
    """Forget the forms that were sent before that moment. (No entry: it tells nothing of the programme.)"""
    session().execute(delete(FormSent).where(FormSent.at < before))


@clockwork("core.once")
def forget_old() -> None:
    """Forget what is too old to be sent again."""
    before = clock.now() - KEPT
    if session().scalar(select(FormSent.token).where(FormSent.at < before).limit(1)):
        forget(before)
