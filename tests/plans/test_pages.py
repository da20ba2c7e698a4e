"""The pages of a plan: what is shown is sent back as it was, every problem leads to its field."""

import re

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from sipgrants.core.money import Money
from sipgrants.plans import commands, queries
from sipgrants.plans.comparing import classes, compare
from sipgrants.plans.content import PARTS, ROOTS, Row, Shape, mark
from sipgrants.plans.framework import BudgetClass, PlanRules
from sipgrants.plans.pages import PartPage, runs
from sipgrants.plans.reading import read_part, wants_more
from tests.builders.browser_form import identifiers, links_within, sent
from tests.builders.plans import activity_ids, again, empty_plan, save, whole_plan
from tests.builders.questionnaires import writer

FORM = "{% from 'plans/edit.html' import part_form %}{{ part_form(page) }}"
SHOW = "{% from 'plans/show.html' import show_plan %}{{ show_plan(pages) }}"
DIFFER = (
    "{% from 'plans/show.html' import changes, class_changes %}{{ changes(found) }}{{ class_changes(moved) }}"
)
RULES = PlanRules(Money.usd(50_000), Money.usd(250_000), 36, caps={BudgetClass.TRAVEL: 20})

every_part = pytest.mark.parametrize("part", PARTS)


@pytest.fixture
def request_of(app: Flask, db: Session):  # noqa: ANN201
    """A request in English."""
    return lambda: app.test_request_context(headers={"Accept-Language": "en"})


def drawn(page: PartPage) -> str:
    return render_template_string(FORM, page=page)


@every_part
def test_what_a_page_shows_is_sent_back_as_it_was(request_of, part: str) -> None:
    plan = whole_plan()
    before = queries.canonical(plan)
    with request_of():
        fields = sent(drawn(queries.page(plan, part, months=24)))
    assert mark(part, read_part(part, fields)) == fields["seen"].split()[0]
    commands.save_part(plan, part, read_part(part, fields), by=writer(), marks=fields["seen"])
    assert queries.canonical(plan) == before


def test_a_workplan_without_activities_says_where_to_begin_instead_of_asking(request_of) -> None:
    with request_of():
        page = drawn(queries.page(empty_plan(), "workplan"))
    assert "The results framework has no activity yet" in page
    assert "Save and continue" not in page


@every_part
def test_an_empty_page_adds_nothing(request_of, part: str) -> None:
    plan = empty_plan()
    with request_of():
        fields = sent(drawn(queries.page(plan, part)))
    assert read_part(part, fields) == []
    assert not wants_more(fields)


@every_part
@pytest.mark.parametrize("is_empty", [True, False], ids=["empty", "whole"])
def test_every_problem_leads_to_its_field_and_no_identifier_stands_twice(
    request_of, part: str, is_empty: bool
) -> None:
    plan = empty_plan() if is_empty else whole_plan()
    rules = {"rules": RULES, "asked": Money.usd(1), "months": 6, "least_risks": 3, "least_funding": 2}
    with request_of():
        page = drawn(queries.page(plan, part, **rules))
    found = identifiers(page)
    assert sorted(set(found)) == sorted(found)
    assert links_within(page) - set(found) == set()


def test_a_year_with_figures_has_a_column_even_outside_the_duration(request_of) -> None:
    plan = save(whole_plan(), "budget", {"budget.0.explanation": "x", "budget.0.year4": "100"})
    with request_of():
        fields = sent(drawn(queries.page(plan, "budget", months=12)))
    assert fields["budget.0.year4"] == "100"


def test_totals_stand_beside_their_caps(request_of) -> None:
    plan = whole_plan()
    page = queries.page(plan, "budget", RULES, Money.usd(50_000), 24)
    travel = next(one for one in page.class_totals if one.name == "travel")
    assert (travel.amount, travel.percent, travel.cap, travel.is_within) == (Money.usd(15_000), 25, 20, False)
    assert page.difference == Money.usd(10_000)
    assert page.by_year == {1: Money.usd(45_000), 2: Money.usd(15_000)}
    with request_of():
        shown = drawn(page)
    assert "at most 20 %" in shown
    assert "<bdi data-difference>US$\u00a010,000</bdi>" in shown
    assert hidden_words(shown) & {"at most 20 %", "more than 20 %"} == {"at most 20 %"}


@pytest.mark.parametrize(
    ("ceiling", "hidden"),
    [
        (60_000, "a grant is from US$\u00a050,000 to US$\u00a060,000"),
        (59_999, "US$\u00a050,000 to US$\u00a059,999"),
    ],
)
def test_the_total_stands_beside_floor_and_ceiling(request_of, ceiling: int, hidden: str) -> None:
    rules = PlanRules(Money.usd(50_000), Money.usd(ceiling), 36)
    with request_of():
        shown = drawn(queries.page(whole_plan(), "budget", rules, Money.usd(60_000), 24))
    assert hidden in hidden_words(shown)


def hidden_words(shown: str) -> set[str]:
    """What the page keeps ready and does not show: the other answer of each rule."""
    return set(re.findall(r"<span hidden><span class=.chip[^>]*>.*?<bdi>(.*?)</bdi>", shown))


@pytest.mark.parametrize(
    ("quarters", "found"),
    [([], []), ([2], [(2, 2)]), ([3, 1, 2, 6], [(1, 3), (6, 6)]), ([4, 4, 5], [(4, 5)])],
)
def test_quarters_are_told_as_runs(quarters: list[int], found: list[tuple[int, int]]) -> None:
    assert runs(quarters) == found


