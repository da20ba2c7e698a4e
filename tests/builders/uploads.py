"""Files in parts, as the page's script sends them: a draft, an upload that was announced, and its parts."""

import hashlib
from typing import Any
from uuid import UUID

from sipgrants.applications import commands
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import partial
from sipgrants.core.partial import Ask, PartialUpload
from sipgrants.lifecycle.actor import Actor
from tests.builders import applications, calls
from tests.builders.files import pdf
from tests.builders.remembering import remembered

DATA = pdf("words " * 20_000)


def asking(made: Application, by: Actor) -> Ask:
    """What an application asks of a file on its way."""
    return lambda upload: commands.demand_room(made, by, upload)


@remembered
def begun(made: Application, by: Actor, data: bytes = DATA, **changes: Any) -> PartialUpload:
    """An upload that was announced."""
    values = {"kind": "annex", "name": "plan.pdf", "size": len(data), "fingerprint": digest(data)}
    return partial.begin(made, by=by, ask=asking(made, by), form="applications.files", **(values | changes))


def digest(data: bytes) -> str:
    """How the browser names the content."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def take(made: Application, by: Actor, upload_id: UUID, at: int, data: bytes) -> int:
    """One part; how much has arrived."""
    return partial.take(made, by=by, ask=asking(made, by), upload_id=upload_id, at=at, data=data)


def send(
    made: Application, by: Actor, upload_id: UUID, data: bytes = DATA, since: int = 0, part: int = 40_000
) -> int:
    """Every part from `since` on; how much has arrived."""
    arrived = since
    while arrived < len(data):
        arrived = take(made, by, upload_id, arrived, data[arrived : arrived + part])
    return arrived


def attach(made: Application, by: Actor, upload_id: UUID) -> ApplicationFile:
    """The form that takes the whole file, as the page sends it."""
    row = partial.own(upload_id, by)
    kind, name, data = row.kind, row.name, partial.whole(row)
    try:
        return commands.upload(made, by=by, kind=kind, name=name, data=data)
    finally:
        partial.note_sent([upload_id])


@remembered
def draft(**wanted: Any) -> tuple[Application, Actor]:
    """An empty draft and its focal point."""
    focal = calls.focal_point()
    return applications.draft(by=focal, filled=False, **wanted), focal
