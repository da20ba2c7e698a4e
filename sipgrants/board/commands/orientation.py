"""Documents for members, and the record of the Master Classes."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from sipgrants.accounts.models import Person
from sipgrants.board import orientation_queries as queries
from sipgrants.board.orientation_models import Attended, MasterClass, Orientation
from sipgrants.core import audit, clock, files, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.files import Upload
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor

LONGEST = 200  # characters of a title


@command
def add(
    *, by: Actor, title: str, locale: str, day: date, url: str = "", file: Upload | None = None
) -> Orientation:
    """Put a document before the members, as a file or as a link; those who sit find it on their home page."""
    rights.demand(by, "orientation.add")
    require([*_title_problems(title), *_source_problems(url.strip(), file)])
    stored = files.record_upload(file, by=by)
    made = Orientation(
        title=title.strip(),
        locale=locale,
        day=day,
        url=url.strip(),
        file_id=stored.id if stored else None,
        added_by=by.person_id,
    )
    session().add(made)
    session().flush()
    audit.record("orientation.add", made, by, title=made.title, day=day)
    return made


@command
def withdraw(document: Orientation, *, by: Actor) -> None:
    """Take a document from the members' list; it stays on record."""
    rights.demand(by, "orientation.withdraw", document)
    if document.withdrawn_at is not None:
        raise Conflict(msg("This document is withdrawn already."))
    document.withdrawn_at = clock.now()
    audit.record("orientation.withdraw", document, by)


@command
def record_class(*, by: Actor, title: str, day: date) -> MasterClass:
    """Record that a Master Class is held on a day; who attended is ticked on its page."""
    rights.demand(by, "master_class.record")
    require(_title_problems(title))
    made = MasterClass(title=title.strip(), day=day)
    session().add(made)
    session().flush()
    audit.record("master_class.record", made, by, day=day)
    return made


@command
def record_attended(one: MasterClass, *, by: Actor, people: Iterable[UUID]) -> None:
    """Record who attended; only members of that time do, and nobody before the day."""
    rights.demand(by, "master_class.record", one)
    if one.day > clock.today():
        raise Conflict(msg("This Master Class is still to come."))
    known = {seat.person_id for seat in queries.offered(one)} | {row.person_id for row in one.attended}
    wanted = set(people)
    require(
        [Problem("attended", msg("Only members of the Board attend a Master Class."))]
        if wanted - known
        else []
    )
    present = {row.person_id: row for row in one.attended}
    for row in [row for person, row in present.items() if person not in wanted]:
        one.attended.remove(row)
    one.attended += [Attended(person_id=person) for person in sorted(wanted - present.keys(), key=str)]
    session().flush()
    audit.record("master_class.record", one, by, attended=len(wanted))


def point_to(person: Person, from_day: date) -> None:
    """Tell a member who is being seated where the documents are, inside a command; no mail where there are none."""
    titles = [one.title for one in queries.documents()]
    if titles:
        outbox.mail("orientation", person_id=person.id, titles=titles, from_day=from_day.isoformat())


def _title_problems(title: str) -> list[Problem]:
    found = [] if title.strip() else [Problem("title", msg("Give it a title."))]
    return [*found, *too_long("title", title, LONGEST)]


def _source_problems(url: str, file: Upload | None) -> list[Problem]:
    if bool(url) == (file is not None):
        return [Problem("file", msg("Choose a file, or enter a link: one of the two."))]
    if url and not _is_link(url):
        return [Problem("url", msg("Enter a whole address that begins with https://."))]
    return too_long("url", url, 500)


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and " " not in url
