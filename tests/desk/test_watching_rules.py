"""Watching the portfolio: the points of the curve, who is at risk, and what is added up; rules alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from sipgrants.desk import curves, risking
from sipgrants.desk.risking import Limits, Project, Rule
from sipgrants.documents.kit.drawing import HEIGHT, WIDTH, Series, timeline
from sipgrants.plans.measuring import Counted, How, Measure, number, totals

TODAY = date(2026, 8, 3)
AT = Limits(30, 60, Fraction(1, 2), Fraction(1, 4), 90, Fraction(1, 2))
# Half of its time is over, half of the award is accepted spending.
CALM = Project("active", TODAY - timedelta(199), TODAY + timedelta(200), 1000, 500)


def test_sums_stand_at_the_ends_of_quarters_and_today_and_nothing_is_said_of_the_future() -> None:
    found = curves.points(
        [(date(2026, 1, 15), 100), (date(2026, 12, 1), 50)], [(date(2026, 2, 1), 80), (date(2026, 8, 1), -5)], [], TODAY
    )  # fmt: skip
    assert [(one.day.isoformat(), one.planned, one.paid, one.reported) for one in found] == [
        ("2025-12-31", 0, 0, 0),
        ("2026-03-31", 100, 80, 0),
        ("2026-06-30", 100, 80, 0),
        ("2026-08-03", 100, 75, 0),
        ("2026-09-30", 100, None, None),
        ("2026-12-31", 150, None, None),
    ]
    assert curves.points([], [], [], TODAY) == []


@pytest.mark.parametrize("years", [1, 4, 7, 17, 60])
def test_a_long_time_has_longer_periods_and_no_movement_is_lost(years: int) -> None:
    last = date(2026 + years, 5, 5)
    found = curves.points([(date(2026, 5, 5), 1), (last, 2)], [], [], TODAY)
    assert len(found) <= curves.MOST_POINTS + 1
    assert (found[0].planned, found[-1].planned, found[-1].day >= last) == (0, 3, True)


RISKS = [
    ({}, []),
    ({"state": "suspended"}, [Rule.SUSPENDED]),
    ({"state": "completed", "late_days": 99}, []),
    ({"late_days": 30}, []),
    ({"late_days": 31}, [Rule.LATE]),
    ({"waiting": ((1, 60), (2, 61))}, [Rule.WAITING]),
    ({"high_risks": ("Floods",)}, [Rule.HIGH_RISK]),
    ({"accepted": 250}, []),
    ({"accepted": 249}, [Rule.SPENDING]),
    ({"accepted": 0, "starts_on": TODAY - timedelta(198)}, []),  # not half of the time
    ({"accepted": 499, "ends_on": TODAY + timedelta(91)}, []),
    ({"accepted": 499, "ends_on": TODAY + timedelta(90)}, [Rule.ENDING]),
    ({"ends_on": TODAY - timedelta(5)}, []),
    ({"accepted": 499, "ends_on": TODAY - timedelta(5)}, [Rule.ENDING]),
    ({"starts_on": None, "ends_on": None, "accepted": 0}, []),
]


@pytest.mark.parametrize(("differs", "rules"), RISKS)
def test_each_rule_holds_from_its_threshold_on(differs: dict[str, object], rules: list[Rule]) -> None:
    assert [one.rule for one in risking.hits(replace(CALM, **differs), AT, TODAY)] == rules


def test_every_rule_is_stated() -> None:
    assert [rule for rule, _words in risking.stated(AT)] == list(Rule) == list(risking.LABELS)


NUMBERS = [
    ("214", Measure.PEOPLE, "", "214"),
    ("3 of 8 hospitals", Measure.SITES, "", "3"),
    ("1,200 officers", Measure.PEOPLE, "", "1200"),
    ("1 200", Measure.PEOPLE, "persons", "1200"),
    ("90, 60 % women", Measure.PEOPLE, "", "90"),
    ("60 % women", Measure.PEOPLE, "", None),
    ("4 thousand", Measure.PEOPLE, "", None),
    ("12 kg", Measure.PEOPLE, "", None),
    ("About 65", Measure.PEOPLE, "", None),
    ("", Measure.PEOPLE, "", None),
    ("12.5 kg", Measure.MERCURY, "", "12.5"),
    ("12,5", Measure.MERCURY, "kg a year", "12.5"),
    ("1.200 kg", Measure.MERCURY, "", None),  # twelve hundred, or one and a fifth
    ("3 tonnes", Measure.MERCURY, "kg", None),
    ("3", Measure.MERCURY, "", None),  # nobody says of what
    ("1,20,000", Measure.PEOPLE, "", None),
]


@pytest.mark.parametrize(("text", "measure", "unit", "read"), NUMBERS)
def test_a_value_is_read_in_the_unit_of_its_measure_or_not_at_all(
    text: str, measure: Measure, unit: str, read: str | None
) -> None:
    assert number(text, measure, unit) == (None if read is None else Decimal(read))


def test_what_is_added_says_how_many_projects_it_comes_from() -> None:
    people = [("A", "214"), ("A", "6"), ("B", None), ("C", "many")]
    kept = [Counted(project, Measure.PEOPLE, How.VALUE, "", value) for project, value in people]
    kept += [
        Counted("B", Measure.INVENTORIES, How.REACHED, "", "yes", is_reached) for is_reached in (True, False)
    ]
    found = {one.measure: one for one in totals(kept)}
    first, second = found[Measure.PEOPLE], found[Measure.INVENTORIES]
    assert (first.amount, first.projects, first.reporting, first.silent, first.unread) == (220, 3, 1, 2, 1)
    assert (second.amount, second.projects, second.reporting, second.unread) == (1, 1, 1, 0)
    assert (set(found), found[Measure.SITES].projects) == (set(Measure), 0)


def test_a_drawing_keeps_to_its_sheet_and_its_names_apart() -> None:
    days = [date(2024, 12, 31), date(2026, 6, 30), date(2027, 12, 31)]
    series = [
        Series(str(place), [(day, -5 * place + at) for at, day in enumerate(days)]) for place in range(3)
    ]
    found = timeline("Title", "Words", series, today=TODAY, today_name="today")
    places = [point for one in found.strokes for point in one.points] + [
        (one.x, one.y) for one in found.words
    ]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    names = sorted(one.y for one in found.words if one.strong)
    assert all(lower - upper >= 11 for upper, lower in pairwise(names))
    lines = [one for one in found.strokes if one.width > 1]
    assert len({one.dash for one in lines}) == len(lines) == 3
    assert timeline("Title", "Words", [Series("none", [])]).strokes == ()
