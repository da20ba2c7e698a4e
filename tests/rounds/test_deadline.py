"""Open, in time, and what a local time means: an hour decides over a year's work."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.errors import Problem
from sipgrants.rounds.deadline import (
    By,
    Twice,
    is_open,
    moved_along,
    refuse_opening,
    schedule_problems,
    timeliness,
    to_utc,
    trust_fund_warnings,
)

OPENS = datetime(2026, 4, 24, 8, tzinfo=UTC)
CLOSES = datetime(2026, 7, 31, 21, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TEN_MINUTES = timedelta(minutes=10)
zones = st.sampled_from(["Europe/Zurich", "Africa/Nairobi", "America/Lima", "Asia/Kathmandu", "Pacific/Apia"])


@pytest.mark.parametrize(
    ("announced", "now", "expected"),
    [
        (True, OPENS - SECOND, False),
        (True, OPENS, True),
        (True, CLOSES - SECOND, True),
        (True, CLOSES, False),
        (False, OPENS, False),
    ],
)
def test_a_round_is_open_from_its_opening_to_just_before_its_deadline(announced, now, expected) -> None:
    assert is_open(announced=announced, opens_at=OPENS, closes_at=CLOSES, now=now) == expected


@pytest.mark.parametrize(
    ("after", "grace", "extension", "by"),
    [
        (-1, 0, None, By.DEADLINE),
        (0, 0, None, By.DEADLINE),
        (1, 0, None, None),
        (1, 600, None, By.GRACE),
        (600, 600, None, By.GRACE),
        (601, 600, None, None),
        (601, 600, 3600, By.EXTENSION),
        (3600, 0, 3600, By.EXTENSION),
        (3601, 600, 3600, None),
        (0, 0, -3600, By.DEADLINE),
        (1, 0, -3600, None),
    ],
)
def test_a_request_counts_by_the_deadline_the_grace_or_the_extension(after, grace, extension, by) -> None:
    extended = None if extension is None else CLOSES + timedelta(seconds=extension)
    found = timeliness(CLOSES + timedelta(seconds=after), CLOSES, timedelta(seconds=grace), extended)
    assert (found.by, found.in_time) == (by, by is not None)


@given(st.integers(-9000, 9000), st.integers(0, 3600), st.one_of(st.none(), st.integers(-3600, 7200)))
def test_in_time_is_not_after_the_limit(after, grace, extension) -> None:
    extended = None if extension is None else CLOSES + timedelta(seconds=extension)
    arrived = CLOSES + timedelta(seconds=after)
    found = timeliness(arrived, CLOSES, timedelta(seconds=grace), extended)
    assert found.in_time == (arrived <= found.limit)


@pytest.mark.parametrize(
    ("announced", "now", "reason"),
    [
        (False, OPENS, "This round does not take applications."),
        (True, OPENS - SECOND, "This round is not open yet."),
        (True, OPENS, None),
        (True, CLOSES + TEN_MINUTES, None),
    ],
)
def test_nothing_is_taken_before_the_opening(announced, now, reason) -> None:
    found = refuse_opening(announced=announced, opens_at=OPENS, now=now)
    assert (str(found) if found else None) == reason


@pytest.mark.parametrize(("closes_on", "months", "ends_on", "warned"), [
    (date(2026, 12, 31), 12, date(2027, 12, 31), []),
    (date(2027, 1, 1), 12, date(2027, 12, 31), ["project"]),
    (date(2027, 12, 31), 1, date(2027, 12, 31), ["project"]),
    (date(2028, 1, 1), 1, date(2027, 12, 31), ["round", "project"]),
    (date(2028, 1, 1), 36, date(2034, 12, 31), []),
])  # fmt: skip
def test_what_outlasts_the_trust_fund_is_warned_of(
    closes_on: date, months: int, ends_on: date, warned: list[str]
) -> None:
    found = [str(one) for one in trust_fund_warnings(closes_on, months, ends_on)]
    assert ["round" if "The round would close" in one else "project" for one in found] == warned


def test_the_warning_says_when_the_longest_project_would_end() -> None:
    found = trust_fund_warnings(date(2027, 5, 31), 9, date(2027, 12, 31))
    assert [str(one).partition(", after ") for one in found] == [
        (
            "A project of 9 months that starts at the deadline would end on 2028-02-29",
            ", after ",
            "the trust fund ends on 2027-12-31.",
        )
    ]


def test_a_deadline_typed_in_geneva_is_two_hours_earlier_in_utc_in_summer() -> None:
    assert to_utc(datetime.fromisoformat("2026-07-31 23:59"), "Europe/Zurich") == CLOSES


@pytest.mark.parametrize("twice", [None, *Twice])
def test_a_time_the_clocks_skip_is_refused_whatever_is_said(twice) -> None:
    found = to_utc(datetime.fromisoformat("2026-03-29 02:30"), "Europe/Zurich", twice)
    assert str(found.message) == "The clocks of Europe/Zurich skip this time: choose another."


def test_a_day_the_clocks_skip_is_refused() -> None:
    found = to_utc(datetime.fromisoformat("2011-12-30 12:00"), "Pacific/Apia")
    assert isinstance(found, Problem)


@pytest.mark.parametrize(("twice", "hour"), [(Twice.EARLIER, 0), (Twice.LATER, 1)])
def test_a_time_shown_twice_is_the_one_that_was_said(twice, hour) -> None:
    typed = datetime.fromisoformat("2026-10-25 02:30")
    assert to_utc(typed, "Europe/Zurich", twice) == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert to_utc(typed, "Europe/Zurich").field == "closes_at"


@pytest.mark.parametrize("zone", ["Europe/Genf", "", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(zone) -> None:
    found = to_utc(datetime.fromisoformat("2026-07-31 12:00"), zone, field="opens_at")
    assert found == Problem("opens_at", found.message)
    assert str(found.message) == f"There is no time zone {zone}."


@given(
    st.datetimes(datetime.fromisoformat("2018-01-01 00:00"), datetime.fromisoformat("2035-01-01 00:00")),
    zones,
    st.sampled_from(Twice),
)
def test_a_moment_in_utc_reads_in_its_zone_as_it_was_typed(typed, zone, twice) -> None:
    found = to_utc(typed, zone, twice)
    if not isinstance(found, Problem):
        assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == typed.replace(fold=0)


def test_all_wrong_dates_of_a_round_are_told_at_once() -> None:
    fields = [one.field for one in schedule_problems(CLOSES, OPENS, OPENS.date())]
    assert fields == ["closes_at", "reserve_until"]
    assert schedule_problems(OPENS, CLOSES, date(2027, 7, 31)) == []


def test_what_moves_along_keeps_its_hour_where_the_clocks_change() -> None:
    before, after = datetime(2026, 10, 9, 21, 59, tzinfo=UTC), datetime(2026, 10, 30, 22, 59, tzinfo=UTC)
    moved = moved_along(datetime(2026, 10, 5, 16, tzinfo=UTC), before, after, "Europe/Zurich")
    assert moved == datetime(2026, 10, 26, 17, tzinfo=UTC)
