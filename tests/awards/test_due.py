"""What is due when, and what an amendment moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.awards.due import DueKind, ended_early, is_overdue, schedule, shifted

START, END = date(2026, 3, 15), date(2027, 9, 14)
starts = st.dates(date(2018, 1, 1), date(2035, 1, 1))
lengths = st.integers(0, 1500).map(timedelta)


def test_a_project_of_eighteen_months_owes_this() -> None:
    found = [(due.key, due.period_to.isoformat(), due.due_on.isoformat()) for due in schedule(START, END)]
    assert found == [
        ("progress:2026-03-15", "2026-06-30", "2026-07-31"),
        ("expenditure:2026-03-15", "2026-06-30", "2026-07-31"),
        ("progress:2026-07-01", "2026-12-31", "2027-01-31"),
        ("expenditure:2026-07-01", "2026-12-31", "2027-01-31"),
        ("inventory:2026-03-15", "2026-12-31", "2027-01-31"),
        ("progress:2027-01-01", "2027-06-30", "2027-07-31"),
        ("expenditure:2027-01-01", "2027-06-30", "2027-07-31"),
        ("final", "2027-09-14", "2027-11-13"),
        ("statement", "2027-09-14", "2027-11-13"),
        ("inventory:2027-01-01", "2027-09-14", "2027-11-13"),
    ]


def test_the_half_year_in_which_a_project_ends_is_covered_by_the_final_report() -> None:
    keys = [due.key for due in schedule(date(2026, 7, 1), date(2026, 12, 31))]
    assert keys == ["final", "statement", "inventory:2026-07-01"]


def test_an_agreement_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        schedule(END, START)


@given(starts, lengths)
def test_progress_reports_and_the_final_one_cover_every_day_once(start, length) -> None:
    end = start + length
    periods = [due for due in schedule(start, end) if due.kind is DueKind.PROGRESS]
    day = start
    for due in periods:
        assert due.period_from == day
        day = due.period_to + timedelta(1)
        assert (due.due_on.month, due.due_on.day) in {(1, 31), (7, 31)}
    assert start <= day <= end
    assert (end - day).days < 184


@given(starts, lengths)
def test_keys_are_unique_and_days_in_order(start, length) -> None:
    dues = schedule(start, start + length)
    assert len({due.key for due in dues}) == len(dues)
    assert [due.due_on for due in dues] == sorted(due.due_on for due in dues)


def test_an_extension_moves_what_comes_last_and_adds_what_comes_between() -> None:
    found = shifted(schedule(START, END), START, date(2028, 3, 14))
    assert [(before.key, after.due_on) for before, after in found.moved] == [
        ("final", date(2028, 5, 13)),
        ("statement", date(2028, 5, 13)),
        ("inventory:2027-01-01", date(2028, 1, 31)),
    ]
    assert [(due.key, due.due_on) for due in found.added] == [
        ("progress:2027-07-01", date(2028, 1, 31)),
        ("expenditure:2027-07-01", date(2028, 1, 31)),
        ("inventory:2028-01-01", date(2028, 5, 13)),
    ]
    assert (len(found.kept), found.dropped) == (7, ())


def test_what_is_settled_is_never_touched() -> None:
    found = shifted(schedule(START, END), START, date(2026, 12, 1), settled={"progress:2027-01-01", "final"})
    assert {"progress:2027-01-01", "final"} <= {due.key for due in found.kept}
    assert "expenditure:2027-01-01" in {due.key for due in found.dropped}


@given(starts, lengths, lengths)
def test_shifting_leads_to_the_schedule_of_the_new_dates(start, first, second) -> None:
    found = shifted(schedule(start, start + first), start, start + second)
    result = {*found.kept, *(after for _, after in found.moved), *found.added}
    assert result == set(schedule(start, start + second))


@given(starts, lengths)
def test_the_same_dates_shift_nothing(start, length) -> None:
    found = shifted(schedule(start, start + length), start, start + length)
    assert (found.moved, found.added, found.dropped) == ((), (), ())


def test_a_terminated_agreement_owes_its_last_reports_after_the_day_it_ended() -> None:
    found = ended_early(schedule(START, END), date(2026, 11, 1), settled={"progress:2026-03-15"})
    assert {(after.key, after.due_on) for _, after in found.moved} == {
        ("final", date(2026, 12, 31)),
        ("statement", date(2026, 12, 31)),
        ("inventory:2026-03-15", date(2026, 12, 31)),
    }
    assert {due.period_from for due in found.dropped} == {date(2026, 7, 1), date(2027, 1, 1)}


def test_a_due_is_overdue_the_day_after() -> None:
    due = schedule(START, END)[0]
    assert [is_overdue(due, due.due_on + timedelta(day)) for day in (0, 1)] == [False, True]
