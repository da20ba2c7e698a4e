"""Every page that lists something costs the same number of statements with ten rows and with five hundred."""

import sqlite3
from collections.abc import Iterator

import pytest

from tests.builders.sending import counting
from tests.hardening.conftest import Place
from tests.hardening.lists import LISTS
from tests.hardening.multiplying import multiply

# What is there many times over: the record and whatever hangs on it (partners, versions, sheets, reports ...).
MANY = {
    "agenda_paper": ("paper.in_session",),
    "award": ("award.done", "running.submitted"),
    "application": (
        "application.draft",
        "application.submitted",
        "screened.cleared",
        "appraised.begun",
        "board.undecided",
    ),
    "award_change": ("change.proposed",),
    "contribution": ("contribution.agreed",),
    "ledger_transaction": ("posting.some",),
    "mail": ("mail.failed",),
    "meeting": ("meeting.planned",),
    "person": ("person.drafter", "person.invited"),
    "round": ("round.draft",),
    "scenario": ("scenario.open",),
}


@pytest.fixture(scope="module")
def costs(place: Place) -> Iterator[dict[tuple[str, str], tuple[int, int]]]:
    """Statements by page with ten rows and with five hundred."""
    place.again()
    few_copies = {table: range(1, 10 // len(names) + 2) for table, names in MANY.items()}
    for table in MANY:
        _fill(place, table, few_copies[table])
    few = _cost(place)
    for table, names in MANY.items():
        missing = (400 if table == "contribution" else 480) - _count(place, table)
        _fill(place, table, range(20, 20 + max(0, missing) // len(names)))
    assert {table: count for table in MANY if not 390 < (count := _count(place, table)) <= 500} == {}
    many = _cost(place)
    yield {page: (few[page], many[page]) for page in few}
    place.again()


def _count(place: Place, table: str) -> int:
    with sqlite3.connect(place.file) as opened:
        wanted = "error is not null" if table == "mail" else "true"
        found: int = opened.execute(f"select count(*) from {table} where {wanted}").fetchone()[0]
    return found


def _fill(place: Place, table: str, copies: range) -> None:
    """Copies of a kind of record; in all at most 500, which is what an IN of SQLAlchemy's holds."""
    multiply(place.file, [(table, place.ids[name]) for name in MANY[table]], copies)


def _cost(place: Place) -> dict[tuple[str, str], int]:
    """Statements of each page, asked for the second time: what a process asks once is no matter here."""
    database, found = place.app.extensions["runtime"].database, {}
    database.engine.dispose()
    for who, page in LISTS:
        client = place.client(who)
        with counting(database) as statements:
            answer = client.get(place.at(page))
        assert answer.status_code == 200, (who, page, answer.status_code)
        found[who, page] = len(statements)
    return found


@pytest.mark.parametrize(("who", "address"), LISTS)
def test_a_list_costs_the_same_however_long_it_is(costs: dict, who: str, address: str) -> None:
    few, many = costs[who, address]
    assert many <= few


def test_no_list_costs_more_than_a_few_statements(costs: dict) -> None:
    """Home and calendar ask every room what it has for the reader. A member of the Board is told of four rounds at once
    here: each has its own bars, sheets and decisions.
    """
    allowed = {"/home": 150, "/calendar": 75}
    dear = {page: many for page, (_few, many) in costs.items() if many > allowed.get(page[1], 64)}
    assert dear == {}
