"""A plan adds up, fits its duration and lacks nothing; every problem names its place."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipgrants.core.money import ZERO, Money
from sipgrants.plans.framework import (
    CLASS_LABELS,
    Activity,
    Beside,
    BudgetClass,
    BudgetLine,
    Indicator,
    Outcome,
    Output,
    Plan,
    PlanRules,
)
from sipgrants.plans.rules import cap_problems, plan_problems, quarters, total_problems, years
from sipgrants.plans.totals import moved, share, totals

USD = Money.usd
MEASURE = Indicator("Clinics trained", "0", "20", "Attendance lists")
TRAIN = Activity("1.1.1", "Train clinics", frozenset({1, 2}))
OUTPUT = Output("Trained clinics", (TRAIN,), (MEASURE,))
OUTCOME = Outcome("Less mercury in clinics", (OUTPUT,), (MEASURE,))
LINES = (
    BudgetLine("1.1.1", BudgetClass.STAFF, 1, USD(60_000), "2 persons x 12 months x 2,500"),
    BudgetLine("1.1.1", BudgetClass.TRAVEL, 2, USD("39999.99"), "40 journeys"),
    BudgetLine("1.1.1", BudgetClass.STAFF, 2, USD("0.01"), "rounding"),
)
WHOLE = Plan(USD(100_000), 24, (OUTCOME,), LINES)
RULES = PlanRules(USD(50_000), USD(250_000), 36, caps={BudgetClass.STAFF: 61})
lines = st.lists(
    st.builds(
        BudgetLine,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(BudgetClass),
        st.integers(1, 3),
        st.integers(0, 10**8).map(Money),
    )
)


def _problems(plan, rules=RULES):
    return [(one.field, str(one.message)) for one in plan_problems(plan, rules)]


def _with_output(**change):
    return replace(WHOLE, outcomes=(replace(OUTCOME, outputs=(replace(OUTPUT, **change),)),))


def test_a_whole_plan_has_no_problems() -> None:
    assert _problems(WHOLE) == []


def test_a_budget_adds_up_by_activity_class_and_year() -> None:
    found = totals(LINES, [Beside("Ministry", USD(5_000)), Beside("Ministry", USD(7_000), in_kind=True)])
    assert found.grant == USD(100_000)
    assert found.by_activity == {"1.1.1": USD(100_000)}
    assert found.by_class == {BudgetClass.STAFF: USD("60000.01"), BudgetClass.TRAVEL: USD("39999.99")}
    assert found.by_year == {1: USD(60_000), 2: USD(40_000)}
    assert found.grid == {("1.1.1", key): value for key, value in found.by_class.items()}
    assert (found.money_beside, found.in_kind) == (USD(5_000), USD(7_000))


@given(lines)
def test_every_way_of_adding_gives_the_same_total(budget) -> None:
    found = totals(budget)
    for part in (found.by_activity, found.by_class, found.by_year, found.grid):
        assert sum(part.values(), ZERO) == found.grant
    assert found.grant.minor == sum(line.amount.minor for line in budget)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"asked": USD(49_999)}, "amount"),
        ({"asked": USD("250000.01")}, "amount"),
        ({"months": 37}, "months"),
        ({"outcomes": ()}, "outcomes"),
        ({"lines": ()}, "budget"),
    ],
)
def test_amount_months_framework_and_budget_are_asked_for(change, field) -> None:
    assert field in [name for name, _ in _problems(replace(WHOLE, **change))]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"indicators": ()}, "indicators"),
        ({"activities": (replace(TRAIN, title=""),)}, "activities.0.title"),
        ({"activities": (replace(TRAIN, quarters=frozenset()),)}, "activities.0.quarters"),
        ({"activities": (replace(TRAIN, quarters=frozenset({8, 9})),)}, "activities.0.quarters"),
        ({"activities": (replace(TRAIN, quarters=frozenset({0})),)}, "activities.0.quarters"),
        ({"indicators": (replace(MEASURE, text=""),)}, "indicators.0.text"),
        ({"indicators": (replace(MEASURE, baseline=""),)}, "indicators.0.baseline"),
        ({"indicators": (MEASURE, replace(MEASURE, target=""))}, "indicators.1.target"),
        ({"indicators": (replace(MEASURE, means=""),)}, "indicators.0.means"),
    ],
)
def test_each_gap_of_the_framework_names_its_place(change, field) -> None:
    assert [name for name, _ in _problems(_with_output(**change))] == [f"outcomes.0.outputs.0.{field}"]


def test_an_output_without_activities_leaves_budget_lines_without_a_home() -> None:
    fields = [name for name, _ in _problems(_with_output(activities=()))]
    homeless = [f"budget.{index}.activity" for index in range(3)]
    assert fields == ["outcomes.0.outputs.0.activities", *homeless]


def test_two_activities_may_not_share_a_number() -> None:
    fields = [name for name, _ in _problems(_with_output(activities=(TRAIN, TRAIN)))]
    assert fields == [f"outcomes.0.outputs.0.activities.{index}.key" for index in (0, 1)]


def test_an_outcome_needs_an_indicator_only_where_the_round_says_so() -> None:
    bare = replace(WHOLE, outcomes=(replace(OUTCOME, indicators=()),))
    assert [name for name, _ in _problems(bare)] == ["outcomes.0.indicators"]
    assert _problems(bare, replace(RULES, outcome_indicators=False)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activity": "9"}, "activity"),
        ({"year": 3}, "year"),
        ({"year": 0}, "year"),
        ({"explanation": " "}, "explanation"),
    ],
)
def test_a_budget_line_belongs_to_an_activity_and_a_year_and_is_explained(change, field) -> None:
    plan = replace(WHOLE, lines=(replace(LINES[0], **change), *LINES[1:]))
    assert [name for name, _ in _problems(plan)] == [f"budget.0.{field}"]


def test_a_line_of_nothing_is_refused_and_a_total_that_differs_is_told_to_the_cent() -> None:
    plan = replace(WHOLE, lines=(*LINES[:2], replace(LINES[2], amount=ZERO)))
    assert _problems(plan) == [
        ("budget.2.amount", "An amount is more than nothing."),
        ("budget", "The budget adds up to USD 99,999.99, the amount is USD 100,000.00."),
    ]


@pytest.mark.parametrize(
    ("percent", "allowed"), [(59, False), (60, False), (Fraction(6000001, 100000), True), (61, True)]
)
def test_a_class_may_reach_its_cap_but_not_pass_it(percent, allowed) -> None:
    found = cap_problems(totals(LINES), {BudgetClass.STAFF: percent})
    assert [one.field for one in found] == ([] if allowed else ["budget.classes.staff"])


@given(lines, st.integers(0, 100))
def test_caps_are_exact(budget, percent) -> None:
    found = totals(budget)
    amount = found.by_class.get(BudgetClass.TRAVEL, ZERO)
    over = share(amount, found.grant) > Fraction(percent, 100)
    assert bool(cap_problems(found, {BudgetClass.TRAVEL: percent})) == over


@given(lines)
def test_a_total_agrees_with_itself_only(budget) -> None:
    found = totals(budget)
    assert total_problems(found.grant, found) == []
    assert [one.field for one in total_problems(found.grant + Money(1), found)] == ["budget"]


def test_moves_between_classes_are_shares_of_what_a_class_was() -> None:
    before = {BudgetClass.STAFF: USD(100), BudgetClass.TRAVEL: USD(50)}
    after = {BudgetClass.STAFF: USD(90), BudgetClass.SUPPLIES: USD(60)}
    assert moved(before, after) == {
        BudgetClass.STAFF: Fraction(-1, 10),
        BudgetClass.SUPPLIES: 1,
        BudgetClass.TRAVEL: -1,
    }


@pytest.mark.parametrize(("months", "expected"), [(1, (1, 1)), (12, (4, 1)), (13, (5, 2)), (36, (12, 3))])
def test_a_duration_touches_quarters_and_years(months, expected) -> None:
    assert (quarters(months), years(months)) == expected


def test_every_class_has_a_label() -> None:
    assert set(CLASS_LABELS) == set(BudgetClass)
