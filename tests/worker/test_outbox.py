"""Work that is written down is carried out: once where all goes well, again where it does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sipgrants import schema
from sipgrants.core import clock, outbox
from sipgrants.core.db import Database, command, session
from sipgrants.core.outbox import Job
from sipgrants.worker import clockwork

done: list[str] = []


@outbox.task("tests.note")
def note(word: str) -> None:
    """Note a word."""
    done.append(word)


@command
def leave(word: str) -> Job:
    return outbox.job("tests.note", word=word)


@command
def leave_and_fail(word: str) -> None:
    outbox.job("tests.note", word=word)
    raise RuntimeError("the change does not happen")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    schema.metadata.create_all(made.engine)
    with made.scope():
        yield made
    made.engine.dispose()


def test_work_of_a_failed_command_is_not_left(database: Database) -> None:
    with pytest.raises(RuntimeError):
        leave_and_fail("a")
    assert outbox.waiting(Job) == []


def test_a_piece_of_work_is_claimed_once(database: Database) -> None:
    job = leave("b")
    assert [outbox.claim(job), outbox.claim(job)] == [True, False]


def test_the_queue_is_told_after_the_commit(database: Database) -> None:
    told: list[tuple[str, bool]] = []
    database.announce = lambda kind, identifier: told.append(
        (kind, session().get(Job, identifier) is not None)
    )
    leave("c")
    assert told == [("job", True)]


def test_a_queue_that_is_down_does_not_undo_the_change(database: Database) -> None:
    def down(_kind: str, _identifier: object) -> None:
        raise ConnectionError("no queue")

    database.announce = down
    job = leave("d")
    assert outbox.waiting(Job) == [job.id]


def test_a_sweep_goes_on_until_nothing_waits_or_its_time_is_over(database: Database) -> None:
    done.clear()
    _leave_many(450)
    assert (clockwork.sweep(seconds=0), clockwork.sweep(), clockwork.sweep()) == (0, 450, 0)
    assert len(done) == 450


@command
def _leave_many(number: int) -> None:
    for one in range(number):
        outbox.job("tests.note", word=str(one))


def test_what_failed_waits_longer_each_time(database: Database) -> None:
    job = leave("e")
    outbox.claim(job)
    outbox.fail(job, "no luck")
    assert outbox.waiting(Job) == []
    with clock.set_to(job.run_after):
        assert outbox.waiting(Job) == [job.id]
