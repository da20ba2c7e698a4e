"""Files on their way: what arrived so far of a file that is sent in parts. Kept for two days, then forgotten.

Parts are no change of anything: the record they are meant for changes, with its entry in the history, when the whole
file is there, was looked through and is attached by the same command as one that came in one piece.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import clock, files, outbox
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, command, session
from sipgrants.core.errors import Conflict, NotFound
from sipgrants.core.i18n import msg
from sipgrants.core.media import MB

LARGEST_PART = 1 * MB
KEPT = timedelta(days=2)
HELD = timedelta(hours=1)  # for so long after its last part a file that was announced keeps room for itself
DIGEST = "sha256:"


class PartialUpload(Record):
    """A file on its way to a record: whose, how large it will be, how much of it is here."""

    __tablename__ = "partial_upload"
    __table_args__ = (
        UniqueConstraint("about_type", "about_id", "person_id", "kind", "fingerprint"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("received >= 0 and received <= size", name="received"),
    )
    about_type: Mapped[str]
    about_id: Mapped[str]
    person_id: Mapped[UUID]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    fingerprint: Mapped[str]  # sha256:<hex> where the browser can say, else name, size and time of change
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    parts: Mapped[list[str]] = mapped_column(JSON, default=list)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def own(about: Any, upload_id: UUID, by: Acting) -> PartialUpload:
    """Return a person's own upload to that record; NotFound for anybody else's."""
    found = session().get(PartialUpload, upload_id)
    if found is None or (found.about_id, found.person_id) != (str(about.id), by.person_id):
        raise NotFound()
    return found


def all_own(about: Any, by: Acting) -> list[PartialUpload]:
    """Return what this person began to send to that record and did not finish, oldest first."""
    query = select(PartialUpload).where(
        PartialUpload.about_id == str(about.id), PartialUpload.person_id == by.person_id
    )
    return list(session().scalars(query.order_by(PartialUpload.created_at)))


def on_the_way(about: Any) -> int:
    """Return how many bytes are just being sent to a record, whole files counted."""
    query = select(func.coalesce(func.sum(PartialUpload.size), 0)).where(
        PartialUpload.about_type == about.subject_type,
        PartialUpload.about_id == str(about.id),
        PartialUpload.touched_at > clock.now() - HELD,
    )
    return int(session().scalar(query) or 0)


def begun(about: Any, by: Acting, kind: str, fingerprint: str) -> PartialUpload | None:
    """Return the upload of the same file for the same place by the same person, where there is one."""
    return session().scalar(
        select(PartialUpload).where(
            PartialUpload.about_type == about.subject_type,
            PartialUpload.about_id == str(about.id),
            PartialUpload.person_id == by.person_id,
            PartialUpload.kind == kind,
            PartialUpload.fingerprint == fingerprint,
        )
    )


def keep_part(upload_id: UUID, at: int, data: bytes) -> str:
    """Put a part into the store, under a name of its own content; outside a transaction."""
    name = f"{at:012d}-{hashlib.sha256(data).hexdigest()[:32]}"
    files.current().put_part(upload_id, name, data)
    return name


def add(upload: PartialUpload, *, at: int, part: str, size: int) -> None:
    """Note a part that follows what is here (inside a command that locked the upload); Conflict where it does not."""
    if at != upload.received or at + size > upload.size:
        raise Conflict(msg("This part does not follow what has arrived."))
    upload.received, upload.parts = at + size, [*upload.parts, part]
    upload.touched_at = clock.now()


def whole(upload: PartialUpload) -> bytes | None:
    """Return the whole file from its parts; None where one is missing or it is not the file that was announced."""
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
def forget(upload_id: UUID) -> None:
    """Forget an upload: attached, given up, or left alone; once more is harmless."""
    found = session().get(PartialUpload, upload_id)
    if found is not None:
        session().delete(found)


def drop(upload_id: UUID) -> None:
    """Delete the parts of an upload and forget it, in this order: a row without parts is found again, parts are not."""
    files.current().drop_parts(upload_id)
    forget(upload_id)


@outbox.clockwork("uploads.drop")
def drop_abandoned() -> None:
    """Drop what nobody went on with for two days."""
    since = clock.now() - KEPT
    for identifier in (
        session().scalars(select(PartialUpload.id).where(PartialUpload.touched_at < since)).all()
    ):
        drop(identifier)
