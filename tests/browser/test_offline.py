"""An application goes offline and comes back, in a real browser."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from sipgrants.lifecycle.actor import RoleName
from tests.builders import applications, people
from tests.builders.offline import answers, put
from tests.builders.workbooks import saved_again


def test_a_workbook_is_filled_in_elsewhere_sent_back_and_taken_over(
    page: Page, browser: Browser, live_server: str, db: Session, tmp_path: Path
) -> None:
    focal = people.person(RoleName.FOCAL_POINT, party="ZM", email="focal.point@zm.example")
    draft = applications.draft(by=people.actor_of(focal))
    plain = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    plain.goto(f"{live_server}/sign-in")
    plain.get_by_label("Mail address").fill("focal.point@zm.example")
    plain.get_by_label("Password").fill(people.PASSWORD)
    plain.keyboard.press("Enter")
    plain.wait_for_url(f"{live_server}/home")
    plain.goto(f"{live_server}/applications/{draft.id}/tasks")
    plain.get_by_role("link", name="Work offline (Excel)").click()
    with plain.expect_download() as coming:
        plain.get_by_role("link", name="Download workbook").click()
    file = tmp_path / "filled in.xlsx"
    file.write_bytes(saved_again(coming.value.path().read_bytes(), _fill_in))
    plain.get_by_label("Workbook (.xlsx)").set_input_files(file)
    plain.get_by_role("button", name="Send workbook back").click()
    expect(plain.get_by_role("heading", name="1 change")).to_be_visible()
    expect(plain.get_by_role("heading", name="1 thing did not fit")).to_be_visible()
    page.context.add_cookies(plain.context.cookies())
    page.goto(plain.url)
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    plain.get_by_role("button", name="Take over these changes").click()
    expect(plain.get_by_text("1 change is taken over.")).to_be_visible()
    assert answers(draft)["title"] == "الزئبق 汞"
    plain.close()


def _fill_in(workbook: Any) -> None:
    put(workbook["A1 Summary"], "A.summary.title", "الزئبق 汞")
    put(workbook["A1 Summary"], "A.summary.amount", "a lot")
