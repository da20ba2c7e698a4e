"""What builders made is put back as it was: the same rows, on which commands and the next builders go on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Row
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.core import files
from sipgrants.core.runtime import Runtime
from sipgrants.schema import metadata
from sipgrants.screening import commands
from tests.builders import awards, calls, remembering, screening
from tests.servers import databases

Fresh = Callable[[], AbstractContextManager[Session]]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """Opens one empty database after the other, each with a store of its own; nothing is remembered at the start."""
    numbers = count(1)
    monkeypatch.setattr(remembering, "_steps", {})

    @contextmanager
    def opened() -> Iterator[Session]:
        place = tmp_path / str(next(numbers))
        if request.param == "postgres":
            server = request.getfixturevalue("postgres")
            copy = databases.postgres_copy(server, request.getfixturevalue("postgres_template"))
        else:
            copy = databases.sqlite_copy(
                request.getfixturevalue("sqlite_template"), place.with_suffix(".sqlite")
            )
        store = files.Store(f"file://{place}")
        with copy as made, remembering.in_use(made.engine), Runtime(made, store).scope() as session:
            yield session

    return opened


def rows(db: Session) -> dict[str, set[Row[Any]]]:
    """Everything that lies in the database."""
    db.rollback()
    return {
        table.name: set(db.execute(table.select().with_only_columns(table.c[0])).all())
        for table in metadata.sorted_tables
    }


def ineligible() -> Application:
    return screening.ineligible(screening.screened_round())


def test_from_the_second_time_on_the_same_lies_there(fresh: Fresh) -> None:
    seen = []
    for _turn in range(3):
        with fresh() as db:
            made = ineligible()
            seen.append((made.id, made.round.state, rows(db)))
    assert seen[1] == seen[2]
    assert seen[2][1] == "screening"


def test_the_next_step_goes_on_from_there(fresh: Fresh) -> None:
    ids: list[UUID] = []
    for _turn in range(3):
        with fresh() as db:
            made, officer = ineligible(), calls.officer()
            ids.append(made.id)
            second = screening.submitted(made.round, "PE")
            screening.clear(second, officer)
            commands.find_eligible(second, by=officer)
            assert (made.state, second.state) == ("ineligible", "eligible")
            assert db.get_one(Application, second.id).round is made.round
    assert ids[1] == ids[2]


def test_whatever_else_writes_ends_it(fresh: Fresh) -> None:
    ids = set()
    for turn in range(3):
        with fresh() as db:
            party = calls.party("ZM")
            party.names = {"en": f"Zambia {turn}"}
            db.commit()
            made = ineligible()
            ids.add(made.id)
            assert made.party.names == {"en": f"Zambia {turn}"}
    assert len(ids) == 3


def test_files_are_put_back_with_the_rows(fresh: Fresh) -> None:
    for _turn in range(3):
        with fresh():
            made = awards.active()
            assert made.signed_copy is not None
            assert files.read(made.signed_copy).startswith(b"%PDF")
