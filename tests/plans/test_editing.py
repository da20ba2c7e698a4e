"""Writing a plan: everything typed is kept, rows come, go and move, colleagues and frozen versions are safe."""

from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from sipgrants.core.db import Database
from sipgrants.core.errors import Conflict, NotFound, Stale
from sipgrants.core.money import Money
from sipgrants.plans import commands, queries
from sipgrants.plans.comparing import classes, compare
from sipgrants.plans.framework import BudgetClass, PlanRules
from sipgrants.plans.models import Plan
from tests.builders.plans import FRAMEWORK, activity_ids, again, empty_plan, save, whole_plan
from tests.builders.questionnaires import writer

RULES = PlanRules(Money.usd(50_000), Money.usd(250_000), 36, caps={BudgetClass.TRAVEL: 20})
ASKED = Money.usd(60_000)


ACTIVITIES = "outcomes.0.outputs.0.activities"


def ids(plan: Plan) -> dict[str, str]:
    """The identifiers that the page carries in hidden fields."""
    outcome = plan.outcomes[0]
    rows = {"outcomes.0.id": outcome.id, "outcomes.0.outputs.0.id": outcome.outputs[0].id}
    found = {name: str(value) for name, value in rows.items()}
    return found | {f"{ACTIVITIES}.{at}.id": one for at, one in enumerate(activity_ids(plan))}


def activity_titles(plan: Plan) -> list[str]:
    return [one.text for _number, one in queries.activities(plan)]


def fields(plan_part: str, problems: dict[str, list[object]]) -> list[str]:
    return [one.field for one in problems[plan_part]]  # type: ignore[attr-defined]


def test_a_whole_plan_has_one_problem_only_its_travel(both: Session) -> None:
    plan = again(both, whole_plan().id)
    found = queries.problems(plan, RULES, ASKED, 24, least_risks=1)
    assert {part: [str(one.message) for one in problems] for part, problems in found.items()} == {
        "framework": [],
        "workplan": [],
        "risks": [],
        "budget": ["Travel: USD 15,000.00 is more than 20 per cent of the grant."],
        "other_funding": [],
    }


def test_totals_are_those_of_what_was_typed(db: Session) -> None:
    sums = queries.totals(whole_plan())
    assert (sums.grant, sums.by_year, sums.in_kind) == (
        Money.usd(60_000),
        {1: Money.usd(45_000), 2: Money.usd(15_000)},
        Money.usd(5_000),
    )


def test_an_empty_plan_names_what_is_missing_in_every_part(db: Session) -> None:
    plan = empty_plan()
    found = queries.problems(plan, RULES, ASKED, 24, least_risks=3, least_funding=1)
    assert {part: fields(part, found) for part in found} == {
        "framework": ["outcomes"],
        "workplan": ["activities"],
        "risks": ["risks"],
        "budget": ["budget"],
        "other_funding": ["funding"],
    }
    assert queries.started(plan) == frozenset()
    assert queries.started(whole_plan()) == {"framework", "workplan", "risks", "budget", "other_funding"}


def test_a_row_can_be_added_moved_and_removed_by_buttons_alone(db: Session) -> None:
    plan = save(empty_plan(), "framework", FRAMEWORK | {"add": ACTIVITIES})
    assert activity_titles(plan) == ["Draft it", "Consult", ""]
    third = {f"{ACTIVITIES}.2.title": "Third", "up": f"{ACTIVITIES}.2"}
    save(plan, "framework", FRAMEWORK | ids(plan) | third)
    assert activity_titles(plan) == ["Draft it", "Third", "Consult"]
    first = activity_ids(plan)[0]
    save(
        plan, "framework", FRAMEWORK | ids(plan) | {f"{ACTIVITIES}.2.title": "x", "remove": f"{ACTIVITIES}.1"}
    )
    assert (activity_titles(plan), activity_ids(plan)[0]) == (["Draft it", "x"], first)


