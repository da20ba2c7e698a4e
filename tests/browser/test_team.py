"""The story of a team, in a real browser: who is invited, what is said and changed, who goes and who takes over."""

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.applications import queries
from sipgrants.applications.models import Application
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.questionnaires import queries as questionnaires
from tests.builders import applications, calls, people
from tests.builders.browsing import Browsers, letter, link_in, somebody, standing_at
from tests.builders.files import pdf

TITLE = "[name='summary.title']"


def told(page: Page) -> str:
    return page.locator("main").inner_text()


def invite(page: Page, role: str, name: str, email: str) -> None:
    page.fill("[name=email]", email)
    page.fill("[name=name]", name)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Invite to the team").click()


def of_address(db: Session, email: str) -> Person:
    db.rollback()
    return db.scalars(select(Person).where(Person.email == email)).one()


def accept(browsers: Browsers, app: Flask, who: Person, kind: str = "invitation") -> Page:
    """Follow the link of the mail, choose a password, be in."""
    page = browsers.nobody()
    page.goto(link_in(letter(app, kind, who), "/invitation/"))
    for name in ("password", "again"):
        page.fill(f"[name={name}]", people.PASSWORD)
    page.get_by_role("button", name="Accept invitation").click()
    return page


def speak(browsers: Browsers, writes: Page, leads: Page, made: Application) -> None:
    """The drafter writes and asks; the focal point answers, changes and settles."""
    writes.goto(f"/applications/{made.id}/sections/summary")
    writes.fill(TITLE, "Clinics without mercury")
    comments = writes.locator("#comments-title")
    comments.locator("summary").click()
    comments.get_by_label("New comment").fill("Is the title short enough?")
    comments.get_by_role("button", name="Add comment").click()
    leads.goto(f"/applications/{made.id}/tasks")
    leads.get_by_role("link", name="1 open comment").click()
    browsers.look(leads, "comments")
    leads.goto(f"/applications/{made.id}/sections/summary")
    comments = leads.locator("#comments-title")
    leads.fill(TITLE, "Clinics free of mercury")
    comments.get_by_label("Your answer").fill("Shorter now.")
    comments.get_by_role("button", name="Answer").click()
    comments.get_by_role("button", name="Mark as settled").click()
    expect(comments.locator("summary")).to_contain_text("1 settled comment")


def put_back(browsers: Browsers, writes: Page, made: Application) -> None:
    """The history names both; what was written first is put back."""
    writes.goto(f"/applications/{made.id}/history?section=summary")
    changes = writes.locator("section").filter(has=writes.get_by_role("heading", name="Project title"))
    expect(changes.nth(0)).to_contain_text("Focal point of Zambia")
    expect(changes.nth(1)).to_contain_text("Drafter of Zambia")
    browsers.look(writes, "history")
    changes.nth(0).get_by_role("button", name="Put the text before this change back").click()
    assert "The earlier text is back in its place." in told(writes)


def hand_over(app: Flask, browsers: Browsers, db: Session, leads: Page) -> None:
    """A drafter's work goes to another one, who follows the link of the mail."""
    leads.get_by_role("link", name="Hand over Drafter of Zambia").click()
    leads.fill("[name=email]", "second@zm.example")
    leads.fill("[name=name]", "Second drafter of Zambia")
    leads.get_by_role("button", name="Hand over").click()
    assert "Second drafter of Zambia takes over, and gets a mail with what is open." in told(leads)
    second = of_address(db, "second@zm.example")
    next_one = accept(browsers, app, second)
    next_one.goto(link_in(letter(app, "work_handed_over", second), "/applications/"))
    assert "Clinics without mercury" in told(next_one)


def test_a_team_is_invited_speaks_changes_reads_and_is_handed_over(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    focal = somebody(R.FOCAL_POINT, "ZM", "Focal point of Zambia")
    with standing_at(calls.DURING):
        made = applications.draft(by=people.actor_of(focal), filled=False)
        leads = browsers.of(focal)
        leads.goto("/parties/ZM/team")
        invite(leads, "Drafter", "Drafter of Zambia", "drafter@zm.example")
        invite(leads, "Reader", "Reader of Zambia", "reader@zm.example")
        browsers.look(leads, "team")
        writes = accept(browsers, app, of_address(db, "drafter@zm.example"))
        reads = accept(browsers, app, of_address(db, "reader@zm.example"))
        speak(browsers, writes, leads, made)
        put_back(browsers, writes, made)
        db.rollback()
        assert questionnaires.values(queries.answers(made)["A"])["title"] == "Clinics without mercury"
        # The reader reads everything and can save nothing.
        reads.goto(f"/applications/{made.id}")
        reads.get_by_role("link", name="Read the whole application").click()
        assert "Clinics without mercury" in told(reads)
        reads.goto(f"/applications/{made.id}/sections/summary")
        assert (reads.locator("main form").count(), "does not include" in told(reads)) == (0, True)
        # One is removed, one hands over.
        leads.goto("/parties/ZM/team")
        leads.get_by_role("button", name="Remove Reader of Zambia").click()
        reads.goto(f"/applications/{made.id}")
        assert "Clinics without mercury" not in told(reads)
        hand_over(app, browsers, db, leads)


def test_a_government_names_another_focal_point(browsers: Browsers, app: Flask, db: Session) -> None:
    focal, officer = somebody(R.FOCAL_POINT, "ZM"), somebody(R.PROGRAMME_OFFICER)
    made = applications.draft(by=people.actor_of(focal), filled=False)
    with standing_at(calls.DURING):
        records = browsers.of(officer)
        records.goto(f"/roles/{focal.roles[0].id}/successor")
        records.fill("[name=email]", "new.focal.point@zm.example")
        records.fill("[name=name]", "New focal point of Zambia")
        letter_of = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": pdf("a letter")}
        records.locator("input[type=file]").set_input_files([letter_of])
        with records.expect_navigation(wait_until="domcontentloaded"):  # the letter goes first, in parts
            records.get_by_role("button", name="Record successor").click()
        assert "The successor is recorded and invited." in told(records)
        page = accept(browsers, app, of_address(db, "new.focal.point@zm.example"))
        page.goto("/home")
        page.get_by_role("link", name="Open task list").click()
        assert page.get_by_role("link", name="Check and submit").count() == 1
        before = browsers.of(focal)
        before.goto(f"/applications/{made.id}/tasks")
        assert "ended" in told(before)
