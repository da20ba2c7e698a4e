"""Files of an application: allowed by what is in them, kept under their hash, removed but never lost."""

from uuid import UUID

from sipgrants.applications import media, queries
from sipgrants.applications.check_queries import DOCUMENTS
from sipgrants.applications.commands.drafting import demand_open
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import audit, clock, door, files
from sipgrants.core.db import command, session
from sipgrants.core.errors import Problem, require
from sipgrants.core.files import Blob
from sipgrants.core.i18n import msg
from sipgrants.core.media import plain_name
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import queries as questionnaires

ANNEX = "annex"


def upload(
    application: Application, *, by: Actor, kind: str, name: str, data: bytes, note: str = ""
) -> ApplicationFile:
    """Check a file, keep its bytes outside any transaction, then attach it."""
    kept = door.take(data, name)
    return attach(
        application, by=by, kind=kind, blob=kept.blob, name=kept.name, media_type=kept.media_type, note=note
    )


@command
def attach(
    application: Application,
    *,
    by: Actor,
    kind: str,
    blob: Blob,
    name: str,
    media_type: str,
    note: str = "",
) -> ApplicationFile:
    """Attach a kept file to an application that may be changed."""
    demand_open(application, by, section_of(application, kind))
    present = queries.files(application)
    require(_problems(application, kind, blob, present))
    stored = files.record(blob, name=plain_name(name), media_type=media_type, by=by)
    row = ApplicationFile(
        application_id=application.id,
        kind=kind,
        note=note.strip()[:500],
        file_id=stored.id,
        added_by=by.person_id,
    )
    session().add(row)
    session().flush()
    session().refresh(row)
    audit.record("application.attach", application, by, kind=kind, sha256=blob.sha256)
    return row


@command
def detach(application: Application, *, by: Actor, file_id: UUID) -> None:
    """Take a file out of the draft; versions that hold it keep it."""
    row = queries.file(application, file_id)
    demand_open(application, by, section_of(application, row.kind))
    row.removed_at = row.removed_at or clock.now()
    audit.record("application.detach", application, by, kind=row.kind, sha256=row.file.sha256)


def kinds(application: Application) -> dict[str, int | None]:
    """Return which kinds of file the application takes, and how many of each at most (None: as many as one likes)."""
    found: dict[str, int | None] = {one["key"]: None for one in application.round.checklist}
    for answers in queries.answers(application).values():
        for question in questionnaires.questions(answers.form):
            if question.kind == "file":
                found[question.key] = question.settings.get("max")
    return {**found, ANNEX: None}


def section_of(application: Application, kind: str) -> str:
    """Return the section whose question the kind of file answers; `DOCUMENTS` for documents and annexes."""
    for answers in queries.answers(application).values():
        for section in answers.form.sections:
            if any(question.key == kind and question.kind == "file" for question in section.questions):
                return section.key
    return DOCUMENTS


def full(application: Application, kind: str, present: list[ApplicationFile]) -> list[Problem]:
    """Return why no further file of that kind is taken, whatever is in it."""
    allowed = kinds(application)
    if kind not in allowed:
        return [Problem("kind", msg("Choose which document this is."))]
    most = allowed[kind]
    if most is not None and sum(one.kind == kind for one in present) >= most:
        return [Problem("file", msg("There are %(most)s files already: remove one first.", most=most))]
    return []


def too_much(application: Application, size: int, field: str = "file") -> list[Problem]:
    """Return that so many bytes more are too many; the caller has locked the application."""
    held = sum(one.file.size for one in queries.files(application))
    if held + size <= media.LARGEST_IN_ALL:
        return []
    return [Problem(field, msg("All files together may have 100 MB: remove one first."))]


def _problems(
    application: Application, kind: str, blob: Blob, present: list[ApplicationFile]
) -> list[Problem]:
    found = full(application, kind, present)
    found += too_much(application, blob.size)
    if any(one.kind == kind and one.file.sha256 == blob.sha256 for one in present):
        found.append(Problem("file", msg("This file is attached already.")))
    return found
