"""The figures of a report by themselves: what must be explained, what is too much, currencies that must agree."""

from fractions import Fraction
from typing import Any

import pytest

from sipgrants.core.money import Money
from sipgrants.reports.figures import Figures, Line, is_over, spending_problems, to_explain
from sipgrants.reports.rates import local_problems


def line(key: str, approved: int, spent: int, before: int = 0, of_class: str = "travel") -> Line:
    dollars = (Money.usd(one) for one in (approved, before, spent))
    return Line(key, "1.1.1", "", of_class, 1, *dollars)


def figures(*lines: Line, **values: Any) -> Figures:
    known = {"award": Money.usd(60_000), "paid": Money.usd(30_000), "counted": Money(0), "waiting": Money(0)}
    return Figures(lines, **{**known, **values})


@pytest.mark.parametrize(("spent", "over"), [("110", False), ("110.01", True), ("0", False)])
def test_exactly_a_tenth_of_the_class_needs_no_word(spent: str, over: bool) -> None:
    assert is_over(Money.usd(spent), Money.usd(100), Money.usd(100)) is over


def test_how_far_a_class_may_be_passed_is_a_setting() -> None:
    over = line("a", 100, 120)
    assert (to_explain(figures(over)), to_explain(figures(over, free=Fraction(20, 100)))) == ({"a"}, set())
    assert [one.is_over for one in figures(over, free=Fraction(19, 100)).classes()] == [True]


def test_a_line_is_measured_by_its_whole_class() -> None:
    lines = (line("a", 100, 150), line("b", 900, 0), line("c", 100, 111, of_class="equipment"))
    assert to_explain(figures(*lines)) == {"c"}


def test_what_was_spent_before_counts_but_only_who_spends_more_explains() -> None:
    assert to_explain(figures(line("a", 100, 1, before=110))) == {"a"}
    assert to_explain(figures(line("a", 100, 0, before=111))) == frozenset()


def test_an_explanation_settles_it() -> None:
    over = figures(line("a", 100, 150))
    assert [one.field for one in spending_problems(over, {"a": {}})] == ["0.explanation"]
    assert spending_problems(over, {"a": {"explanation": "Prices rose."}}) == []


def test_sums_balance_line_by_line_and_by_class() -> None:
    found = figures(line("a", 100, 30, before=20), line("b", 50, 60), line("c", 10, 0, of_class="staff"))
    assert [one.balance for one in found.lines] == [Money.usd(50), Money.usd(-10), Money.usd(10)]
    assert [(str(one.label), one.total, one.balance) for one in found.classes()] == [
        ("Staff and other personnel", Money(0), Money.usd(10)),
        ("Travel", Money.usd(110), Money.usd(40)),
    ]
    assert (found.spent, found.total, found.left) == (Money.usd(90), Money.usd(90), Money.usd(59_910))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, []),
        ({"local_currency": "ZMW"}, ["local_amount", "rate"]),
        ({"local_currency": "Kwacha", "local_amount": "1", "rate": "1"}, ["local_currency"]),
        ({"spent": 500_000, "local_currency": "ZMW", "local_amount": "125000", "rate": "25"}, []),
        ({"spent": 495_000, "local_currency": "ZMW", "local_amount": "125000", "rate": "25"}, []),
        (
            {"spent": 494_999, "local_currency": "ZMW", "local_amount": "125000", "rate": "25"},
            ["local_amount"],
        ),
        ({"spent": 500_000, "local_currency": "ZMW", "local_amount": "125000", "rate": "0"}, ["rate"]),
        (
            {"spent": 1, "local_currency": "ZMW", "local_amount": "9" * 15, "rate": "0.000001"},
            ["local_amount"],
        ),
    ],
)
def test_an_amount_in_another_currency_agrees_with_its_rate(typed: dict[str, Any], wrong: list[str]) -> None:
    assert [one.field for one in local_problems(typed)] == wrong
