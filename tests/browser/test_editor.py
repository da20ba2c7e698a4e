"""The editor of forms in a real browser: no barrier, nothing wider than the screen, rows and conditions that work."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sipgrants.lifecycle.actor import RoleName
from tests.browser.test_people import is_too_wide, sign_in
from tests.builders import people, versions
from tests.builders.questionnaires import form


def barriers(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_an_officer_adds_a_question_and_tries_it_in_the_preview(
    page: Page, live_server: str, db: Session
) -> None:
    form("A")
    address = f"{live_server}/forms/{versions.draft('A', versions.with_costs).id}"
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_server, people.person(RoleName.PROGRAMME_OFFICER).email)
    page.goto(f"{address}/sections/costs/questions/new")
    page.get_by_label("English").fill("Who pays the rest?")
    page.get_by_label("Kind").select_option("choice")
    page.get_by_role("button", name="Add question").click()
    page.get_by_role("button", name="Add another answer").click()
    page.locator("#options-0-label_en").fill("The Party")
    page.get_by_role("button", name="Add another answer").click()
    page.locator("#options-1-label_en").fill("Others")
    page.get_by_role("button", name="Up answer 2").click()
    expect(page.locator("#options-0-label_en")).to_have_value("Others")
    page.get_by_label("Shown only if this was answered").select_option("asgm=yes")
    assert (barriers(page), is_too_wide(page)) == ([], False)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[id='costs.who_pays_the_rest']")).to_contain_text("only if “Yes” is chosen")
    assert (barriers(page), is_too_wide(page)) == ([], False)
    page.goto(f"{address}/preview?language=en")
    question = page.get_by_role("group", name="Who pays the rest?")
    expect(question).to_be_hidden()
    page.locator("[id='background.asgm-0']").check()
    expect(question).to_be_visible()
    expect(question.locator(".choice")).to_have_text(["Others", "The Party"])
    assert (barriers(page), is_too_wide(page)) == ([], False)
    page.goto(f"{address}/compare")
    assert not is_too_wide(page)