def test_adding_inside_an_empty_outcome_keeps_it(db: Session) -> None:
    plan = save(empty_plan(), "framework", {"add": "outcomes"})
    plan = save(
        plan,
        "framework",
        {"outcomes.0.title": "", "outcomes.0.outputs.0.title": "", "add": "outcomes.0.outputs"},
    )
    assert [len(one.outputs) for one in plan.outcomes] == [1]


def test_a_figure_that_is_none_is_kept_and_named_where_it_was_typed(db: Session) -> None:
    plan = whole_plan()
    first = activity_ids(plan)[0]
    row = {"budget.0.activity": first, "budget.0.budget_class": "travel", "budget.0.explanation": "x"}
    save(
        plan,
        "budget",
        row | {"budget.0.year1": "1e400", "budget.0.year2": "-5", "budget.0.year3": "99999999999"},
    )
    assert [queries.content(plan, "budget")[0][f"year{year}"] for year in (1, 2, 3)] == [
        "1e400",
        "-5",
        "99999999999",
    ]
    found = [(one.field, str(one.message)) for one in queries.problems(plan, None, None, 36)["budget"]]
    assert found == [
        ("budget.0.year1", "This is no amount. Enter it in US dollars, in figures, for example 12500."),
        ("budget.0.year2", "An amount cannot be less than nothing."),
        ("budget.0.year3", "This amount is too large."),
    ]


def test_a_line_without_class_activity_and_explanation_is_kept_and_named(db: Session) -> None:
    plan = save(whole_plan(), "budget", {"budget.0.year2": "100"})
    found = [one.field for one in queries.problems(plan, None, None, 36)["budget"]]
    assert found == ["budget.0.activity", "budget.0.explanation", "budget.0.budget_class"]


def test_a_year_outside_the_duration_is_named_at_its_cell(db: Session) -> None:
    found = queries.problems(whole_plan(), None, None, 12)["budget"]
    assert [(one.field, str(one.message)) for one in found] == [
        ("budget.0.year2", "This year lies outside the duration of the project.")
    ]


def test_lines_of_an_activity_that_goes_wait_for_another(both: Session) -> None:
    plan = whole_plan()
    second = activity_ids(plan)[1]
    save(plan, "framework", FRAMEWORK | ids(plan) | {"remove": f"{ACTIVITIES}.0"})
    assert [str(line.activity_id) for line in again(both, plan.id).lines] == ["None", "None", second]


def test_the_workplan_keeps_quarters_by_activity(db: Session) -> None:
    plan = whole_plan()
    assert [(one.quarters, one.responsible) for _number, one in queries.activities(plan)] == [
        ([1, 2], ""),
        ([3], "Ministry of Health"),
    ]
    found = queries.problems(plan, None, None, 6)["workplan"]
    assert [one.field for one in found] == ["activities.1.quarters"]


def test_a_colleagues_change_of_the_same_part_is_not_overwritten(both: Session) -> None:
    plan = whole_plan()
    seen, row = queries.page(plan, "risks").marks, {"risks.0.id": str(plan.risks[0].id)}
    save(plan, "risks", row | {"risks.0.text": "Hers"}, marks=seen)
    with pytest.raises(Stale):
        save(plan, "risks", row | {"risks.0.text": "His"}, marks=seen)
    assert [one.text for one in again(both, plan.id).risks] == ["Hers"]


def test_a_stale_save_shows_mine_in_the_fields_and_theirs_beside(db: Session) -> None:
    plan = whole_plan()
    page = queries.page(plan, "risks", mine=[{**queries.content(plan, "risks")[0], "text": "Mine"}])
    assert [row["text"] for row in page.rows] == ["Mine"]
    assert [row["text"] for row in page.theirs or []] == ["Elections"]


def test_colleagues_in_different_parts_do_not_collide(db: Session) -> None:
    plan = whole_plan()
    seen = queries.page(plan, "risks").marks
    save(plan, "other_funding", {"funding.0.source": "Bank"})
    save(plan, "risks", {"risks.0.text": "Mine"}, marks=seen)
    assert [one.text for one in plan.risks] == ["Mine"]


