"""Reminders come on their day, once each, and one at a time after a silence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.ladder import LADDER, rung_days, rung_due

DUE = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("days", "climbed", "rung"),
    [
        (-31, (), None),
        (-30, (), -30),
        (-29, (-30,), None),
        (-14, (-30,), -14),
        (-3, (-30, -14), -3),
        (0, (-30, -14, -3), None),
        (1, (-30, -14, -3), 1),
        (20, (), 14),
        (20, (14,), None),
        (400, (-30,), 30),
        (400, (30,), None),
    ],
)
def test_a_reminder_is_the_latest_rung_not_used(days, climbed, rung) -> None:
    assert rung_due(DUE, DUE + timedelta(days), climbed) == rung


def test_rungs_before_the_matter_began_do_not_count() -> None:
    assert rung_due(DUE, DUE - timedelta(10), begun=DUE - timedelta(10)) is None
    assert rung_due(DUE, DUE - timedelta(3), begun=DUE - timedelta(10)) == -3


def test_the_rungs_of_a_day_are_dated() -> None:
    assert rung_days(DUE)[0] == (-30, date(2027, 1, 1))
    assert [rung for rung, _ in rung_days(DUE)] == list(LADDER)


@given(st.sets(st.integers(-40, 40)))
def test_over_time_each_rung_is_used_at_most_once_and_in_order(days_with_a_worker) -> None:
    climbed: list[int] = []
    for day in sorted(days_with_a_worker):
        rung = rung_due(DUE, DUE + timedelta(day), climbed)
        if rung is not None:
            climbed.append(rung)
    assert climbed == sorted(set(climbed))
