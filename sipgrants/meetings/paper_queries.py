"""Documents of an agenda as a reader may know them: a barred member's lists, counts and marks are as if there were none."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application
from sipgrants.core import scanning
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.files import StoredFile
from sipgrants.core.paging import Page, paginate
from sipgrants.core.scanning import FileVerdict, Holding
from sipgrants.lifecycle.actor import OFFICER, Actor
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.paper_models import AgendaPaper, PaperSubject, PaperVersion
from sipgrants.scoring import queries as scoring

Papers = dict[UUID, list[AgendaPaper]]


def papers_of(meeting: Meeting, reader: Actor) -> Papers:
    """Return the documents of a meeting by item, in the order they were attached, in a fixed number of statements."""
    return by_item(known_to(meeting, reader))


def by_item(papers: Iterable[AgendaPaper]) -> Papers:
    """Return those of these documents that were not removed, by item."""
    found: Papers = {}
    for one in papers:
        if one.state == "attached":
            found.setdefault(one.item_id, []).append(one)
    return found


def known_to(meeting: Meeting, reader: Actor) -> list[AgendaPaper]:
    """Return the documents of which `reader` may know, those that were removed among them: for the history."""
    hidden = scoring.barred(reader)
    query = (
        select(AgendaPaper)
        .join(AgendaItem, AgendaItem.id == AgendaPaper.item_id)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaPaper.created_at, AgendaPaper.title)
    )
    return [one for one in session().scalars(query).unique() if not one.applications & hidden]


def listed(reader: Actor, text: str) -> Page[tuple[AgendaPaper, Meeting]]:
    """Return the documents whose title has these words, with their meetings, those of the latest meeting first."""
    query = (
        select(AgendaPaper)
        .join(AgendaItem, AgendaItem.id == AgendaPaper.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaPaper.state == "attached", AgendaPaper.title.icontains(text, autoescape=True))
        .where(~_speaks_of(scoring.barred(reader)))
        .order_by(Meeting.starts_at.desc(), AgendaPaper.created_at)
    )
    found = paginate(query)
    meetings = _meetings(found.rows)
    return Page([(one, meetings[one.item_id]) for one in found.rows], found.number, found.total)


def _meetings(papers: Iterable[AgendaPaper]) -> dict[UUID, Meeting]:
    """Return the meetings of these documents, by item."""
    query = select(AgendaItem.id, Meeting).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    rows = session().execute(query.where(AgendaItem.id.in_({one.item_id for one in papers}))).unique()
    return {row[0]: row[1] for row in rows}


def of_item(item: AgendaItem) -> list[AgendaPaper]:
    """Return every document of an item, removed ones too: for commands."""
    query = select(AgendaPaper).where(AgendaPaper.item_id == item.id).order_by(AgendaPaper.created_at)
    return list(session().scalars(query).unique())


def version_of(paper: AgendaPaper, number: int) -> PaperVersion:
    """Return a version; NotFound where there is none, or where the document was removed."""
    found = next((one for one in paper.versions if one.number == number), None)
    if found is None or paper.state != "attached":
        raise NotFound()
    return found


def agenda_applications(meeting: Meeting) -> list[Application]:
    """Return the applications on the agenda, by reference: of them a document may speak."""
    wanted = [one.application_id for one in meeting.items if one.application_id]
    query = select(Application).where(Application.id.in_(wanted)).order_by(Application.reference)
    return list(session().scalars(query).unique()) if wanted else []


def marks(meeting: Meeting, hidden: frozenset[UUID]) -> list[object]:
    """Return what changes where a document comes, goes, is replaced or was scanned, in one statement."""
    query = (
        select(AgendaPaper.id, AgendaPaper.version, AgendaPaper.item_id, func.count(FileVerdict.id))
        .join(AgendaItem, AgendaItem.id == AgendaPaper.item_id)
        .join(PaperVersion, PaperVersion.paper_id == AgendaPaper.id)
        .join(StoredFile, StoredFile.id == PaperVersion.file_id)
        .outerjoin(FileVerdict, FileVerdict.sha256 == StoredFile.sha256)
        .where(AgendaItem.meeting_id == meeting.id, AgendaPaper.state == "attached", ~_speaks_of(hidden))
        .group_by(AgendaPaper.id, AgendaPaper.version, AgendaPaper.item_id)
    )
    return sorted((tuple(row) for row in session().execute(query)), key=str)


def _speaks_of(hidden: frozenset[UUID]) -> ColumnElement[bool]:
    return (
        select(PaperSubject.id)
        .where(PaperSubject.paper_id == AgendaPaper.id, PaperSubject.application_id.in_(hidden))
        .exists()
    )


@scanning.holder
def holding(sha256: str) -> Iterator[Holding]:
    """Yield the meetings on whose agenda a content lies; the officers hear of a virus in it."""
    held = (
        select(AgendaItem.meeting_id)
        .join(AgendaPaper, AgendaPaper.item_id == AgendaItem.id)
        .join(PaperVersion, PaperVersion.paper_id == AgendaPaper.id)
        .join(StoredFile, StoredFile.id == PaperVersion.file_id)
        .where(StoredFile.sha256 == sha256)
    )
    for one in session().scalars(select(Meeting).where(Meeting.id.in_(held))):
        yield Holding(one, one.symbol, f"/meetings/{one.id}", frozenset(people.recipients(OFFICER)))
