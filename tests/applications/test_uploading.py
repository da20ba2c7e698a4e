"""Files in parts: they go on where they stopped, are attached when whole, and never hold more than an application may."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications import media, queries
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import audit, clock, db, files, partial
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from sipgrants.core.files import read
from sipgrants.core.partial import PartialUpload
from sipgrants.core.runtime import Runtime
from tests.builders import applications, calls
from tests.builders.files import docx
from tests.builders.uploads import DATA, attach, begun, draft, send, take


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    with clock.set_to(calls.DURING):
        yield


def test_a_file_that_came_in_parts_is_the_same_file(db: Session) -> None:
    made, focal = draft()
    row = begun(made, focal)
    assert send(made, focal, row.id) == len(DATA)
    kept = attach(made, focal, row.id)
    assert (read(kept.file), kept.file.name, kept.file.media_type) == (DATA, "plan.pdf", "application/pdf")
    assert [one.action for one in audit.of("application", made.id)][-1] == "application.attach"
    assert (partial.unfinished(made, focal), partial.on_the_way(made, row.form)) == ([], 0)
    partial.drop(row.id)
    with pytest.raises(Invalid, match="This file is attached already"):
        begun(made, focal)


def parts_of(identifier: UUID) -> Iterator[str]:
    folder = files.current().url.removeprefix("file://")
    return (one.name for one in Path(folder).glob(f"parts/{identifier}/*"))


def test_the_same_file_goes_on_where_it_stopped(db: Session) -> None:
    made, focal = draft()
    first = begun(made, focal)
    take(made, focal, first.id, 0, DATA[:50_000])
    again = begun(made, focal)
    assert (again.id, again.received) == (first.id, 50_000)
    send(made, focal, again.id, since=50_000)
    assert read(attach(made, focal, again.id).file) == DATA


def test_a_part_that_does_not_follow_is_answered_with_what_is_there(db: Session) -> None:
    made, focal = draft()
    row = begun(made, focal)
    take(made, focal, row.id, 0, DATA[:40_000])
    for at in (-1, 1, 39_999, 40_001, 10**12):
        assert take(made, focal, row.id, at, b"x") == 40_000


def test_more_than_was_announced_is_not_taken(db: Session) -> None:
    made, focal = draft()
    row = begun(made, focal, size=10)
    with pytest.raises(Conflict):
        take(made, focal, row.id, 0, b"x" * 11)


def test_what_is_bad_is_refused_at_the_end_with_the_same_words_and_holds_no_room(db: Session) -> None:
    made, focal = draft()
    bad = docx(word__vbaProject_dot_bin=b"x")
    row = begun(made, focal, bad)
    send(made, focal, row.id, bad)
    with pytest.raises(Invalid, match="The file holds macros"):
        attach(made, focal, row.id)
    assert (queries.files(made), partial.unfinished(made, focal)) == ([], [])


def test_what_changed_on_its_way_or_is_not_whole_is_not_attached(db: Session) -> None:
    made, focal = draft()
    row = begun(made, focal)
    take(made, focal, row.id, 0, DATA[:40_000])
    with pytest.raises(Invalid, match="has not arrived as a whole yet"):
        attach(made, focal, row.id)
    send(made, focal, row.id, DATA[:-9] + b"something", since=40_000)
    with pytest.raises(Invalid, match="The file changed on its way"):
        attach(made, focal, row.id)


def test_what_cannot_be_taken_is_told_before_it_is_sent(db: Session) -> None:
    made, focal = draft()
    large = "The file is larger than 20 MB: make it smaller, for example with fewer pictures."
    told = {"The file is empty.": {"size": 0}, large: {"size": 20_000_001}}
    for sentence, changes in (*told.items(), ("Choose which document this is.", {"kind": "nonsense"})):
        with pytest.raises(Invalid) as refused:
            begun(made, focal, **changes)
        assert [str(one.message) for one in refused.value.problems] == [sentence]


def test_nobody_else_goes_on_with_an_upload_and_none_without_the_right(db: Session) -> None:
    made, focal = draft()
    row, colleague = begun(made, focal), calls.drafter()
    for step in (lambda: attach(made, colleague, row.id), lambda: take(made, colleague, row.id, 0, b"x")):
        with pytest.raises(NotFound):
            step()
    with pytest.raises(Forbidden):
        begun(made, calls.focal_point("GH"))


def test_after_the_deadline_no_part_of_a_submitted_application_is_taken(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    row = begun(made, focal)
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        take(made, focal, row.id, 0, b"x")


def test_what_nobody_went_on_with_is_dropped_by_the_clock(db: Session) -> None:
    made, focal = draft()
    old = begun(made, focal)
    take(made, focal, old.id, 0, DATA[:40_000])
    identifier, later = old.id, clock.now() + partial.KEPT
    with clock.set_to(later - timedelta(hours=1)):
        partial.drop_abandoned()
        assert len(list(parts_of(identifier))) == 1
        fresh, sent = (begun(made, focal, fingerprint=name) for name in ("plan.pdf 1 2", "plan.pdf 3 4"))
        partial.note_sent([sent_id := sent.id])
    with clock.set_to(later + partial.KEPT_WHEN_SENT):
        partial.drop_abandoned()
    assert session().get(PartialUpload, sent_id) is None
    assert ([one.id for one in partial.unfinished(made, focal)], list(parts_of(identifier))) == (
        [fresh.id],
        [],
    )


def test_room_is_held_for_what_is_being_sent_and_for_an_hour_after(
    db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, focal = draft()
    monkeypatch.setattr(media, "LARGEST_IN_ALL", len(DATA) + 10)
    begun(made, focal)
    with pytest.raises(Invalid, match="All files together may have 100 MB"):
        begun(made, focal, fingerprint="another")
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert begun(made, focal, fingerprint="another").received == 0


# --- at the same moment, on both databases ---


def at_once(runtime: Runtime, work: Any) -> list[str]:
    """What came of `work(0)` and `work(1)`, begun together, each with a session of its own."""
    outcomes, start = [], threading.Barrier(2, timeout=30)

    def run(number: int) -> None:
        with runtime.scope(), clock.set_to(calls.DURING):
            try:
                outcomes.append(str(work(number, start)))
            except Refused as refusal:
                outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_files_that_fit_alone_but_not_together_never_go_in_together(
    both: Session, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, focal = draft()
    identifier = made.id
    monkeypatch.setattr(media, "LARGEST_IN_ALL", len(DATA) + 1000)
    rows = {}
    for number in (0, 1):  # the first was announced two hours ago: no room is held for it any more
        with clock.set_to(calls.DURING - timedelta(hours=2 - 2 * number)):
            rows[number] = begun(made, focal, fingerprint=str(number)).id
    both.rollback()

    def sends_all(number: int, start: threading.Barrier) -> str:
        application = db.find(Application, identifier)
        send(application, focal, rows[number])
        start.wait()
        attach(application, focal, rows[number])
        return "attached"

    assert at_once(runtime, sends_all) == ["Invalid", "attached"]
    both.rollback()
    assert len(both.scalars(select(ApplicationFile.id)).all()) == 1


def test_two_that_are_announced_at_the_same_moment_share_the_room_that_is_left(
    both: Session, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, focal = draft()
    identifier = made.id
    monkeypatch.setattr(media, "LARGEST_IN_ALL", len(DATA) + 1000)
    both.rollback()

    def announces(number: int, start: threading.Barrier) -> int:
        application = db.find(Application, identifier)
        start.wait()
        return begun(application, focal, fingerprint=str(number)).received

    assert at_once(runtime, announces) == ["0", "Invalid"]


def test_the_same_part_over_two_connections_counts_once(both: Session, runtime: Runtime) -> None:
    made, focal = draft()
    identifier, upload_id = made.id, begun(made, focal).id
    both.rollback()

    def sends_one(_number: int, start: threading.Barrier) -> int:
        application = db.find(Application, identifier)
        start.wait()
        return take(application, focal, upload_id, 0, DATA[:40_000])

    assert at_once(runtime, sends_one) == ["40000", "40000"]
    both.rollback()
    send(made, focal, upload_id, since=40_000)
    assert read(attach(made, focal, upload_id).file) == DATA
