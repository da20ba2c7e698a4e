"""Two people in one part of a plan: what one changed of a row is taken, what both changed is told, nothing is dropped."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core.db import Database, session
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import commands, queries
from sipgrants.plans.commands import PartSaved
from sipgrants.plans.content import Row
from sipgrants.plans.models import Plan, PlanChange
from tests.builders.plans import again, whole_plan
from tests.builders.questionnaires import writer
from tests.builders.sending import counting

NEW = "new-0123456789abcdef0123456789abcdef"


class Window:
    """A page of a part that stays open, and who sits before it."""

    def __init__(self, plan: Plan, part: str, number: int, by: Actor | None = None) -> None:
        self.plan, self.part, self.page, self.by = plan, part, f"{number:016x}", by or writer()
        self.rows, self.seen = queries.content(plan, part), queries.page(plan, part).marks

    def save(self) -> PartSaved:
        sent = [{**row} for row in self.rows]
        saved = commands.merge_part(self.plan, self.part, sent, by=self.by, marks=self.seen, page=self.page)
        self.seen = saved.marks
        return saved


@pytest.fixture
def plan(db: Session) -> Plan:
    """A plan on one database: what is merged, no database decides."""
    return whole_plan()


def windows(plan: Plan, part: str) -> tuple[Window, Window]:
    return Window(plan, part, 1), Window(plan, part, 2)


def kept(plan: Plan, part: str) -> list[Row]:
    return queries.content(plan, part)


def changes(plan: Plan) -> list[PlanChange]:
    found = select(PlanChange).where(PlanChange.plan_id == plan.id, PlanChange.part == "risks")
    return list(session().scalars(found))


def risk(**texts: Any) -> Row:
    return {"id": "", "text": "", "likelihood": "", "impact": "", "mitigation": "", "owner": "", **texts}


def test_rows_that_two_people_change_are_merged_and_neither_sees_less(plan: Plan) -> None:
    one, other = windows(plan, "workplan")
    one.rows[0]["responsible"] = "Ministry"
    other.rows[1]["responsible"] = "University"
    assert (one.save().clashes, other.save().clashes) == ((), ())
    assert [row["responsible"] for row in kept(plan, "workplan")] == ["Ministry", "University"]
    assert (other.save().is_newer, [row["responsible"] for row in kept(plan, "workplan")]) == (
        True,
        ["Ministry", "University"],
    )


def test_a_row_that_two_change_is_told_with_both_and_chosen_by_the_page(plan: Plan) -> None:
    one, other = windows(plan, "risks")
    one.rows[0]["text"], other.rows[0]["text"] = "Hers", "His"
    one.save()
    (clash,) = other.save().clashes
    assert (clash.mine["text"], clash.theirs["text"], kept(plan, "risks")[0]["text"]) == (
        "His",
        "Hers",
        "Hers",
    )
    other.rows[0]["text"] = "His, typed on"
    other.save()
    aside = [one.before["text"] for one in changes(plan) if one.is_set_aside]
    assert aside == ["His, typed on"]
    other.seen = " ".join([*other.seen.split(), clash.mark])
    assert (other.save().clashes, kept(plan, "risks")[0]["text"]) == ((), "His, typed on")
    assert {one.before.get("text") for one in changes(plan)} == {None, "Elections", "His, typed on", "Hers"}


@pytest.mark.parametrize("part", ["risks", "budget"])
def test_a_new_row_that_is_sent_again_on_a_bad_line_is_one_row(plan: Plan, part: str) -> None:
    one, other = windows(plan, part)
    empty = risk() if part == "risks" else {**one.rows[0], "lines": "", "year1": "", "year2": ""}
    name = "text" if part == "risks" else "explanation"
    one.rows.append({**empty, "id": NEW, name: "Typed"})
    first = one.seen
    one.save()
    one.seen = first  # the answer never came
    one.rows[-1][name] = "Typed on"
    one.save()
    other.rows[0][name] = "Of the colleague"
    other.save()
    one.rows[-1][name] = "Typed on and on"
    assert one.save().clashes == ()
    assert sorted(row[name] for row in kept(plan, part)) == sorted(
        ["Of the colleague", *(row[name] for row in one.rows[1:])]
    )


def test_a_row_of_a_colleague_is_not_removed_by_a_page_that_does_not_show_it(plan: Plan) -> None:
    one, other = windows(plan, "risks")
    one.rows.append(risk(id=NEW, text="New"))
    one.save()
    other.rows[0]["owner"] = "The director"
    other.save()
    other.rows[0]["owner"] = "The director general"
    other.save()
    assert [(row["text"], row["owner"]) for row in kept(plan, "risks")] == [
        ("Elections", "The director general"),
        ("New", ""),
    ]


def test_a_row_that_one_removes_and_another_changes_stays(plan: Plan) -> None:
    one, other = windows(plan, "risks")
    one.rows[0]["owner"] = "The director"
    one.save()
    other.rows.clear()
    other.save()
    assert [row["owner"] for row in kept(plan, "risks")] == ["The director"]
    third = Window(plan, "risks", 3)
    third.rows.clear()
    third.save()
    assert kept(plan, "risks") == []
    assert [one.before.get("owner") for one in changes(plan) if not one.after] == ["The director"]


def test_framework_rows_at_every_depth_are_merged(plan: Plan) -> None:
    one, other = windows(plan, "framework")
    one.rows[0]["title"] = "A better outcome"
    one.rows[0]["outputs"][0]["activities"].append({"id": NEW, "title": "Third"})
    other.rows[0]["outputs"][0]["activities"][0]["title"] = "Draft it well"
    assert (one.save().clashes, other.save().clashes) == ((), ())
    (outcome,) = kept(plan, "framework")
    titles = [row["title"] for row in outcome["outputs"][0]["activities"]]
    assert (outcome["title"], titles) == ("A better outcome", ["Draft it well", "Consult", "Third"])


def test_an_identifier_of_another_plan_reaches_nothing_there(db: Session, plan: Plan) -> None:
    elsewhere = whole_plan()
    one = Window(plan, "risks", 1)
    one.rows.append(risk(id=str(elsewhere.risks[0].id), text="Mine"))
    one.save()
    assert [row["text"] for row in kept(plan, "risks")] == ["Elections", "Mine"]
    assert [row.text for row in again(db, elsewhere.id).risks] == ["Elections"]


def test_a_save_of_many_rows_costs_what_one_of_few_does(db: Session, database: Database) -> None:
    costs = []
    for number in (3, 60):
        made = whole_plan()
        window = Window(made, "risks", 1)
        window.rows += [risk(id=f"new-{one:032x}", text=f"Risk {one}") for one in range(number)]
        window.save()
        made = again(db, made.id)
        for row in window.rows:
            row["owner"] = "Somebody"
        with counting(database) as statements:
            window.plan = made
            window.save()
        costs.append(len(statements))
    assert costs[0] == costs[1]
