"""A file in parts in a real browser: the line is cut, the page is left, and it goes on; without script it goes whole."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy.orm import Session

from sipgrants.applications import queries
from sipgrants.applications.models import Application
from sipgrants.core import partial
from sipgrants.core.db import session
from sipgrants.core.files import read
from sipgrants.lifecycle.actor import Actor
from tests.browser.test_board_pages import enter
from tests.builders import applications, calls, reports
from tests.builders.files import pdf

DATA = pdf("words " * 200_000)  # 1.2 MB: several parts


@pytest.fixture
def draft(db: Session) -> tuple[Application, Actor]:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False), focal
    db.rollback()
    return made


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "Plan d'action.pdf"
    path.write_bytes(DATA)
    return str(path)


def attached(files: Iterable[Any]) -> list[bytes]:
    return [read(one.file) for one in files]


def test_a_file_of_a_report_goes_on_after_the_line_was_cut_and_the_page_was_left(
    app: Flask, page: Page, live_server: str, db: Session, plan: str
) -> None:
    report, manager = reports.opened("final"), reports.manager()
    db.rollback()
    enter(app, page, live_server, manager)
    address, sent = f"{live_server}/reports/{report.id}/upload/photographs", []

    def cut_after_two(route: Route) -> None:
        sent.append(int(route.request.url.rpartition("=")[2]))
        route.abort() if len(sent) > 2 else route.continue_()

    def choose() -> None:
        page.get_by_label("What it shows").fill("The store")
        page.get_by_label("File").set_input_files(plan)
        page.get_by_role("button", name="Add file").click()

    page.route("**/parts?*", cut_after_two)
    page.goto(address)
    choose()
    expect(page.locator("[data-said]")).to_have_text(
        "The connection is cut. What has arrived is kept; it goes on by itself."
    )
    arrived = sent[2]
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 100 * arrived / len(DATA))
    assert Axe().run(page).response["violations"] == []
    page.unroute("**/parts?*")
    page.route(
        "**/parts?*",
        lambda route: (sent.append(int(route.request.url.rpartition("=")[2])), route.continue_()),
    )
    page.goto(address)
    expect(page.get_by_role("heading", name="Not finished yet")).to_be_visible()
    choose()
    expect(page.get_by_text("The file was added.")).to_be_visible()
    assert sent[-1] > min(sent[3:]) == arrived > 0
    session().rollback()
    session().expire_all()
    assert attached(report.files) == [DATA]
    assert partial.unfinished(report, manager) == []


def test_without_script_the_file_goes_in_one_piece(
    app: Flask, browser: Browser, live_server: str, draft: tuple[Application, Actor], plan: str
) -> None:
    made, focal = draft
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(app, page, live_server, focal)
    page.goto(f"{live_server}/applications/{made.id}/files")
    assert page.get_by_role("progressbar").count() == 0
    page.get_by_label("Which document is this?").select_option("annex")
    page.get_by_label("File", exact=True).set_input_files(plan)
    page.get_by_role("button", name="Upload file").click()
    expect(page.get_by_text("The file is attached.")).to_be_visible()
    context.close()
    session().rollback()
    session().expire_all()
    assert attached(queries.files(made)) == [DATA]
