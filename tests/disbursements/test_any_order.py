"""Whatever is done in whatever order, refused or not: ledger, awards, instalments, refunds, contributions agree."""

import threading

import pytest
from sqlalchemy.orm import Session

from sipgrants.core.db import Database
from tests.builders import anything

STEPS = 60


def live(seed: int) -> anything.World:
    world = anything.world(seed)
    for step in range(STEPS):
        world.step()
        assert step % 10 != 9 or world.disagreements() == []
    return world


@pytest.mark.parametrize("seed", range(12))
def test_everything_agrees_after_anything(db: Session, seed: int) -> None:
    assert len(live(seed).done) >= 10


@pytest.mark.parametrize("seed", [101, 102])
def test_everything_agrees_on_both_databases(both: Session, seed: int) -> None:
    assert len(live(seed).done) >= 10


def test_everything_agrees_after_anything_at_the_same_time(both: Session, database: Database) -> None:
    world = anything.world(7)
    both.rollback()
    offices, failed, begin = (
        [world.beside(seed) for seed in (71, 72, 73)],
        [],
        threading.Barrier(3, timeout=30),
    )

    def work(office: anything.World) -> None:
        with database.scope():
            begin.wait()
            try:
                for _step in range(STEPS // 2):
                    office.step()
            except BaseException as error:
                failed.append(error)

    threads = [threading.Thread(target=work, args=(office,)) for office in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, world.disagreements()) == ([], [])
    assert min(len(office.done) for office in offices) >= 3
