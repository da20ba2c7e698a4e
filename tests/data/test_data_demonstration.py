"""The demonstration's contents: the shape of round 4, whole applications, budgets to the dollar, nothing copied."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from sipgrants.cli.demonstration.contents import Application, parties_with_a_grant, round5, round6
from sipgrants.cli.demonstration.reports import awards
from sipgrants.core.money import Money
from sipgrants.plans.framework import Plan
from sipgrants.plans.rules import plan_problems
from sipgrants.plans.totals import totals
from tests.data.contents_checks import RULES, parties, problems


@cache
def fifth() -> list[Application]:
    return round5()


@cache
def sixth() -> dict[str, Application]:
    return {one.condition: one for one in round6()}


def eligible() -> list[Application]:
    return [one for one in fifth() if not one.ineligible]


def refused(code: str) -> Application:
    return next(one for one in fifth() if one.ineligible and one.ineligible.code == code)


def form_problems(one: Application, name: str) -> list[str]:
    return problems(f"form_{name.lower()}", one.answers[name])


def texts(one: Application) -> list[str]:
    return [text for answers in one.answers.values() for text in answers.values() if isinstance(text, str)]


def test_round_5_has_the_shape_of_round_4() -> None:
    assert (len(fifth()), len(eligible())) == (36, 29)
    assert Counter(parties()[one.lead]["region"] for one in eligible()) == {
        "Africa": 14,
        "Asia and the Pacific": 7,
        "Central and Eastern Europe": 3,
        "Latin America and the Caribbean": 5,
    }
    assert [one.number for one in fifth()] == list(range(1, 37))


def test_one_application_is_joint_and_of_three_parties() -> None:
    joint = [(one.lead, *one.partners) for one in fifth() if one.partners]
    assert joint == [("ML", "SN", "GN")]


def test_every_party_of_an_eligible_application_may_have_a_grant() -> None:
    named = {iso2 for one in eligible() for iso2 in (one.lead, *one.partners)}
    assert {parties()[iso2]["eligible"] for iso2 in named} == {"yes"}


def test_the_seven_refused_are_refused_for_seven_reasons() -> None:
    reasons = [one.ineligible.code for one in fifth() if one.ineligible]
    assert sorted(reasons) == [
        "amount", "duplication", "form_c", "incomplete", "late_report", "obligations", "party",
    ]  # fmt: skip
    assert [one.lead for one in fifth() if one.ineligible and len(one.ineligible.reason.split()) < 15] == []


def test_the_reason_of_a_refusal_is_true_of_the_application() -> None:
    assert refused("amount").amount > RULES.ceiling
    assert parties()[refused("party").lead]["eligible"] == "no"
    assert refused("obligations").answers["A"]["articles"] == ["18"]
    late = refused("late_report").lead
    assert [one["state"] for one in awards() if one["lead"] == late] == ["active"]
    assert "gender_analysis is missing" in form_problems(refused("incomplete"), "A")


def test_what_the_system_would_not_let_through_came_by_mail() -> None:
    assert {one.ineligible.code for one in fifth() if one.by_mail and one.ineligible} == {
        "amount", "form_c", "incomplete",
    }  # fmt: skip


@pytest.mark.parametrize(
    "one", [o for o in fifth() if o.number != 36], ids=lambda one: f"{one.number}-{one.lead}"
)
def test_an_application_answers_every_question_of_its_forms(one: Application) -> None:
    assert [form_problems(one, name) for name in "ABC"] == [[], [], []]


@pytest.mark.parametrize("one", eligible(), ids=lambda one: f"{one.number}-{one.lead}")
def test_an_eligible_application_has_a_plan_without_problems(one: Application) -> None:
    assert plan_problems(one.plan, RULES) == []


@pytest.mark.parametrize("one", fifth(), ids=lambda one: f"{one.number}-{one.lead}")
def test_a_budget_adds_up_to_the_amount_in_whole_dollars(one: Application) -> None:
    assert totals(one.plan.lines).grant == one.amount == one.plan.asked
    assert [line for line in one.plan.lines if line.amount.minor % 100 or line.amount.minor <= 0] == []


@pytest.mark.parametrize("one", eligible(), ids=lambda one: f"{one.number}-{one.lead}")
def test_an_explanation_with_a_sum_is_right(one: Application) -> None:
    for line in one.plan.lines:
        if " x US$ " in line.explanation:
            units, price = line.explanation.split(": ")[0].replace(",", "").split(" x US$ ")
            assert Money.usd(int(units.split()[0]) * int(price)) == line.amount


@pytest.mark.parametrize("one", fifth(), ids=lambda one: f"{one.number}-{one.lead}")
def test_a_framework_is_of_a_size_that_can_be_read(one: Application) -> None:
    outputs = [output for outcome in one.plan.outcomes for output in outcome.outputs]
    assert 2 <= len(one.plan.outcomes) <= 3
    assert 4 <= len(outputs) <= 6
    assert 8 <= len(one.plan.activities()) <= 12


def test_what_is_left_for_the_last_line_is_a_small_part() -> None:
    assert [one.lead for one in fifth() if one.plan.lines[-1].amount.minor * 12 > one.amount.minor] == []


def test_summaries_have_from_150_to_250_words() -> None:
    lengths = {one.number: len(str(one.answers["A"]["summary"]).split()) for one in fifth()}
    assert {number: words for number, words in lengths.items() if not 150 <= words <= 250} == {}


def test_risks_are_from_three_to_five() -> None:
    counts = {len(one.answers["A"]["risks"]) for one in fifth()}  # type: ignore[arg-type]
    assert counts <= {3, 4, 5}


def test_no_two_applications_read_as_if_copied() -> None:
    phrases = {one.number: _phrases(one) for one in (*fifth(), *sixth().values())}
    alike = {
        (first, second): len(phrases[first] & phrases[second]) / len(phrases[first] | phrases[second])
        for first, second in combinations(phrases, 2)
        if phrases[first] and phrases[second]
    }
    assert {pair: share for pair, share in alike.items() if share > 0.4} == {}


def _phrases(one: Application) -> set[tuple[str, ...]]:
    words = " ".join(texts(one)).split()
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


def test_no_placeholder_is_left_in_a_text() -> None:
    left = [
        text
        for one in (*fifth(), *sixth().values())
        for text in (*texts(one), *(line.explanation for line in one.plan.lines), *_titles(one.plan))
        if "{" in text
    ]
    assert left == []


def _titles(plan: Plan) -> list[str]:
    return [outcome.title for outcome in plan.outcomes] + [one.title for one in plan.activities()]


def test_contents_are_the_same_each_time() -> None:
    assert round5() == round5()


def test_an_earlier_grant_is_mentioned_where_there_was_one() -> None:
    said = {one.lead for one in fifth() if one.answers["A"]["earlier_grant"] == "yes"}
    assert said == {o.lead for o in fifth() if {o.lead, *o.partners} & parties_with_a_grant()}


def test_drafts_stand_in_every_condition() -> None:
    assert set(sixth()) == {
        "empty", "started", "half_filled", "with_problems", "complete", "waiting_for_signature",
        "joint_waiting", "partner_refused", "submitted", "replaced", "withdrawn",
    }  # fmt: skip


def test_an_empty_draft_is_empty_and_a_half_filled_one_has_two_sections() -> None:
    assert (sixth()["empty"].answers, sixth()["empty"].plan.lines) == ({"A": {}}, ())
    assert "problem" in sixth()["half_filled"].answers["A"]
    assert "gender_analysis" not in sixth()["half_filled"].answers["A"]
    assert sorted(sixth()["waiting_for_signature"].answers) == ["A", "B"]


@pytest.mark.parametrize("condition", ["complete", "submitted", "replaced", "joint_waiting", "withdrawn"])
def test_a_complete_draft_lacks_nothing(condition: str) -> None:
    one = sixth()[condition]
    assert plan_problems(one.plan, RULES) == []
    assert [form_problems(one, name) for name in "ABC"] == [[], [], []]


def test_the_draft_with_problems_has_those_that_people_make() -> None:
    one = sixth()["with_problems"]
    assert form_problems(one, "A") == ["summary is too long", "risks has 1"]
    assert [problem.field for problem in plan_problems(one.plan, RULES)] == [
        "outcomes.0.indicators.0.baseline", "budget.1.explanation", "budget",
    ]  # fmt: skip


def test_partners_of_joint_drafts_have_a_state_each() -> None:
    for condition in ("joint_waiting", "partner_refused"):
        one = sixth()[condition]
        assert tuple(one.partner_states) == one.partners
