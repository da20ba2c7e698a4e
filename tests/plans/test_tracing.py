"""What is kept of each change of a row, and what comes back in its place."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import commands, queries, trace_queries
from sipgrants.plans.content import Row
from sipgrants.plans.models import Plan, PlanChange
from sipgrants.questionnaires.trace_queries import Told
from tests.builders.plans import whole_plan
from tests.builders.questionnaires import writer

PAGE = "0" * 16


@pytest.fixture
def plan(db: Session) -> Plan:
    """A plan whose making is an hour ago."""
    with clock.set_to(clock.now() - timedelta(hours=1)):
        return whole_plan()


def save(plan: Plan, part: str, rows: list[Row], by: Actor, page: str = PAGE) -> None:
    seen = queries.page(plan, part).marks
    commands.save_part(plan, part, [{**row} for row in rows], by=by, marks=seen, page=page)


def told(plan: Plan, part: str, by: Actor) -> list[Told]:
    """What somebody changed in a part, newest first."""
    chosen = [one for one in trace_queries.traces(plan.id, f"plan-{part}") if one.by == by.person_id]
    said = trace_queries.told(chosen, plan)
    return [said[one.id] for one in chosen]


def put_back(plan: Plan, change: Told, by: Actor) -> None:
    kept = session().get_one(PlanChange, change.back)
    commands.put_back(plan, kept, by=by)
    session().expire_all()


def values(change: Told) -> list[Any]:
    return [(str(one.name), str(one.was), str(one.became)) for one in change.fields if not one.pieces]


def test_an_amount_has_its_old_and_its_new_figure(plan: Plan) -> None:
    rows, by = queries.content(plan, "budget"), writer()
    rows[0]["year1"], rows[0]["year2"] = "40,000.00", ""
    save(plan, "budget", rows, by)
    (one,) = told(plan, "budget", by)
    assert (str(one.label), one.title) == ("Budget row 1", "1.1.1 Draft it, A lawyer, 40 days")
    assert values(one) == [
        ("Year 1, US$", "USD 30,000.00", "USD 40,000.00"),
        ("Year 2, US$", "USD 15,000.00", "None"),
    ]
    put_back(plan, one, by)
    assert (queries.content(plan, "budget")[0]["year1"], queries.content(plan, "budget")[0]["year2"]) == (
        "30000",
        "15000",
    )


def test_typing_on_is_one_change_and_what_is_typed_back_is_none(plan: Plan) -> None:
    rows, by = queries.content(plan, "risks"), writer()
    for mitigation in ("A law", "A law, and", "A law, and training"):
        rows[0]["mitigation"] = f"A ministerial order. {mitigation}"
        save(plan, "risks", rows, by)
    assert len(told(plan, "risks", by)) == 1
    rows[0]["mitigation"] = "A"
    save(plan, "risks", rows, by)
    save(plan, "risks", [{**rows[0], "mitigation": "A word"}], by, page="1" * 16)
    assert [one.before["mitigation"] for one in kept(plan, by)] == [
        "A ministerial order",
        "A ministerial order. A law, and training",
        "A",
    ]
    other, (row,) = writer(), queries.content(plan, "risks")
    for likelihood in ("5", row["likelihood"]):
        save(plan, "risks", [{**row, "likelihood": likelihood}], other)
    assert kept(plan, other) == []


def kept(plan: Plan, by: Actor) -> list[PlanChange]:
    session().expire_all()
    wanted = select(PlanChange).where(PlanChange.plan_id == plan.id, PlanChange.changed_by == by.person_id)
    return list(session().scalars(wanted.order_by(PlanChange.created_at)))


def test_what_goes_with_an_outcome_comes_back_with_it_and_tells_what_it_took_along(plan: Plan) -> None:
    before, by = queries.content(plan, "framework"), writer()
    work, money = queries.content(plan, "workplan"), queries.content(plan, "budget")
    save(plan, "framework", [], by)
    (gone,) = told(plan, "framework", by)
    assert (gone.is_gone, "Draft it" in gone.fields[-1].pieces[0].text) == (True, True)
    assert [one.back for one in told(plan, "workplan", by)] == [None, None]  # their activities are not there
    assert {values(one)[0][2] for one in told(plan, "budget", by)} == {"None"}
    put_back(plan, gone, by)
    assert queries.content(plan, "framework") == before
    for part in ("workplan", "budget"):
        for one in told(plan, part, by):
            put_back(plan, one, by)
    assert (queries.content(plan, "workplan"), queries.content(plan, "budget")) == (work, money)


def test_a_row_whose_place_went_waits_for_it(plan: Plan) -> None:
    (outcome,), by = queries.content(plan, "framework"), writer()
    save(plan, "framework", [{**outcome, "outputs": []}], by)
    (output,) = told(plan, "framework", by)
    save(plan, "framework", [], by)
    with pytest.raises(Conflict, match="row above"):
        put_back(plan, output, by)
    assert [one.back is not None for one in told(plan, "framework", by)] == [True, False]
