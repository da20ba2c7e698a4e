"""What lies in the store and no row names goes after some time; what a row names never does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from sipgrants.core import clock, db, files, storekeeping
from sipgrants.core.files import StoredFile
from tests.builders import people

KEPT = timedelta(days=30)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.set_to(datetime.now(UTC)):
        yield


def named(data: bytes) -> StoredFile:
    blob, by = files.keep(data), people.actor_of(people.person(password=False))
    return db.command(lambda: files.record(blob, name="a.pdf", media_type="application/pdf", by=by))()


def swept(days: float) -> int:
    with clock.set_to(datetime.now(UTC) + timedelta(days=days)):
        return storekeeping.sweep(KEPT)


def places() -> dict[str, str]:
    return {one.name: one.place for one in files.current().lying()}


def test_what_no_row_names_is_put_aside_then_deleted_and_what_is_named_stays(session: Session) -> None:
    used, unused, upload = named(b"used"), files.keep(b"unused").sha256, uuid4()
    files.current().put_part(upload, "0", b"part")
    assert (swept(29), places()) == (0, {used.sha256: "", unused: "", str(upload): "parts"})
    assert (swept(31), places()) == (1, {used.sha256: "", unused: "aside"})
    assert (swept(0.5), places()[unused]) == (0, "aside")
    assert (swept(1.5), places()) == (1, {used.sha256: ""})
    assert files.read(used) == b"used"


def test_a_file_that_comes_in_just_when_it_is_put_aside_is_not_lost(session: Session) -> None:
    """Its bytes were old and unused; they are kept again, put aside in that moment, and then their row is committed."""
    unused = files.keep(b"comes again").sha256
    swept(31)
    made = named(b"comes again")
    files.current().put_aside(unused)
    assert (storekeeping.compare().missing, storekeeping.compare().unnamed) == ((), ())
    assert (swept(1.5), places()) == (0, {unused: ""})
    files.current().put_aside(unused)
    assert (files.read(made), places()) == (b"comes again", {unused: ""})


def test_what_is_sent_once_more_is_as_new_as_then(session: Session) -> None:
    sha256 = files.keep(b"workbook").sha256
    before = next(one.since for one in files.current().lying())
    files.keep(b"workbook")
    assert next(one.since for one in files.current().lying()) > before
    assert places() == {sha256: ""}


def test_a_row_whose_bytes_are_gone_is_named(session: Session) -> None:
    made = named(b"gone")
    files.current().put_aside(made.sha256)
    files.current().drop_aside(made.sha256)
    assert storekeeping.compare().missing == (made.sha256,)
    with pytest.raises(FileNotFoundError):
        files.read(made)
