"""What is written after an event, and its files."""

from sipgrants.core import audit, clock, files, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, require, too_long
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.events import kinds, queries
from sipgrants.events.commands.happening import told
from sipgrants.events.kinds import Notes
from sipgrants.events.models import AwardEvent, AwardEventFile
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor

MOST_FILES = 40  # of an event
CAPTION = 300  # characters


@command
def record(event: AwardEvent, *, by: Actor, notes: Notes) -> None:
    """Write the notes of an event once it has begun, or mend them. Whoever takes part is told when there is something new
    in what is shared; what is internal is told to nobody.
    """
    machine.check(event, "award_event.record", by=by)
    if not queries.has_begun(event):
        raise Conflict(msg("Notes are written once the event has begun."))
    require(kinds.note_problems(notes))
    values = {name: getattr(notes, name).strip() for name in ("attended", "shared", "internal")}
    before = {name: getattr(event, name) for name in values}
    difference = audit.changed(before, values)
    if event.state == "recorded" and not difference:
        return
    for name, value in values.items():
        setattr(event, name, value)
    if event.recorded_at is None:
        event.recorded_at, event.recorded_by = clock.now(), by.person_id
    machine.move(event, "award_event.record", by=by, changed=sorted(difference))
    session().flush()
    if notes.shared.strip() and "shared" in difference:
        for person_id in queries.invited(event):
            if person_id != by.person_id:
                outbox.mail("award_event_notes", person_id=person_id, about=event, **told(event))


@command
def attach(
    event: AwardEvent, *, by: Actor, upload: Upload, caption: str = "", is_shared: bool = False
) -> AwardEventFile:
    """Add a file; where it is shared the teams of the awards may open it, too."""
    rights.demand(by, "award_event.record", event)
    if event.state == "cancelled":
        raise Conflict(msg("This event is cancelled."))
    require(too_long("caption", caption, CAPTION))
    if len([one for one in event.files if one.removed_at is None]) >= MOST_FILES:
        raise Conflict(msg("An event has at most %(number)s files.", number=MOST_FILES))
    stored = files.record_upload(upload, by=by)
    row = AwardEventFile(event=event, file=stored, caption=caption.strip(), is_shared=is_shared)
    session().add(row)
    session().flush()
    audit.record("award_event.attach", event, by, file=row.id, sha256=upload.blob.sha256, shared=is_shared)
    return row


@command
def remove_file(event: AwardEvent, file: AwardEventFile, *, by: Actor) -> None:
    """Remove a file from an event: nobody opens it any more; that it was there stays in the history."""
    rights.demand(by, "award_event.record", event)
    if file.removed_at is None:
        file.removed_at = clock.now()
        audit.record("award_event.remove", event, by, file=file.id)
