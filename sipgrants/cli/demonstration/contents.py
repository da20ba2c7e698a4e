"""The applications of the demonstration: 36 of Round 5 as they were submitted, drafts of Round 6 as they stand.

Invented and marked as such: countries are real Parties, nothing else is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from sipgrants.cli.demonstration.answers import Answers, form_a, form_b, form_c, sections_of
from sipgrants.cli.demonstration.plans import compose_plan
from sipgrants.cli.demonstration.source import Row, demonstration, read
from sipgrants.core.money import Money
from sipgrants.plans.framework import BudgetLine, Plan

UNSENT = frozenset({"offered", "accepted", "declined"})


@dataclass(frozen=True, slots=True)
class Ineligible:
    """Why an application of Round 5 is refused; `sent_back`: it was sent back first and not mended."""

    code: str
    reason: str
    sent_back: bool


@dataclass(frozen=True, slots=True)
class Application:
    """An application with all that was written in it.

    `answers` by form (A, B, C) and question; `plan` holds framework, workplan and budget. `quality` is what a
    middling member of the Board would give, in tenths of a point. `partner_states`: invited, confirmed or
    refused, by Party. `condition` says what a draft of Round 6 is to show, `first_amount` what the version
    before a replaced one asked for.
    """

    number: int
    lead: str
    partners: tuple[str, ...]
    country: str
    theme: str
    title: str
    institution: str
    place: str
    amount: Money
    months: int
    answers: dict[str, Answers]
    plan: Plan
    quality: int = 0
    by_mail: bool = False
    ineligible: Ineligible | None = None
    condition: str = ""
    partner_states: dict[str, str] = field(default_factory=dict)
    first_amount: Money | None = None


def round5() -> list[Application]:
    """The 36 applications, in the order of their numbers."""
    return _applications(demonstration("round5")["applications"], Counter())


def round6() -> list[Application]:
    """Drafts in every condition; what is not filled in yet is not there."""
    rows = demonstration("round6")["applications"]
    before = Counter(row["theme"] for row in demonstration("round5")["applications"])
    return [
        _with_problems(_unfinished(one, row), row.get("problems", []))
        for one, row in zip(_applications(rows, before), rows, strict=True)
    ]


def first_version(number: int) -> Application:
    """What an application of Round 6 was before it was replaced: it asked for another amount."""
    rows = [
        row | {"amount": row.get("first_amount", row["amount"])}
        for row in demonstration("round6")["applications"]
    ]
    before = Counter(row["theme"] for row in demonstration("round5")["applications"])
    return next(one for one in _applications(rows, before) if one.number == number)


def earlier() -> list[Application]:
    """The applications from which the ten awards of the earlier round came; some asked for more than they were awarded."""
    rows = [
        {
            "evidence": "",
            "asgm": False,
            **row,
            "amount": row["amount"] + row.get("awarded_less_than_asked", 0),
        }
        for row in demonstration("awards")["awards"]
    ]
    return _applications(rows, Counter())


def parties_with_a_grant() -> frozenset[str]:
    """Parties that have had a grant in an earlier round, real or of the demonstration."""
    real = {iso2 for one in read("rounds.json")["rounds"] for award in one["awardees"] for iso2 in award}
    invented = {award["lead"] for award in demonstration("awards")["awards"] if award["state"] not in UNSENT}
    return frozenset(real | invented)


def _applications(rows: list[Row], seen: Counter[str]) -> list[Application]:
    """`seen` counts the themes of applications before these, so that the wordings go on changing."""
    found = []
    for row in rows:
        found.append(_application(row, seen[row["theme"]]))
        seen[row["theme"]] += 1
    return found


def _application(row: Row, variant: int) -> Application:
    had_grant = bool(parties_with_a_grant() & {row["lead"], *row["partners"]})
    refused = row.get("ineligible")
    answers = {"A": form_a(row, variant, had_grant), "B": form_b(row), "C": form_c(row)}
    plan = compose_plan(row)
    if refused and refused["code"] == "incomplete":
        answers["A"] = _without(answers["A"], refused["blank"])
        plan = replace(plan, lines=tuple(replace(line, explanation="") for line in plan.lines))
    first = row.get("first_amount")
    return Application(
        number=row["number"],
        lead=row["lead"],
        partners=tuple(row["partners"]),
        country=row["country"],
        theme=row["theme"],
        title=row["title"],
        institution=row["institution"],
        place=row["place"],
        amount=Money(row["amount"] * 100),
        months=row["months"],
        answers=answers,
        plan=plan,
        quality=row.get("quality", 0),
        by_mail=row.get("by_mail", False),
        ineligible=_refusal(refused) if refused else None,
        condition=row.get("condition", ""),
        partner_states=row.get("partner_states", {}),
        first_amount=Money(first * 100) if first else None,
    )


def _refusal(given: Row) -> Ineligible:
    return Ineligible(given["code"], given["reason"], given.get("sent_back", False))


def _without(answers: Answers, sections: list[str]) -> Answers:
    place = sections_of("form_a")
    return {key: value for key, value in answers.items() if place[key] not in sections}


def _unfinished(one: Application, row: Row) -> Application:
    """Leave out of a draft what its team has not written yet."""
    filled = row.get("filled", {"A": "all", "B": True, "C": True})
    if filled["A"] == "all":
        answers, plan = one.answers["A"], one.plan
    else:
        place = sections_of("form_a")
        wanted = set(filled["A"])
        answers = {key: value for key, value in one.answers["A"].items() if {key, place[key]} & wanted}
        plan = replace(one.plan, outcomes=(), lines=(), beside=())
    forms = {"A": answers} | {form: one.answers[form] for form in ("B", "C") if filled[form]}
    return replace(one, answers=forms, plan=plan)


def _with_problems(one: Application, problems: list[str]) -> Application:
    """Put the mistakes into a draft that people make."""
    answers, plan = dict(one.answers["A"]), one.plan
    lines = list(plan.lines)
    if "summary_too_long" in problems:
        answers["summary"] = f"{answers['summary']}\n\n{answers['problem']}\n\n{answers['needs']}"
    if "one_risk_only" in problems:
        answers["risks"] = list(answers["risks"])[:1]  # type: ignore[call-overload]
    if "total_differs" in problems:
        lines[0] = replace(lines[0], amount=lines[0].amount + Money(1_250_00))
    if "line_unexplained" in problems:
        lines[1] = replace(lines[1], explanation="")
    if "baseline_missing" in problems:
        plan = _without_baseline(plan)
    return replace(one, answers={**one.answers, "A": answers}, plan=_with_lines(plan, lines))


def _with_lines(plan: Plan, lines: list[BudgetLine]) -> Plan:
    return replace(plan, lines=tuple(lines))


def _without_baseline(plan: Plan) -> Plan:
    first, *others = plan.outcomes
    blank = tuple(replace(one, baseline="") for one in first.indicators)
    return replace(plan, outcomes=(replace(first, indicators=blank), *others))
