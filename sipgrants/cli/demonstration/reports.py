"""The awards of the demonstration's earlier round: their plans, and the answers of the reports on them."""

from __future__ import annotations

from collections.abc import Iterator

from sipgrants.cli.demonstration.answers import Answers
from sipgrants.cli.demonstration.plans import compose_plan
from sipgrants.cli.demonstration.source import Row, demonstration, fill, some, themes
from sipgrants.plans.framework import Activity, Indicator, Plan

QUARTER_DAYS = 91
CONFIRMED = ["agree", "receipts", "purpose"]


def awards() -> list[Row]:
    """The ten awards as the file has them; days count from the day of loading."""
    found: list[Row] = demonstration("awards")["awards"]
    return found


def award_plan(award: Row) -> Plan:
    """The plan agreed for an award; its budget is the amount awarded."""
    return compose_plan(award)


def report_answers(award: Row, report: Row) -> Answers:
    """The answers of one report by the key of the question, without its files and dates.

    Rows of `indicators`, `activities` and `spending` follow the order of the plan; money in cents; what is a
    day (`by`, `held_on`, `bought_on`) is a number of days from the day of loading.
    """
    return {
        "progress": _progress,
        "expenditure": _expenditure,
        "inventory": _inventory,
        "final": _final,
        "statement": _statement,
    }[report["kind"]](award, report)


def spending(award: Row, report: Row) -> list[int]:
    """What a report says was spent, line by line, in cents: its total to the cent, in proportion to the plan."""
    lines = award_plan(award).lines
    planned = sum(line.amount.minor for line in lines)
    total = (
        report["spent_usd"] * 100
        if "spent_usd" in report
        else planned * report.get("spent_percent", 0) // 100
    )
    found, before, counted = [], 0, 0
    for line in lines:
        counted += line.amount.minor
        until = counted * total // planned
        found.append(until - before)
        before = until
    return found


def review(report: Row) -> str:
    """What the officer wrote when the report was accepted, returned or waived; empty where it was not."""
    texts = demonstration("reports")["texts"]["reviews"]
    if "review" in report:
        return str(report["review"])
    choices = texts.get(report["reach"])
    return str(some(choices, -report["due_day"], "review")[0]) if choices else ""


def _progress(award: Row, report: Row) -> Answers:
    texts, turn = demonstration("reports")["texts"]["progress"], _turn(award, report)
    standing = "behind" if turn == 0 else "on_track"
    return {
        "standing": standing,
        "overview": fill(texts["overview"][turn % 3], award),
        "indicators": list(_indicators(award, turn, "on_track")),
        "activities": list(_activities(award, report)),
        "participation": [
            {"event": name, "held_on": report["from_day"] + 40 * (number + 1), "women": women, "men": men}
            for number, (name, women, men) in enumerate(texts["events"])
        ],
        "gender_progress": texts["gender_progress"][turn % 3],
        "risks": [dict(risk) for risk in themes()[award["theme"]]["risks"][:2]],
        "difficulties": texts["difficulties"][(turn + award["number"]) % 3],
        **_change(award, report),
        "next_steps": [
            {"step": step, "who": who, "by": report["to_day"] + days}
            for step, who, days in texts["next_steps"]
        ],
    }


def _expenditure(award: Row, report: Row) -> Answers:
    texts = demonstration("reports")["texts"]["expenditure"]
    return {
        "spending": [{"spent": spent} for spent in spending(award, report)],
        "variance": some(texts["variance"], award["number"] + _turn(award, report), "variance")[0],
        "local_currency": "no",
        "bank_interest": 0,
        "certified_by": texts["certified_by"],
        "confirmations": CONFIRMED,
    }


def _inventory(award: Row, report: Row) -> Answers:
    texts = demonstration("reports")["texts"]["inventory"]
    return {
        "has_items": "yes",
        "items": [
            {
                "item": item,
                "serial": f"{serial}-{award['lead']}",
                "bought_on": report["from_day"] + 90,
                "cost": cost * 100,
                "place": award["institution"].split(",")[0],
                "custodian": f"Project manager of {award['country']}",
                "condition": condition,
                "fate": "kept",
            }
            for item, serial, cost, condition in texts["items"]
        ],
        "checked_on": report["to_day"],
        "checked_by": "Storekeeper of the lead institution",
        "losses": texts["losses"],
    }


def _final(award: Row, report: Row) -> Answers:
    texts = demonstration("reports")["texts"]["final"]
    told = {key: text for key, text in texts.items() if key != "variance"}
    written = {key: fill(text, award) if isinstance(text, str) else text for key, text in told.items()}
    return {
        **written,
        "indicators": list(_indicators(award, 3, "partly")),
        "activities": [row | {"state": "completed"} for row in _activities(award, report)],
        **_equipment(award),
    }


def _statement(award: Row, report: Row) -> Answers:
    """The final statement asks what an expenditure report asks, of the whole time, and who assures it."""
    variance = demonstration("reports")["texts"]["final"]["variance"]
    return {**_expenditure(award, report), "variance": variance, "assurance": "audited"}


def _change(award: Row, report: Row) -> Answers:
    """The last report before a change is proposed announces it."""
    announced = award.get("change") if report["reach"] == "submitted" else None
    return (
        {"change_needed": "yes", "change_explained": announced["reason"]}
        if announced
        else {"change_needed": "no"}
    )


def _equipment(award: Row) -> Answers:
    """What was on an inventory stays with the institution."""
    if not any(report["kind"] == "inventory" for report in award["reports"]):
        return {"has_equipment": "no"}
    items = demonstration("reports")["texts"]["inventory"]["items"]
    return {
        "has_equipment": "yes",
        "equipment": [
            {"item": item, "serial": f"{serial}-{award['lead']}", "condition": condition, "fate": "stays"}
            for item, serial, _, condition in items
        ],
    }


def _turn(award: Row, report: Row) -> int:
    """How many reports of the same kind came before."""
    return [one for one in award["reports"] if one["kind"] == report["kind"]].index(report)


def _indicators(award: Row, turn: int, otherwise: str) -> Iterator[dict[str, str]]:
    """One row for each indicator, outcomes and outputs in order; more of them are reached from turn to turn."""
    for number, one in enumerate(_all_indicators(award_plan(award))):
        reached = number % 4 < turn
        value = one.target if reached else f"{one.baseline}; counting goes on"
        yield {"value": value, "standing": "reached" if reached else otherwise, "evidence": one.means}


def _all_indicators(plan: Plan) -> Iterator[Indicator]:
    for outcome in plan.outcomes:
        yield from outcome.indicators
        for output in outcome.outputs:
            yield from output.indicators


def _activities(award: Row, report: Row) -> Iterator[dict[str, str]]:
    """One row for each activity: its state follows from the quarters that have passed."""
    done = demonstration("reports")["texts"]["progress"]["done"]
    passed = (report["to_day"] - award["start_day"]) // QUARTER_DAYS
    for activity in award_plan(award).activities():
        state = _state(activity, passed)
        text = {"completed": done[0], "under_way": done[1], "not_started": done[2]}[state]
        yield {"state": state, "done": text}


def _state(activity: Activity, passed: int) -> str:
    if max(activity.quarters) <= passed:
        return "completed"
    return "not_started" if min(activity.quarters) > passed else "under_way"
