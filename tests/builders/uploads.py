"""Files in parts, as the page's script sends them: a draft, an upload that was announced, and its parts."""

import hashlib
from typing import Any
from uuid import UUID

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core.partial import PartialUpload
from sipgrants.lifecycle.actor import Actor
from tests.builders import applications, calls
from tests.builders.files import pdf

DATA = pdf("words " * 20_000)


def begun(made: Application, by: Actor, data: bytes = DATA, **changes: Any) -> PartialUpload:
    """An upload that was announced."""
    values = {"kind": "annex", "name": "plan.pdf", "size": len(data), "fingerprint": digest(data)}
    return commands.begin_upload(made, by=by, **(values | changes))


def digest(data: bytes) -> str:
    """How the browser names the content."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def send(
    made: Application, by: Actor, upload_id: UUID, data: bytes = DATA, since: int = 0, part: int = 40_000
) -> int:
    """Every part from `since` on; how much has arrived."""
    arrived = since
    while arrived < len(data):
        arrived = commands.take_part(
            made, by=by, upload_id=upload_id, at=arrived, data=data[arrived : arrived + part]
        )
    return arrived


def draft(**wanted: Any) -> tuple[Application, Actor]:
    """An empty draft and its focal point."""
    focal = calls.focal_point()
    return applications.draft(by=focal, filled=False, **wanted), focal
