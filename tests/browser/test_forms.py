"""Sections and plans in a real browser: no barrier, nothing wider than the screen, rows with and without script."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, redirect, render_template_string, request
from playwright.sync_api import Browser, Page, expect

from sipgrants.core.money import Money
from sipgrants.core.runtime import Runtime
from sipgrants.plans import commands as plan_commands
from sipgrants.plans import queries as plan_queries
from sipgrants.plans.framework import BudgetClass, PlanRules
from sipgrants.plans.models import Plan
from sipgrants.plans.reading import read_part
from sipgrants.questionnaires import queries
from sipgrants.questionnaires.commands import save_section
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.questionnaires.reading import read_section, wants_more
from sipgrants.web import locale
from sipgrants.web.gate import requires
from tests.builders.plans import whole_plan
from tests.builders.questionnaires import answers_to, form, writer

FRAME = "{% extends 'base.html' %}{% set title = 'Form' %}{% set width = 'wide' %}{% block main %}"
SECTION = (
    FRAME
    + "{% from 'questionnaires/section.html' import section_form %}{{ section_form(page) }}{% endblock %}"
)
PART = FRAME + "{% from 'plans/edit.html' import part_form %}{{ part_form(page) }}{% endblock %}"
SHOW = (
    FRAME
    + "{% from 'plans/show.html' import show_plan %}{% from 'questionnaires/section.html' import dossier %}"
    + "<h1>Dossier</h1>{{ dossier(sections) }}{{ show_plan(pages) }}{% endblock %}"
)
RULES = PlanRules(Money.usd(50_000), Money.usd(250_000), 36, caps={BudgetClass.TRAVEL: 20})


@pytest.fixture
def kept(app: Flask) -> dict[str, Any]:
    """Identifiers of answers by form and of a plan, and the pages that show and save them."""
    runtime: Runtime = app.extensions["runtime"]
    with runtime.scope():
        found: dict[str, Any] = {kind: answers_to(form(kind)).id for kind in ("A", "B", "C")}
        found["plan"] = whole_plan().id
    app.add_url_rule("/form/<kind>/<key>", "section", _section(found), methods=["GET", "POST"])
    app.add_url_rule("/plan/<part>", "part", _part(found), methods=["GET", "POST"])
    app.add_url_rule("/dossier", "dossier", _dossier(found))
    app.config["WTF_CSRF_ENABLED"] = False
    return found


def _section(found: dict[str, Any]) -> Any:
    @requires("public.read")
    def view(kind: str, key: str) -> Any:
        answers: AnswerSet = queries.answers(found[kind])
        if request.method == "POST":
            typed = read_section(queries.section(answers, key), request.form)
            save_section(answers, key, typed, by=writer(), marks=request.form.get("seen"))
            return redirect(request.path + ("" if wants_more(request.form) else "?saved"), 303)
        page = queries.page(answers, key, locale.choose(), told="told" in request.args)
        return render_template_string(SECTION, page=page)

    return view


def _part(found: dict[str, Any]) -> Any:
    @requires("public.read")
    def view(part: str) -> Any:
        plan: Plan = plan_queries.whole(found["plan"])
        if request.method == "POST":
            typed = read_part(part, request.form)
            plan_commands.save_part(plan, part, typed, by=writer(), marks=request.form.get("seen"))
            return redirect(request.path, 303)
        page = plan_queries.page(plan, part, RULES, Money.usd(60_000), 24)
        return render_template_string(PART, page=page)

    return view


def _dossier(found: dict[str, Any]) -> Any:
    @requires("public.read")
    def view() -> Any:
        answers, plan = queries.answers(found["A"]), plan_queries.whole(found["plan"])
        sections = queries.dossier(answers.form, queries.values(answers), locale.choose())
        return render_template_string(SHOW, sections=sections, pages=plan_queries.pages(plan, months=24))

    return view


PATHS = [
    "form/A/summary?told", "form/A/stakeholders", "form/A/sdgs", "form/B/other_funding", "plan/framework",
    "plan/workplan", "plan/risks", "plan/budget", "plan/other_funding", "dossier",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PATHS)
def test_pages_have_no_barrier_and_fit_the_screen(
    page: Page, live_server: str, kept: dict[str, Any], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    answer = page.goto(f"{live_server}/{path}")
    assert answer is not None
    assert answer.status == 200
    found = Axe().run(page).response["violations"]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ([(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found], wider) == ([], 0)


def test_a_question_appears_when_its_condition_is_met(
    page: Page, live_server: str, kept: dict[str, Any]
) -> None:
    page.goto(f"{live_server}/form/A/background")
    link = page.locator("[name='background.nap_link']")
    expect(link).to_be_hidden()
    page.check("[name='background.asgm'][value=yes]")
    expect(link).to_be_visible()


def test_a_row_is_added_at_once_and_what_is_typed_in_it_is_kept(
    page: Page, live_server: str, kept: dict[str, Any]
) -> None:
    page.goto(f"{live_server}/form/A/stakeholders")
    page.fill("[name='stakeholders.stakeholders.1.name']", "Customs")
    page.click("text=Add another row")
    page.fill("[name='stakeholders.stakeholders.2.name']", "水务局")
    page.click("text=Save and continue")
    page.wait_for_url("**?saved")
    names = page.locator("[name^='stakeholders.stakeholders.'][name$='.name']")
    assert names.evaluate_all("fields => fields.map(one => one.value)") == ["Customs", "水务局"]


def test_rows_of_the_framework_come_and_go_without_script(
    browser: Browser, live_server: str, kept: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/plan/framework")
    activities = "outcomes.0.outputs.0.activities"
    page.click(f"[name=add][value='{activities}']")
    page.fill(f"[name='{activities}.2.title']", "Third")
    page.click(f"[name=up][value='{activities}.2']")
    page.click(f"[name=remove][value='{activities}.0']")
    titles = [page.input_value(f"[name='{activities}.{at}.title']") for at in (0, 1)]
    context.close()
    assert titles == ["Third", "Consult"]


def test_enter_in_a_field_saves_and_removes_nothing(
    browser: Browser, live_server: str, kept: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/form/A/summary")
    page.fill("[name='summary.contacts.0.name']", "Mwansa")
    page.press("[name='summary.contacts.0.name']", "Enter")
    page.wait_for_url("**?saved")
    kept_name = page.input_value("[name='summary.contacts.0.name']")
    context.close()
    assert kept_name == "Mwansa"


def test_figures_pasted_from_a_spreadsheet_fill_the_grid_and_add_up(
    page: Page, live_server: str, kept: dict[str, Any]
) -> None:
    page.goto(f"{live_server}/plan/budget")
    page.focus("[name='budget.0.year1']")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "1000\\t2000\\n3000\\t4000");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    page.select_option("[name='budget.0.budget_class']", "travel")
    page.select_option("[name='budget.1.budget_class']", "staff")
    assert page.locator("[data-class=travel] [data-share]").inner_text() == "30%"
    assert page.locator("[data-grant] [data-amount]").all_inner_texts() == ["US$\u00a010,000"] * 2
    totals = page.locator("[data-total]").all_inner_texts()
    assert totals == ["US$\u00a04,000", "US$\u00a06,000"]
