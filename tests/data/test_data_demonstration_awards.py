"""The earlier round of the demonstration: awards, instalments, reports, and the money that carries them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from sipgrants.cli.demonstration.reports import award_plan, awards, report_answers, review, spending
from sipgrants.lifecycle.states import InstalmentState
from sipgrants.plans.rules import plan_problems
from tests.data.contents_checks import DATA, RULES, load, problems


def test_ten_awards_stand_in_the_states_an_award_can_reach() -> None:
    assert Counter(award["state"] for award in awards()) == {
        "offered": 1, "accepted": 1, "active": 3, "suspended": 1, "completed": 1, "closed": 1,
        "declined": 1, "terminated": 1,
    }  # fmt: skip
    reached = {one["reach"] for award in awards() for one in award["instalments"]}
    assert reached == set(InstalmentState)
    reports = {one["reach"] for award in awards() for one in award["reports"]}
    assert reports == {"draft", "submitted", "returned", "accepted", "waived"}


@pytest.mark.parametrize("award", awards(), ids=lambda award: award["key"])
def test_an_award_has_a_plan_of_its_amount_and_instalments_that_add_up(award: dict[str, Any]) -> None:
    assert plan_problems(award_plan(award), RULES) == []
    assert sum(one["percent"] for one in award["instalments"]) in {0, 100}
    days = [award.get(f"{move}_day") for move in ("offered", "accepted", "signed", "start")]
    known = [day for day in days if day is not None]
    assert known == sorted(known)
    assert known[0] > load("demonstration/awards.json")["round"]["decided_day"]


@pytest.mark.parametrize(
    ("award", "report"),
    [(award, report) for award in awards() for report in award["reports"]],
    ids=lambda one: one.get("key") or f"{one['kind']}{one['due_day']}",
)
def test_a_report_answers_its_form(award: dict[str, Any], report: dict[str, Any]) -> None:
    answers = report_answers(award, report)
    plan = award_plan(award)
    assert problems(report["kind"], answers) == []
    for key, rows in (("activities", plan.activities()), ("spending", plan.lines)):
        if key in answers:
            assert len(answers[key]) == len(rows)  # type: ignore[arg-type]
    if report["reach"] in {"returned", "waived"}:
        assert review(report) != ""


@pytest.mark.parametrize(
    "award", [one for one in awards() if "spent_usd" in str(one)], ids=lambda one: one["key"]
)
def test_a_final_statement_answers_its_form(award: dict[str, Any]) -> None:
    final = next(one for one in award["reports"] if one["kind"] == "final")
    statement = {**final, "kind": "statement"}
    answers = report_answers({**award, "reports": [statement]}, statement)
    assert problems("statement", answers) == []
    assert len(answers["spending"]) == len(award_plan(award).lines)  # type: ignore[arg-type]


def test_spending_never_exceeds_the_award_and_meets_the_final_total_to_the_cent() -> None:
    for award in awards():
        running = [r for r in award["reports"] if r["kind"] == "expenditure"]
        assert sum(sum(spending(award, report)) for report in running) <= award["amount"] * 100
        for report in award["reports"]:
            if "spent_usd" in report:
                assert sum(spending(award, report)) == report["spent_usd"] * 100


def test_a_refund_is_what_was_paid_and_not_spent() -> None:
    settled = [award for award in awards() if award.get("refund_usd")]
    assert [award["key"] for award in settled] == ["closed", "terminated"]
    for award in settled:
        paid = sum(one["percent"] for one in award["instalments"] if one["reach"] == "acknowledged")
        spent = next(one["spent_usd"] for one in award["reports"] if one["kind"] == "final")
        assert award["amount"] * paid // 100 - spent == award["refund_usd"]


def test_received_contributions_carry_the_awards_and_the_envelope_with_support_costs() -> None:
    data = load("demonstration/donors.json")
    received = sum(
        one["amount"] / float(one["rate"]) * sum(percent for _, percent in one["received"]) / 100
        for one in data["contributions"]
        if one["kind"] == "money"
    )
    committed = sum(award["amount"] for award in awards() if award["state"] != "declined")
    assert received > 1.13 * (committed + 2_100_000)


def test_every_file_of_the_demonstration_says_that_it_is_invented() -> None:
    files = sorted((DATA / "demonstration").glob("*.json"))
    assert [path.stem for path in files] == [
        "appraisal", "awards", "board", "common", "donors", "reports", "round5", "round6", "themes",
    ]  # fmt: skip
    silent = [p.name for p in files if "nvented" not in load(f"demonstration/{p.name}")["about"]]
    assert silent == []