def test_the_workplan_is_drawn_with_a_bar_for_each_quarter_and_its_words_beside(request_of) -> None:
    plan = whole_plan()
    page = queries.page(plan, "workplan", months=24, told=False)
    with request_of():
        shown = render_template_string(SHOW, pages=[page])
        typing = drawn(queries.page(plan, "workplan", months=24))
    planned = sum(len(row["quarters"]) for row in page.rows)
    assert planned == 3
    assert (shown.count("<rect "), typing.count("<rect ")) == (planned, planned)
    assert "Q1 to Q8" in shown


def test_a_stale_page_shows_what_both_wrote(request_of) -> None:
    plan = whole_plan()
    mine = [{**queries.content(plan, "risks")[0], "text": "Mine"}]
    with request_of():
        page = drawn(queries.page(plan, "risks", mine=mine))
    assert sent(page)["risks.0.text"] == "Mine"
    assert "What your colleague saved" in page
    assert "Elections" in page


def test_a_stale_budget_adds_up_each_side_for_itself(request_of) -> None:
    plan = whole_plan()
    mine = [{**queries.content(plan, "budget")[0], "year1": "7"}]
    page = queries.page(plan, "budget", mine=mine)
    assert (page.by_year[1], page.their_page.by_year[1]) == (Money.usd(7), Money.usd(45_000))
    with request_of():
        found = identifiers(drawn(page))
    assert sorted(set(found)) == sorted(found)


def test_a_whole_plan_can_be_read(request_of) -> None:
    plan = save(whole_plan(), "risks", {"risks.0.text": "الانتخابات <b>", "risks.0.likelihood": "5"})
    with request_of():
        page = render_template_string(SHOW, pages=queries.pages(plan, months=24, rules=RULES))
        empty = render_template_string(SHOW, pages=queries.pages(empty_plan()))
    assert "الانتخابات &lt;b&gt;" in page
    assert "5 - very high" in page
    assert "A lawyer, 40 days" in page
    assert empty.count("Nothing entered yet.") == len(PARTS)


def test_differences_between_plans_can_be_read(request_of) -> None:
    plan = whole_plan()
    later = commands.copy(plan, by=writer())
    rows = queries.content(later, "budget")
    rows[1]["year1"], rows[1]["budget_class"] = "18000", "supplies"
    commands.save_part(later, "budget", rows, by=writer())
    before, after = queries.canonical(plan), queries.canonical(later)
    with request_of():
        page = render_template_string(DIFFER, found=compare(before, after), moved=classes(before, after))
        same = render_template_string(DIFFER, found=compare(before, before), moved=[])
    assert "US$\u00a018,000" in page
    assert "Supplies, commodities, materials" in page
    assert "The plans do not differ." in same


# --- whatever is typed: saved and read again, it is the same ---

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


def rows(shape: Shape, **fixed: st.SearchStrategy[object]) -> st.SearchStrategy[list[Row]]:
    texts = {name: fixed.get(name, WORDS) for name in shape.texts}
    flags = {name: st.booleans() for name in shape.flags}
    lists = {name: rows(inner) for name, inner in shape.lists.items()}
    hidden = {name: st.just("") for name in shape.hidden}
    return st.lists(st.fixed_dictionaries({**hidden, **texts, **flags, **lists}), max_size=3)


LEVEL = st.sampled_from(["", "1", "3", "5"])
AMOUNT = st.one_of(
    st.just(""), st.integers(1, 10**9).map(str), st.sampled_from(["1e400", "-5", "0", "x", "٣٠"])
)
CONTENT = {
    "framework": rows(ROOTS["framework"][1]),
    "risks": rows(ROOTS["risks"][1], likelihood=LEVEL, impact=LEVEL),
    "other_funding": rows(ROOTS["other_funding"][1], amount=AMOUNT),
    "budget": rows(
        ROOTS["budget"][1],
        activity=st.just(""),
        budget_class=st.sampled_from(["", "travel", "staff"]),
        **{f"year{year}": AMOUNT for year in range(1, 11)},
    ),
}


def amounts_as_kept(content: list[Row]) -> list[Row]:
    """Figures of other scripts are kept as amounts and shown in plain figures."""
    return [{name: "30" if value == "٣٠" else value for name, value in row.items()} for row in content]


@pytest.mark.parametrize("part", [part for part in CONTENT if part != "budget"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_content_saved_is_content_read(db: Session, part: str, data: st.DataObject) -> None:
    content = data.draw(CONTENT[part])
    plan = commands.save_part(empty_plan(), part, content, by=writer())
    assert mark(part, queries.content(again(db, plan.id), part)) == mark(part, amounts_as_kept(content))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=CONTENT["budget"])
def test_a_budget_saved_adds_up_to_what_was_typed(db: Session, content: list[Row]) -> None:
    plan = again(db, commands.save_part(empty_plan(), "budget", content, by=writer()).id)
    typed = sorted(
        value
        for row in amounts_as_kept(content)
        for name, value in row.items()
        if name.startswith("year") and value
    )
    read = queries.content(plan, "budget")
    assert (
        sorted(value for row in read for name, value in row.items() if name.startswith("year") and value)
        == typed
    )
    commands.save_part(plan, "budget", read, by=writer())
    assert mark("budget", queries.content(plan, "budget")) == mark("budget", read)


def test_activities_of_the_budget_are_those_of_the_framework(db: Session) -> None:
    plan = whole_plan()
    page = queries.page(plan, "budget")
    assert page.activity_choices == list(
        zip(activity_ids(plan), ["1.1.1 Draft it", "1.1.2 Consult"], strict=True)
    )
