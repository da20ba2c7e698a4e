"""Documents on the agenda: attached to an item, replaced by another file, removed until the meeting begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from sipgrants.core import clock, db, files
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import paper_queries
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.paper_models import AgendaPaper, PaperSubject, PaperVersion

LONGEST = 300  # characters of a title
MOST = 50  # documents of an item


@dataclass(frozen=True)
class Words:
    """What a document is called, and of which applications it speaks; None: nobody has said, () says: of none.

    On an item about an application it speaks of that one, whatever is said here.
    """

    title: str
    speaks_of: Sequence[UUID] | None = None


@command
def attach(
    meeting: Meeting, *, by: Actor, item_id: UUID, words: Words, uploads: Sequence[Upload]
) -> list[AgendaPaper]:
    """Attach documents to an item: members read them on the agenda. Of several files each is a document of its own."""
    rights.demand(by, "agenda_paper.attach", meeting)
    demand_open(meeting)
    item = db.find(AgendaItem, item_id)
    present = [one for one in paper_queries.of_item(item) if one.state == "attached"]
    wrong = [] if uploads else [Problem("files", msg("Choose a file."))]
    if len(present) + len(uploads) > MOST:
        wrong.append(Problem("files", msg("An item has at most %(most)s documents.", most=MOST)))
    require([*_problems(meeting, item, words), *wrong])
    several = len(uploads) > 1
    return [_attached(item, by, words, one, several) for one in uploads]


def _attached(item: AgendaItem, by: Actor, words: Words, upload: Upload, several: bool) -> AgendaPaper:
    title = words.title.strip()
    if several:  # one title for all would not tell them apart
        title = f"{title}: {PurePath(upload.name).stem}"[:LONGEST]
    made = AgendaPaper(item_id=item.id, title=title)
    _put_subjects(made, item, words)
    machine.begin(made, "agenda_paper.attach", by=by, item=item.id, sha256=upload.blob.sha256)
    session().add(made)
    _put_file(made, upload, by)
    session().flush()
    return made


@command
def replace(paper: AgendaPaper, *, by: Actor, words: Words, upload: Upload | None) -> None:
    """Put another file in its place, and keep the old one; or mend what it is called and of what it speaks."""
    item = db.find(AgendaItem, paper.item_id)
    meeting = db.find(Meeting, item.meeting_id)
    new = {"sha256": upload.blob.sha256} if upload else {}
    machine.move(paper, "agenda_paper.replace", by=by, number=len(paper.versions), **new)
    db.lock(meeting)  # it does not begin, or end, in the same moment
    demand_open(meeting)
    require(_problems(meeting, item, words))
    paper.title, paper.changed_at = words.title.strip(), clock.now()
    _put_subjects(paper, item, words)
    if upload is not None:
        _put_file(paper, upload, by)
    session().flush()


@command
def remove(paper: AgendaPaper, *, by: Actor) -> None:
    """Remove a document, until the meeting begins: what the Board had before it stays on record."""
    meeting = db.find(Meeting, db.find(AgendaItem, paper.item_id).meeting_id)
    machine.move(paper, "agenda_paper.remove", by=by, sha256=paper.latest.file.sha256)
    db.lock(meeting)
    if meeting.state != "planned":
        raise Conflict(msg("The meeting has begun: its documents stay. One may be replaced until it ends."))
    paper.changed_at = clock.now()
    session().flush()


def leave(item: AgendaItem) -> None:
    """Let an item go with the documents that were removed from it; Conflict while it has any."""
    found = paper_queries.of_item(item)
    if any(one.state == "attached" for one in found):
        raise Conflict(msg("This item has documents: remove them first."))
    for one in found:
        session().delete(one)
    session().flush()


def demand_open(meeting: Meeting) -> None:
    """Conflict once the meeting has ended."""
    if meeting.state == "ended":
        raise Conflict(msg("The meeting has ended: its documents stay as they are."))


def _problems(meeting: Meeting, item: AgendaItem, words: Words) -> list[Problem]:
    found = [] if words.title.strip() else [Problem("title", msg("Say what the document is called."))]
    found += too_long("title", words.title, LONGEST)
    possible = {one.application_id for one in meeting.items if one.application_id}
    if item.application_id or not possible:
        return found
    if words.speaks_of is None:
        said = msg("Say whether it speaks of applications: members barred from one of them do not get it.")
        return [*found, Problem("speaks", said)]
    if not set(words.speaks_of) <= possible:
        found.append(Problem("applications", msg("Choose applications of this agenda.")))
    return found


def _put_subjects(paper: AgendaPaper, item: AgendaItem, words: Words) -> None:
    wanted = {item.application_id} if item.application_id else set(words.speaks_of or ())
    paper.subjects = [one for one in paper.subjects if one.application_id in wanted]
    for identifier in wanted - paper.applications:
        paper.subjects.append(PaperSubject(application_id=identifier))


def _put_file(paper: AgendaPaper, upload: Upload, by: Actor) -> None:
    stored = files.record(upload.blob, name=upload.name, media_type=upload.media_type, by=by)
    paper.versions.append(PaperVersion(number=len(paper.versions) + 1, file=stored))
