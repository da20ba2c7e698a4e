"""Files on their way: what arrived so far of a file that is sent in parts. Kept for two days, then forgotten.

Parts are no change of anything: the record they are meant for changes, with its entry in the history, when the form is sent
that takes the file, by the same command as one that came in one piece. Who may send that form is for the edge to say: it
hands in `ask`, which raises the refusal and runs in the transaction, after the lock of the record: for an upload that is
announced before it has an identifier, then for each part of it.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import clock, files, outbox
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, command, session
from sipgrants.core.errors import Conflict, Invalid, NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.media import ANY, MB, plain_name, too_large

LARGEST_PART = 1 * MB
MOST_OF_ONE = 1000 * MB  # of one person at a time: nobody fills the store by what is on its way
KEPT = timedelta(days=2)
KEPT_WHEN_SENT = timedelta(
    hours=12
)  # as long as a session: whoever mends the form need not send the file again
HELD = timedelta(hours=1)  # for so long after its last part a file that was announced keeps room for itself
DIGEST = "sha256:"
_SAME = ("about_type", "about_id", "person_id", "form", "kind", "fingerprint")  # of one file for one place
Ask = Callable[["PartialUpload"], None]


class PartialUpload(Record):
    """A file on its way to a form about a record (or about none: ""): whose, how large it will be, how much is here.

    `form` is the endpoint that takes it, `kind` what the form says the file is, where it asks for that.
    """

    __tablename__ = "partial_upload"
    __table_args__ = (
        UniqueConstraint(*_SAME, name="uq_partial_upload_same_file"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("received >= 0 and received <= size", name="received"),
    )
    about_type: Mapped[str]
    about_id: Mapped[str]
    person_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str]  # sha256:<hex> where the browser can say, else name, size and time of change
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    parts: Mapped[list[str]] = mapped_column(JSON, default=list)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    form: Mapped[str]
    sent_at: Mapped[
        datetime | None
    ]  # its form was sent: it holds no room, and waits in case the form is sent again


def own(upload_id: UUID, by: Acting) -> PartialUpload:
    """Return a person's own upload; NotFound for anybody else's."""
    found = session().get(PartialUpload, upload_id)
    if found is None or found.person_id != by.person_id:
        raise NotFound()
    return found


def unfinished(about: Any, by: Acting) -> list[PartialUpload]:
    """Return what this person began to send to that record and whose form was not sent, oldest first."""
    query = select(PartialUpload).where(
        PartialUpload.about_id == str(about.id),
        PartialUpload.person_id == by.person_id,
        PartialUpload.sent_at.is_(None),
    )
    return list(session().scalars(query.order_by(PartialUpload.created_at)))


def on_the_way(about: Any, form: str) -> int:
    """Return how many bytes are just being sent to a form about a record, whole files counted."""
    query = select(func.coalesce(func.sum(PartialUpload.size), 0)).where(
        PartialUpload.about_type == about.__tablename__,
        PartialUpload.about_id == str(about.id),
        PartialUpload.form == form,
        PartialUpload.touched_at > clock.now() - HELD,
        PartialUpload.sent_at.is_(None),
    )
    return int(session().scalar(query) or 0)


@command
def begin(
    about: Any, *, by: Acting, ask: Ask, form: str, kind: str, name: str, size: int, fingerprint: str
) -> PartialUpload:
    """Announce a file: room is held for it, and what arrives is added to it. The same file goes on where it stopped."""
    row = PartialUpload(
        about_type=about.__tablename__ if about is not None else "",
        about_id=str(about.id) if about is not None else "",
        person_id=by.person_id,
        form=form,
        kind=kind,
        name=plain_name(name),
        size=size,
        fingerprint=fingerprint[:300],
    )
    require(_problems(row))
    known = _begun(row)
    ask(known or row)
    if known is not None and known.size == size:
        known.touched_at, known.sent_at = clock.now(), None
        return known
    session().add(row)
    session().flush()
    return row


def _begun(wanted: PartialUpload) -> PartialUpload | None:
    """Return the upload of the same file for the same place by the same person, where there is one."""
    return session().scalar(
        select(PartialUpload).filter_by(**{name: getattr(wanted, name) for name in _SAME})
    )


def _problems(wanted: PartialUpload) -> list[Problem]:
    if wanted.size <= 0:
        return [Problem("file", msg("The file is empty."))]
    if wanted.size > ANY.largest:
        return [Problem("file", too_large())]
    held = select(func.coalesce(func.sum(PartialUpload.size), 0)).where(
        PartialUpload.person_id == wanted.person_id
    )
    if (session().scalar(held) or 0) + wanted.size > MOST_OF_ONE:
        return [
            Problem("file", msg("Too much of yours is on its way: wait some hours, or discard some of it."))
        ]
    return []


def take(about: Any, *, by: Acting, ask: Ask, upload_id: UUID, at: int, data: bytes) -> int:
    """Keep a part outside any transaction, then add it; returns how much of the file has arrived."""
    row = own(upload_id, by)
    ask(row)
    if at != row.received:
        return row.received
    part = _keep_part(row.id, at, data)
    return _add(about, row, ask=ask, at=at, part=part, size=len(data))


@command
def _add(about: Any, row: PartialUpload, *, ask: Ask, at: int, part: str, size: int) -> int:
    session().refresh(row, with_for_update=True)
    ask(row)
    if at == row.received:  # else another connection was faster with the same part
        if at + size > row.size:
            raise Conflict(msg("This part does not follow what has arrived."))
        row.received, row.parts = at + size, [*row.parts, part]
        row.touched_at = clock.now()
    return row.received


def _keep_part(upload_id: UUID, at: int, data: bytes) -> str:
    name = f"{at:012d}-{hashlib.sha256(data).hexdigest()[:32]}"
    files.current().put_part(upload_id, name, data)
    return name


def whole(upload: PartialUpload) -> bytes:
    """Return the whole file from its parts; Invalid, and forgotten, where it is not the one that was announced."""
    if upload.received < upload.size:
        raise Invalid([Problem("file", msg("The file has not arrived as a whole yet: choose it once more."))])
    data = _joined(upload)
    if data is None:
        drop(upload.id)
        raise Invalid([Problem("file", msg("The file changed on its way: choose it once more."))])
    return data


def _joined(upload: PartialUpload) -> bytes | None:
    store = files.current()
    try:
        data = b"".join(store.part(upload.id, name) for name in upload.parts)
    except FileNotFoundError:
        return None
    is_same = not upload.fingerprint.startswith(DIGEST) or upload.fingerprint == (
        DIGEST + hashlib.sha256(data).hexdigest()
    )
    return data if is_same and len(data) == upload.size else None


@command
def note_sent(upload_ids: list[UUID]) -> None:
    """Note that the form of these uploads was sent, taken or refused: they hold no room any more."""
    for row in session().scalars(select(PartialUpload).where(PartialUpload.id.in_(upload_ids))):
        row.sent_at = clock.now()


@command
def forget(upload_id: UUID) -> None:
    """Forget an upload: sent with its form, given up, or left alone; once more is harmless."""
    found = session().get(PartialUpload, upload_id)
    if found is not None:
        session().delete(found)


def drop(upload_id: UUID) -> None:
    """Delete the parts of an upload and forget it, in this order: a row without parts is found again, parts are not."""
    files.current().drop_parts(upload_id)
    forget(upload_id)


@outbox.clockwork("uploads.drop")
def drop_abandoned() -> None:
    """Drop what nobody went on with for two days, and what was sent with its form half a day ago."""
    now = clock.now()
    is_old = or_(PartialUpload.touched_at < now - KEPT, PartialUpload.sent_at < now - KEPT_WHEN_SENT)
    for identifier in session().scalars(select(PartialUpload.id).where(is_old)).all():
        drop(identifier)
