"""Eligibility: a proposal and its reason for every Party, on the day that is tested."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.parties.eligibility import Result, Rule, findings, proposal
from sipgrants.parties.status import Party, Span, Standing, StandingSpan, overlaps, standing_of, status_on

DAY = date(2026, 7, 31)
SENEGAL = Party("SN", date(2017, 8, 16), (StandingSpan(Standing.DEVELOPING, source="list"),), ldc=(Span(),))
ARMENIA = Party("AM", date(2018, 3, 13), (StandingSpan(Standing.TRANSITION, source="list"),))
days = st.dates(date(2010, 1, 1), date(2040, 1, 1))
spans = st.builds(Span, st.one_of(st.none(), days), st.one_of(st.none(), days))


def _findings(*parties, articles=("7",), gef=0, overdue=None):
    return findings(parties, DAY, articles, gef, overdue or {})


def _of(rule, *parties, **facts):
    return [(one.party, one.result.value) for one in _findings(*parties, **facts) if one.rule is rule]


def test_every_named_party_is_asked_every_rule_with_reason_source_and_day() -> None:
    found = _findings(SENEGAL, ARMENIA)
    assert [(one.rule.value, one.party, one.result.value) for one in found] == [
        ("in_force", "SN", "yes"),
        ("standing", "SN", "yes"),
        ("reports_in", "SN", "yes"),
        ("in_force", "AM", "yes"),
        ("standing", "AM", "yes"),
        ("reports_in", "AM", "yes"),
        ("serves_convention", None, "yes"),
        ("no_duplication", None, "officer"),
    ]
    assert {one.tested_on for one in found} == {DAY}
    assert all(str(one.reason) and str(one.source) for one in found)


@pytest.mark.parametrize(
    ("entry", "left", "result", "reason"),
    [
        (DAY, None, "yes", "The Convention is in force for it since 2026-07-31."),
        (DAY + timedelta(1), None, "no", "The Convention enters into force for it only on 2026-08-01."),
        (None, None, "officer", "The date of entry into force is not known."),
        (date(2018, 1, 1), DAY, "no", "Left the Convention on 2026-07-31."),
        (
            date(2018, 1, 1),
            DAY + timedelta(1),
            "yes",
            "The Convention is in force for it since 2018-01-01.",
        ),
    ],
)
def test_a_party_must_be_in_force_on_the_tested_day(entry, left, result, reason) -> None:
    found = _findings(replace(SENEGAL, entry_into_force=entry, left_on=left))[0]
    assert (found.result.value, str(found.reason)) == (result, reason)


@pytest.mark.parametrize(
    ("standing", "assumed", "result"),
    [
        (Standing.DEVELOPING, False, "yes"),
        (Standing.TRANSITION, False, "yes"),
        (Standing.CHECK, False, "officer"),
        (Standing.NO, True, "officer"),
        (Standing.NO, False, "no"),
        (None, False, "officer"),
    ],
)
def test_a_party_must_be_developing_or_in_transition(standing, assumed, result) -> None:
    history = (StandingSpan(standing, assumed=assumed),) if standing else ()
    assert _of(Rule.STANDING, replace(SENEGAL, standings=history)) == [("SN", result)]


def test_the_standing_is_that_of_the_tested_day_not_of_today() -> None:
    history = (
        StandingSpan(Standing.TRANSITION, Span(until=DAY), "before"),
        StandingSpan(Standing.NO, Span(since=DAY), "after"),
    )
    party = replace(ARMENIA, standings=history)
    assert status_on(party, DAY - timedelta(1)).standing is Standing.TRANSITION
    assert (status_on(party, DAY).standing, status_on(party, DAY).source) == (Standing.NO, "after")


def test_an_overdue_report_of_an_earlier_grant_is_a_warning_not_a_refusal() -> None:
    assert _of(Rule.REPORTS_IN, SENEGAL, ARMENIA, overdue={"AM": 2}) == [("SN", "yes"), ("AM", "warn")]


def test_an_application_that_names_no_article_serves_none() -> None:
    assert _of(Rule.SERVES_CONVENTION, SENEGAL, articles=()) == [(None, "no")]


def test_articles_are_named_in_their_order() -> None:
    found = next(
        one for one in _findings(SENEGAL, articles=("11", "7")) if one.rule is Rule.SERVES_CONVENTION
    )
    assert str(found.reason) == "Articles named: 7, 11."


@pytest.mark.parametrize(
    ("matches", "reason"),
    [
        (None, "The list of GEF projects was not searched yet."),
        (0, "No similar project was found in the list: confirm that nothing is done twice."),
        (1, "1 GEF project to compare with."),
        (3, "3 GEF projects to compare with."),
    ],
)
def test_duplication_with_the_gef_is_always_an_officers_decision(matches, reason) -> None:
    found = _findings(SENEGAL, gef=matches)[-1]
    assert (found.result, str(found.reason)) == (Result.OFFICER, reason)


def test_the_proposal_is_the_gravest_finding() -> None:
    assert proposal(_findings(SENEGAL)) is Result.OFFICER
    assert proposal(_findings(SENEGAL, articles=())) is Result.NO
    assert proposal(_findings(SENEGAL)[:3]) is Result.YES
    assert proposal(_findings(SENEGAL, overdue={"SN": 1})[:3]) is Result.WARN
    assert proposal([]) is Result.OFFICER


def test_a_departure_from_the_ldc_list_that_is_not_confirmed_leaves_a_doubt() -> None:
    bangladesh = replace(SENEGAL, ldc_expected_until=date(2026, 11, 24))
    before, after = (status_on(bangladesh, day) for day in (date(2026, 11, 23), date(2026, 11, 24)))
    assert (before.ldc, before.ldc_in_doubt, after.ldc, after.ldc_in_doubt) == (True, False, True, True)


def test_a_party_is_no_ldc_from_the_day_it_left_the_list() -> None:
    vanuatu = replace(SENEGAL, ldc=(Span(until=date(2020, 12, 4)),))
    assert [status_on(vanuatu, date(2020, 12, day)).ldc for day in (3, 4)] == [True, False]


@given(spans, days)
def test_a_span_ends_the_day_before_its_end(span, day) -> None:
    assert span.holds(day) == ((span.since or date.min) <= day < (span.until or date.max))


@given(st.lists(st.tuples(days, st.integers(1, 900)), max_size=5))
def test_spans_overlap_where_a_day_lies_in_two(pairs) -> None:
    made = [Span(start, start + timedelta(length)) for start, length in pairs]
    shared = any(sum(other.holds(one.since) for other in made) > 1 for one in made)
    assert overlaps(made) == shared


@pytest.mark.parametrize(
    ("eligibility", "category", "standing"),
    [
        ("yes", "developing", "developing"),
        ("yes", "economy_in_transition", "transition"),
        ("check", "developing", "check"),
        ("no", "developed", "no"),
    ],
)
def test_a_recorded_eligibility_becomes_a_standing(eligibility, category, standing) -> None:
    assert standing_of(eligibility, category).value == standing
