"""Barred means barred, sealed means sealed: every page and file, asked in two worlds that differ in what may not be known.

Whoever may not know it gets the same answers in both, to the letter.
"""

import sqlite3
from contextlib import closing

import pytest

from tests.hardening.asking_all import RECORDS, Told, addresses, ask
from tests.hardening.conftest import Place
from tests.hardening.world_barred import CANARY, NOTE

_BARRED = "application_id in (:board_barred, :barred_unsealed, :barred_deciding)"
_SHEET = f"sheet_id in (select id from score_sheet where {_BARRED})"
_DECISION = f"decision_id in (select id from decision where {_BARRED})"
# What others gave and wrote about the application, and what the Board is about to decide: all of it another way.
OTHERWISE = f"""
score           value = 5 - value, comment = 'marimba' where {_SHEET}
score_revision  value = 5 - value, comment = 'marimba', reason = 'marimba' where {_SHEET}
score_sheet     comment = 'marimba', notes = 'marimba', confidence = 'low' where {_BARRED}
score_sheet     state = 'draft' where person_id = :person_board_member and application_id = :board_barred
decision        amount_minor = amount_minor / 2, conditions = 'marimba', reasons = '', present = 6 where {_BARRED}
decision        outcome = 'not_approved' where state = 'confirmed' and application_id = :barred_deciding
ballot          choice = 'no' where vote_id in (select id from vote where {_DECISION})
vote            state = 'closed', in_favour = 1, against = 2, carried = false, closed_at = created_at where {_DECISION}
agenda_item     note = 'marimba' where {_BARRED}
agenda_paper    title = 'marimba', version = version + 1 where id = :barred_paper_reported
action_point    what = 'marimba' where item_id = :barred_item_reported
meeting_report  paragraphs = json_set(paragraphs, '$."{{barred_item.reported}}"', 'marimba') where true
scenario_row    amount_minor = amount_minor / 2 where {_BARRED}
scenario        name = 'marimba' where id = :barred_scenario_open
"""
# What one member gave in rounds whose seal is closed.
_ROUNDS = (
    "application_id in (select id from application where round_id in (:round_with_board, :round_unsealed))"
)
_OWN = f"person_id = :person_board_member and {_ROUNDS}"
UNDER_SEAL = f"""
score           value = 5 - value, comment = 'marimba' where sheet_id in (select id from score_sheet where {_OWN})
score_sheet     comment = 'marimba', notes = 'marimba', confidence = 'low' where {_OWN}
"""
SEALED = {"round.with_board", "round.unsealed", "board.barred", "board.unscored", "barred.unsealed"}
BEGUN = {
    "round.with_board",
    "board.barred",
    "board.unscored",
}  # half scored: one of the three looks there, too
OPENED = ("/scoring/applications/{barred.deciding}/scores", "/scoring/rounds/{round.deciding}/ranking.csv")


def begin(place: Place, changes: str = "") -> list[str]:
    """Begin anew, with what these lines change; returns the tables that they name."""
    place.again()
    values = {name.replace(".", "_"): identifier.replace("-", "") for name, identifier in place.ids.items()}
    lines = [line.split(maxsplit=1) for line in place.at(changes).split("\n") if line]
    with closing(sqlite3.connect(place.file)) as connection, connection:
        triggers = "select name from sqlite_master where type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall() if lines else ():
            connection.execute(f'drop trigger "{name}"')
        for table, change in lines:
            assert connection.execute(f"update {table} set {change}", values).rowcount > 0, change
    return [table for table, _ in lines]


def told_apart(place: Place, who: str, pages: list[str], changes: str) -> tuple[list[str], dict[str, Told]]:
    """Where the answers to `who` differ in the two worlds, and all answers in the usual one. What hangs on no changed table
    is not asked again.
    """
    tables = [line.split()[0] for line in changes.split("\n") if line]
    begin(place)
    usual = ask(place, who, pages, tables)
    assert [page for page, told in usual.items() if told.status >= 500] == []
    begin(place, changes)
    other = ask(place, who, [page for page, told in usual.items() if told.hangs], tables)
    return [page for page in other if other[page] != usual[page]], usual


def holding(answers: dict[str, Told], word: str) -> list[str]:
    return [page for page, told in answers.items() if word in told.body]


@pytest.mark.parametrize("who", ["barred", "barred_partner", "barred_declared"])
def test_nothing_tells_a_barred_member_what_others_gave(place: Place, who: str) -> None:
    """Before the opening of the seal, after it, while the Board votes and after it has decided."""
    records = RECORDS if who == "barred" else RECORDS - BEGUN
    differ, answers = told_apart(place, who, addresses(place, who, records), OTHERWISE + UNDER_SEAL)
    assert differ == []
    assert holding(answers, CANARY) == ["/search?q=xylophone"]
    assert holding(answers, NOTE) == []


@pytest.mark.parametrize("who", ["co_chair", "programme_officer", "administrator", "auditor"])
def test_before_the_seal_is_open_nothing_tells_what_another_member_gave(place: Place, who: str) -> None:
    differ, answers = told_apart(place, who, addresses(place, who, SEALED), UNDER_SEAL)
    assert differ == []
    assert holding(answers, NOTE) == []


def test_whoever_may_know_is_told(place: Place) -> None:
    """The two worlds do differ; what a member notes for themselves is told to nobody else, whatever is open."""
    pages = [place.at(page) for page in OPENED]
    for who in ("programme_officer", "co_chair"):
        differ, answers = told_apart(place, who, pages, OTHERWISE)
        assert (differ, holding(answers, NOTE)) == (pages, [])
        assert holding(answers, CANARY) == pages[:1]
    own = [place.at("/scoring/applications/{board.barred}")]
    assert told_apart(place, "board_member", own, UNDER_SEAL)[0] == own
