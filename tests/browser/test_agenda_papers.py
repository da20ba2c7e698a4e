"""Documents on the agenda in a real browser: two files in parts, read by members, replaced; the annex of the report."""

from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings.commands import reports, sessions
from sipgrants.meetings.models import Meeting
from tests.builders import board
from tests.builders.browsing import Browsers
from tests.builders.files import docx, pdf

ITEM = "Use of the envelope"


def entered(browsers: Browsers, actor: Actor) -> Page:
    return browsers.of(session().get_one(Person, actor.person_id))


def attach(page: Page, folder: Path, meeting: Meeting) -> None:
    """Two files at once, one of them in several parts."""
    (folder / "Regions.pdf").write_bytes(pdf("words " * 200_000))
    (folder / "History.docx").write_bytes(docx())
    page.goto(f"/meetings/{meeting.id}")
    page.get_by_role("link", name=f"Documents {ITEM}").click()
    page.get_by_label("Title").fill("Background")
    page.get_by_label("Files").set_input_files([folder / "Regions.pdf", folder / "History.docx"])
    page.get_by_role("button", name="Attach documents").click()
    expect(page.get_by_text("Say whether it speaks of applications").first).to_be_visible()
    page.get_by_label("No, of none").check()
    page.get_by_role("button", name="Attach documents").click()
    expect(page.get_by_text("2 documents attached.")).to_be_visible()


def test_documents_are_sent_in_parts_read_and_replaced(
    browsers: Browsers, db: Session, tmp_path: Path
) -> None:
    here = board.ready({"ZM": 1, "GH": 1}, countries=("EE", "GH", "NO"))
    meeting = board.meeting(here)
    item = sessions.add_item(meeting, by=here.officer, title=ITEM)
    sessions.go_to(meeting, by=here.officer, item_id=item.id)
    office, member = entered(browsers, here.officer), entered(browsers, here.member("EE"))
    attach(office, tmp_path, meeting)
    office.get_by_role("link", name="Replace Background: Regions").click()
    office.get_by_label("New file").set_input_files(tmp_path / "History.docx")
    browsers.look(office, "replace")
    office.get_by_role("button", name="Replace document").click()
    expect(office.get_by_text("1 earlier version")).to_be_visible()
    browsers.look(office, "papers")
    member.goto(f"/meetings/{meeting.id}")
    expect(member.get_by_role("link", name="Background: Regions")).to_have_count(2)
    browsers.look(member, "tracker")
    sessions.end(meeting, by=here.officer)
    reports.draft(meeting, by=here.officer)
    db.rollback()
    member.goto(f"/meetings/{meeting.id}/report")
    member.get_by_role("button", name="Annex the scores").click()
    expect(member.get_by_text("The Board decided that both score matrices are annexed")).to_be_visible()
    browsers.look(member, "annex")
    office.goto(f"/meetings/items/{item.id}/papers")
    expect(office.get_by_text("The meeting has ended: its documents stay as they are.")).to_be_visible()