def test_a_page_left_untouched_does_not_bring_old_content_back(db: Session) -> None:
    plan = whole_plan()
    old, seen = queries.content(plan, "risks"), queries.page(plan, "risks").marks
    save(plan, "risks", {"risks.0.text": "Newer"})
    commands.save_part(plan, "risks", old, by=writer(), marks=seen)
    assert [one.text for one in plan.risks] == ["Newer"]


@pytest.mark.parametrize("part", ["framework", "workplan", "risks", "budget", "other_funding"])
def test_a_frozen_plan_refuses_every_change(db: Session, part: str) -> None:
    plan = commands.freeze(whole_plan(), by=writer())
    before = queries.canonical(plan)
    with pytest.raises(Conflict):
        commands.save_part(plan, part, [], by=writer())
    assert queries.canonical(again(db, plan.id)) == before


def test_a_copy_has_the_same_content_and_follows_its_ancestors(both: Session) -> None:
    plan = whole_plan()
    lines = [line.id for line in plan.lines]
    copied = commands.snapshot(commands.copy(plan, by=writer()), by=writer())
    plan_id, copied_id = plan.id, copied.id
    copied, plan = again(both, copied_id), queries.whole(plan_id)
    assert queries.canonical(copied) == queries.canonical(plan)
    assert [line.origin_id for line in copied.lines] == lines
    assert (copied.frozen_at is None, plan.frozen_at) == (False, None)


def test_lines_keep_their_identity_when_the_grid_is_saved_again(db: Session) -> None:
    plan = whole_plan()
    before = [line.id for line in plan.lines]
    rows = queries.content(plan, "budget")
    rows[0]["year1"], rows[0]["explanation"] = "31000", "Two lawyers"
    commands.save_part(plan, "budget", rows, by=writer())
    assert [line.id for line in plan.lines] == before
    assert [line.minor for line in plan.lines] == [3_100_000, 1_500_000, 1_500_000]


def test_comparing_names_what_changed_and_how_far_each_class_moved(db: Session) -> None:
    plan = whole_plan()
    later = commands.copy(plan, by=writer())
    rows = queries.content(later, "budget")
    rows[1]["year1"] = "18000"
    commands.save_part(later, "budget", [rows[1], rows[0]], by=writer())
    before, after = queries.canonical(plan), queries.canonical(later)
    assert [(str(one.label), str(one.what), one.before, one.after) for one in compare(before, after)] == [
        ("1.1.2 Consult", "Amount", Money.usd(15_000), Money.usd(18_000))
    ]
    assert [(one.name, str(one.share)) for one in classes(before, after)] == [
        ("contractual", "0"),
        ("travel", "1/5"),
    ]
    assert compare(before, before) == []


def test_comparing_names_new_and_removed_rows(db: Session) -> None:
    plan = whole_plan()
    later = commands.copy(plan, by=writer())
    save(later, "risks", {"risks.0.text": "Floods"})
    found = compare(queries.canonical(plan), queries.canonical(later))
    assert [(str(one.what), one.before, one.after) for one in found] == [
        ("New", None, "Floods"),
        ("Removed", "Elections", None),
    ]


def test_somebody_elses_activity_cannot_be_taken_into_the_budget(db: Session) -> None:
    theirs = activity_ids(whole_plan())[0]
    plan = save(whole_plan(), "budget", {"budget.0.activity": theirs, "budget.0.year1": "5"})
    assert [line.activity_id for line in plan.lines] == [None]


def test_a_plan_that_does_not_exist_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        queries.whole(uuid4())


def test_a_plan_is_read_in_nine_statements_however_large(db: Session, database: Database) -> None:
    small, large = whole_plan().id, empty_plan()
    below = {name.split(".", 2)[2]: text for name, text in FRAMEWORK.items()}
    save(
        large, "framework", {f"outcomes.{at}.{name}": text for at in range(6) for name, text in below.items()}
    )
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: counted.append(told[2]))
    numbers = []
    for one in (small, large.id):
        db.expunge_all()
        counted.clear()
        queries.canonical(queries.whole(one))
        numbers.append(len(counted))
    assert numbers == [9, 9]
