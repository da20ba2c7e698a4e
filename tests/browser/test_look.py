"""The macros in a real browser, under the real headers: scripts only make better what works without them."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Blueprint, Flask, render_template, request
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, expect
from wtforms import FieldList, Form, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from sipgrants.config import ROOT
from sipgrants.web import assets, formats, headers, locale

STATIC = ROOT / "sipgrants/static"
PAGES = {
    "section.html": """{% extends "base.html" %}{% set title = "Risks" %}{% set crumbs = [("/", "Home")] %}
{% from "_macros/tasks.html" import form_section %}{% from "_macros/fields.html" import field, money_field %}
{% from "_macros/rows.html" import rows, row_cell %}
{% block main %}{% call form_section(form, "Risks", step="Section 6 of 10", autosave="/autosave") %}
{% from "_macros/saving.html" import hands %}{{ hands() }}<input type="hidden" name="seen" value="">
<div data-question="summary">{{ field(form.summary, words=5) }}</div>{{ money_field(form.amount) }}{{ field(form.held) }}
{% call(entry) rows(form.risks, ["Risk", "Likelihood"], one="risk", most=3) %}
{{ row_cell(entry.form.what) }}{{ row_cell(entry.form.likelihood) }}{% endcall %}{% endcall %}{% endblock %}""",
    "grid.html": """{% extends "base.html" %}{% set title = "Budget" %}{% set width = "wide" %}
{% from "_macros/page.html" import heading, tabs, notice %}{% from "_macros/state.html" import state %}
{% from "_macros/grid.html" import grid, entry, total %}{% from "_macros/matrix.html" import matrix, score, barred %}
{% from "_macros/record.html" import next_step, facts %}{% from "_macros/figures.html" import bars, judged, meter %}
{% block main %}{{ heading("Budget") }}{% call(line) grid("Budget", [("Year 1", "figure"), ("Year 2", "figure")], lines,
foot=total("Year 1", "", "y1") ~ total("Year 2", "", "y2")) %}
{{ entry(line.form.y1, "y1") }}{{ entry(line.form.y2, "y2") }}{% endcall %}
{% call(row) matrix("Scores", ["Seat 1", "Seat 2"], rows) %}
{{ score("3.7", "11/3") }}{{ barred("own country") }}{% endcall %}
{{ next_step("You", "hand in the score sheet", due=when) }}{{ facts([("Amount", 18000000|money)]) }}
{{ bars("States", [("eligible", 3, "good"), ("returned", 1, "attention")], table=True) }}{{ meter(1, 2, "US$ 1 of US$ 2") }}
{{ judged("Travel", "18 %", "at most 15 %", fine=False) }}
{% for one in ("draft", "submitted", "returned", "eligible", "ineligible") %}{{ state("application", one) }}{% endfor %}
{% call(key) tabs("view", [("a", "Text"), ("b", "Files")]) %}<p>{{ key }}</p>{% endcall %}
{% call notice("attention", "Two answers are missing") %}<p>In section 4.</p>{% endcall %}{% endblock %}""",
}


def options(**labels: str) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in labels.items()]


class Risk(Form):
    what = StringField("Risk")
    likelihood = SelectField("Likelihood", choices=options(low="Low", high="High"), default="low")


class Section(Form):
    summary = TextAreaField("Summary", [InputRequired("Write the summary.")])
    amount = StringField("Amount asked for")
    held = RadioField(
        "Were consultations held?",
        choices=options(yes="Yes", no="Not yet"),
        default="no",
    )
    risks = FieldList(FormField(Risk), label="Risks", min_entries=1)


class Line(Form):
    y1 = StringField("Year 1")
    y2 = StringField("Year 2")


def section() -> str:
    form = Section(request.form if request.method == "POST" else None)
    if request.form.get("add") == "risks":
        form.risks.append_entry()
    elif request.method == "POST":
        form.validate()
    return render_template("section.html", form=form)


def grid() -> str:
    lines = [SimpleNamespace(head=f"Line {number}", form=Line(prefix=f"l{number}-")) for number in (1, 2)]
    rows = [SimpleNamespace(reference="SIP-4-ZMB-01", title="Gold without mercury", url=None)]
    return render_template(
        "grid.html", lines=lines, rows=rows, when=datetime(2024, 7, 31, 21, 59, tzinfo=UTC)
    )


@pytest.fixture
def saved() -> list[str]:
    """The summaries that autosave brought to the server."""
    return []


@pytest.fixture
def app(saved: list[str], tmp_path: Path) -> Flask:
    """Sample pages on the real frame, macros, files and headers."""
    app = Flask("look", static_folder=None)
    app.extensions["config"] = SimpleNamespace(demo=True)
    app.config["OFFERED_LOCALES"] = ("en", "ar")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(csrf_token=lambda: "token", once=lambda: "page")
    app.jinja_loader = ChoiceLoader([DictLoader(PAGES), FileSystemLoader(ROOT / "templates")])  # type: ignore[assignment]
    for start in (locale.init, formats.init, headers.init):
        start(app)
    assets.init(app, STATIC, tmp_path / "cache")
    accounts = Blueprint("accounts", "accounts")
    accounts.add_url_rule("/sign-in", "sign_in", lambda: "")
    accounts.add_url_rule("/language", "language", lambda: "", methods=["POST"])
    app.register_blueprint(accounts)

    def autosave() -> dict[str, Any]:
        saved.extend(request.form.getlist("summary"))
        return {"saved": "Saved 10:42", "seen": "", "here": "", "conflicts": [], "fresh": []}

    app.add_url_rule("/section", view_func=section, methods=["GET", "POST"])
    app.add_url_rule("/grid", view_func=grid)
    app.add_url_rule("/autosave", view_func=autosave, methods=["POST"])
    return app


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["section", "grid"])
def test_pages_have_no_barrier_and_fit_the_screen(
    page: Page, live_server: str, path: str, scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server}/{path}")
    found = Axe().run(page).response["violations"]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ([(one["id"], [node["html"] for node in one["nodes"]]) for one in found], wider) == ([], 0)


def test_row_is_added_and_removed_at_once(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/section")
    page.fill("[name=risks-0-what]", "The price of gold rises")
    page.click("text=Add another risk")
    assert page.input_value("[name=risks-1-what]") == ""
    page.fill("[name=risks-1-what]", "Staff leave")
    page.click("[name=remove] >> nth=0")
    assert page.locator("tbody input").evaluate_all("fields => fields.map(one => one.value)") == [
        "Staff leave"
    ]


def test_rows_end_at_their_limit(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/section")
    page.click("text=Add another risk")
    page.click("text=Add another risk")
    assert page.locator("[name=add]").is_disabled()


def test_row_is_added_without_script(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/section")
    page.fill("[name=risks-0-what]", "The price of gold rises")
    page.click("text=Add another risk")
    values = [page.input_value(f"[name=risks-{number}-what]") for number in (0, 1)]
    context.close()
    assert values == ["The price of gold rises", ""]


def test_error_summary_is_read_first_and_leads_to_the_field(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/section")
    page.click("text=Save and continue")
    assert page.evaluate("document.activeElement.querySelector('h2').textContent") == "There is a problem"
    assert page.title().startswith("Error:")
    page.click("text=Summary: Write the summary.")
    assert page.evaluate("document.activeElement.name") == "summary"


def test_words_left_are_counted(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/section")
    page.fill("[name=summary]", "Gold without mercury")
    assert page.text_content("[data-left] b") == "2"


def test_section_is_saved_while_typing(page: Page, live_server: str, saved: list[str]) -> None:
    page.goto(f"{live_server}/section")
    page.fill("[name=summary]", "Gold without mercury")
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    assert saved == ["Gold without mercury"]


def test_answers_wait_for_the_connection(page: Page, live_server: str, saved: list[str]) -> None:
    page.goto(f"{live_server}/section")
    page.context.set_offline(True)
    page.fill("[name=summary]", "Written on a slow line")
    expect(page.locator("[data-saved]")).to_have_text("Waiting for the connection, kept on this device")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    assert saved == ["Written on a slow line"]


def test_answers_kept_on_the_device_come_back_with_the_page(
    page: Page, live_server: str, saved: list[str]
) -> None:
    page.goto(f"{live_server}/section")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no connection')) }")
    page.fill("[name=summary]", "Written on a slow line")
    expect(page.locator("[data-saved]")).to_have_text("Waiting for the connection, kept on this device")
    page.reload()
    expect(page.locator("[data-saved]")).to_have_text("Saved 10:42")
    assert (page.input_value("[name=summary]"), saved) == (
        "Written on a slow line",
        ["Written on a slow line"],
    )


def test_enter_and_arrows_move_through_the_grid(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/grid")
    page.focus("[name=l1-y1]")
    names = []
    for key in ("Enter", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        names.append(page.evaluate("document.activeElement.name"))
    assert names == ["l2-y1", "l2-y2", "l1-y2", "l1-y1"]


def test_pasted_block_fills_the_grid_and_is_added_up(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/grid")
    page.locator("[name=l1-y1]").evaluate(
        """field => {
            const data = new DataTransfer();
            data.setData("text/plain", "24,000\\t6000\\n1000.50\\t500\\n");
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    values = [page.input_value(f"[name={name}]") for name in ("l1-y1", "l1-y2", "l2-y1", "l2-y2")]
    totals = page.locator("output").all_text_contents()
    assert (values, totals) == (
        ["24,000", "6000", "1000.50", "500"],
        ["US$\u00a025,000.50", "US$\u00a06,500"],
    )
