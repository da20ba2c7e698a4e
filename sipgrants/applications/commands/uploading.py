"""Files that are sent in parts: announced, so that nobody sends 20 MB in vain; part after part; attached when whole."""

from uuid import UUID

from sipgrants.applications import queries
from sipgrants.applications.commands.drafting import demand_open
from sipgrants.applications.commands.filing import full, section_of, too_much, upload
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import clock, db, partial
from sipgrants.core.db import command, session
from sipgrants.core.errors import Invalid, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.media import ANY, plain_name, too_large
from sipgrants.core.partial import PartialUpload
from sipgrants.lifecycle.actor import Actor


@command
def begin_upload(
    application: Application, *, by: Actor, kind: str, name: str, size: int, fingerprint: str, note: str = ""
) -> PartialUpload:
    """Announce a file: room is held for it, and what arrives is added to it. The same file goes on where it stopped."""
    demand_open(application, by, section_of(application, kind))
    known = partial.begun(application, by, kind, fingerprint)
    if known is not None and known.size == size:
        known.touched_at, known.note = clock.now(), note.strip()[:500]
        return known
    require(_problems(application, kind, size, fingerprint))
    row = PartialUpload(
        about_type=application.subject_type,
        about_id=str(application.id),
        person_id=by.person_id,
        kind=kind,
        note=note.strip()[:500],
        name=plain_name(name),
        size=size,
        fingerprint=fingerprint[:300],
    )
    session().add(row)
    session().flush()
    return row


def _problems(application: Application, kind: str, size: int, fingerprint: str) -> list[Problem]:
    if size <= 0:
        return [Problem("file", msg("The file is empty."))]
    if size > ANY.largest:
        return [Problem("file", too_large())]
    present = queries.files(application)
    if any(one.kind == kind and partial.DIGEST + one.file.sha256 == fingerprint for one in present):
        return [Problem("file", msg("This file is attached already."))]
    coming = partial.on_the_way(application) + size
    return [*full(application, kind, present), *too_much(application, coming)]


def take_part(application: Application, *, by: Actor, upload_id: UUID, at: int, data: bytes) -> int:
    """Keep a part outside any transaction, then add it; returns how much of the file has arrived."""
    row = partial.own(application, upload_id, by)
    if at != row.received:
        return row.received
    part = partial.keep_part(row.id, at, data)
    return _add(row, by=by, at=at, part=part, size=len(data))


@command
def _add(row: PartialUpload, *, by: Actor, at: int, part: str, size: int) -> int:
    application = db.find(Application, UUID(row.about_id))
    demand_open(application, by, section_of(application, row.kind))
    if at == row.received:  # else another connection was faster with the same part
        partial.add(row, at=at, part=part, size=size)
    return row.received


def finish_upload(application: Application, *, by: Actor, upload_id: UUID) -> ApplicationFile:
    """Put the parts together, look into the file and attach it, as if it had come in one piece."""
    row = partial.own(application, upload_id, by)
    kind, name, note, data = row.kind, row.name, row.note, partial.whole(row)
    if row.received < row.size:
        raise Invalid([Problem("file", msg("The file has not arrived as a whole yet: choose it once more."))])
    try:
        if data is None:
            raise Invalid([Problem("file", msg("The file changed on its way: choose it once more."))])
        attached = upload(application, by=by, kind=kind, name=name, data=data, note=note)
    except Invalid:
        partial.drop(upload_id)  # what is refused once is refused again; anything else may be tried again
        raise
    partial.drop(upload_id)
    return attached


def give_up(application: Application, *, by: Actor, upload_id: UUID) -> None:
    """Forget what has arrived of a file."""
    partial.drop(partial.own(application, upload_id, by).id)
