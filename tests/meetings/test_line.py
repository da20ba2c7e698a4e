"""The line: stepped by ranks, ties on one side; single rows stay until it passes them; what is decided is fixed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sipgrants.core.money import ZERO, Money
from sipgrants.meetings.line import (
    Entry,
    Pick,
    approved,
    choices,
    drawn,
    first_line,
    line_of,
    passed_by,
    ranks,
    served,
    step,
)
from sipgrants.meetings.line_reading import read_line
from sipgrants.meetings.portfolio import Choice, Outcome


def entry(
    key: str, rank: int | None, asked: int = 10, *, articles: tuple[str, ...] = (), decided: int | None = None
) -> Entry:
    choice = Choice(key, "Africa", False, False, True)
    if decided is not None:
        outcome = Outcome.APPROVED if decided else Outcome.NOT_APPROVED
        choice = Choice(key, "Africa", False, False, True, outcome, Money(decided))
    return Entry(
        choice, "ZM", Money(asked), rank, mean=Fraction(3), articles=articles, is_fixed=decided is not None
    )


ROWS = [entry("a", 1), entry("b", 2), entry("c", 2), entry("d", 4), entry("e", None)]


def taken(picks: dict) -> str:
    return "".join(sorted(str(key) for key, pick in picks.items() if pick.outcome is Outcome.APPROVED))


def test_the_line_is_stepped_by_ranks_and_ties_stay_on_one_side() -> None:
    line, picks, seen = 0, drawn(ROWS, 0), []
    for _ in range(4):
        line, picks = step(ROWS, picks, line, 1)
        seen.append((line, taken(picks)))
    assert seen == [(1, "a"), (2, "abc"), (3, "abcd"), (3, "abcd")]
    line, picks = step(ROWS, picks, line, -2, Outcome.RESERVE)
    assert (line, taken(picks), picks["b"], picks["e"]) == (
        1,
        "a",
        Pick(Outcome.RESERVE),
        Pick(Outcome.NOT_APPROVED),
    )


def test_a_row_that_was_set_by_hand_stays_until_the_line_passes_it() -> None:
    picks = drawn(ROWS, 2) | {"a": Pick(Outcome.APPROVED, Money(4)), "e": Pick(Outcome.APPROVED, Money(10))}
    line, picks = step(ROWS, picks, 2, 1)
    assert (picks["a"].amount, picks["e"].outcome, taken(picks)) == (Money(4), Outcome.APPROVED, "abcde")
    assert line_of(ROWS, picks) == line
    _, picks = step(ROWS, picks, line, -3)
    assert taken(picks) == "e"


@pytest.mark.parametrize(("envelope", "line"), [(9, 0), (10, 1), (29, 1), (30, 2), (40, 3), (1000, 3)])
def test_it_begins_where_the_envelope_ends(envelope: int, line: int) -> None:
    assert first_line(ROWS, Money(envelope)) == line


def test_what_is_decided_counts_and_is_on_neither_side() -> None:
    rows = [entry("a", 1, decided=25), entry("b", 2), entry("c", 3, decided=0), entry("d", 4)]
    assert (ranks(rows), first_line(rows, Money(35))) == ([2, 4], 1)
    picks = drawn(rows, 2)
    assert [(one.application, amount) for one, amount in approved(rows, picks)] == [
        ("a", Money(25)), ("b", Money(10)), ("d", Money(10)),
    ]  # fmt: skip
    assert (passed_by(rows, picks, Money(40)), passed_by(rows, picks, Money(45))) == (Money(5), ZERO)


def test_an_award_that_was_declined_costs_nothing_and_what_is_tried_stands_instead_of_it() -> None:
    fell = replace(entry("a", 1, decided=25).choice, fell=True)
    rows = [replace(entry("a", 1, decided=25), choice=fell), entry("b", 2)]
    assert first_line(rows, Money(10)) == 1
    tried = choices([fell, rows[1].choice], {"a": Pick(Outcome.APPROVED, Money(7))})
    assert [(one.outcome, one.amount, one.counts) for one in tried] == [
        (Outcome.APPROVED, Money(7), True), (None, ZERO, False),
    ]  # fmt: skip


def test_articles_are_counted_in_their_order() -> None:
    rows = [
        entry("a", 1, articles=("11", "4")),
        entry("b", 2, articles=("4",)),
        entry("c", 3, articles=("7",)),
        entry("d", 1, articles=("8 bis", "16")),
    ]
    assert served(rows, drawn(rows, 2)) == [("4", 2), ("11", 1), ("16", 1), ("8 bis", 1)]


@pytest.mark.parametrize(
    ("typed", "amount", "problems"),
    [
        ("", 10, []),
        ("0.04", 4, []),
        ("0.11", 10, ["USD 0.11 is more than the USD 0.10 that was asked for."]),
        ("-1", 10, ["Approve an amount of more than nothing."]),
        ("1e400", 10, ["Enter an amount in figures, for example 180000 or 180000.50."]),
    ],
)
def test_an_amount_is_read_and_nothing_typed_is_lost(typed: str, amount: int, problems: list[str]) -> None:
    trial = read_line({"outcome.a": "approved", "amount.a": typed, "line": "9"}, ROWS[:1])
    assert (trial.line, trial.picks["a"].amount) == (1, Money(amount))
    assert [str(one.message) for one in trial.problems] == problems
    assert not problems or trial.shown("a") == typed


def test_a_row_may_be_left_as_it_stands_and_no_other_outcome_is_taken() -> None:
    assert read_line({"outcome.a": ""}, ROWS[:1]).picks == {}
    trial = read_line({"outcome.a": "zz"}, ROWS[:1])
    assert [(one.field, str(one.message)) for one in trial.problems] == [("outcome.a", "Choose an outcome.")]


def test_where_the_board_decided_on_a_rank_meanwhile_the_line_stays_between_the_same_rows() -> None:
    sent = {
        "line": "2",
        "of": "3",
        **{f"outcome.{key}": "approved" for key in "abc"},
        "outcome.d": "not_approved",
    }
    assert read_line(sent, ROWS).line == 2
    assert read_line(sent, [entry("a", 1, decided=10), *ROWS[1:]]).line == 1
