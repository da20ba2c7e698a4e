"""Stories of handing in, in a real browser: Form C signed in two ways, partners, what is missing, the receipt, too late."""

import re
from datetime import date, timedelta

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.applications import queries
from sipgrants.applications.models import ApplicationVersion
from sipgrants.documents.issuing_commands import print_
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import applications, calls, people, versions
from tests.builders.browsing import Browsers, letter, link_in, somebody, standing_at
from tests.builders.files import pdf
from tests.documents.reading import says

MINUTE = timedelta(minutes=1)


def told(page: Page) -> str:
    return page.locator("main").inner_text()


def give_code(page: Page, app: Flask, who: Person) -> None:
    """Type the six digits that came by mail."""
    digits = re.search(r"\b\d{6}\b", letter(app, "code", who))
    assert digits is not None
    page.get_by_label("Code", exact=True).fill(digits[0])
    page.keyboard.press("Enter")


def number_of_versions(db: Session) -> int:
    db.rollback()
    return db.scalar(select(func.count(ApplicationVersion.id))) or 0


def test_form_c_is_signed_on_paper_or_in_place_with_a_second_factor(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    focal = somebody(R.FOCAL_POINT, "ZM", "Focal point of Zambia")
    with standing_at(calls.DURING):
        made = applications.draft(by=people.actor_of(focal), filled=False)
        page = browsers.of(focal, factor=False)
        page.goto(f"/applications/{made.id}/sections/signature")
        with page.expect_download() as loading:
            page.get_by_role("link", name="Form C to print and sign (PDF)").click()
        assert loading.value.path().read_bytes()[:5] == b"%PDF-"
        page.fill("[name='signature.signatory']", "Focal point of Zambia")
        page.fill("[name='signature.function']", "Director of Chemicals")
        page.fill("[name='signature.signed_on']", "2027-04-15")
        page.get_by_role("button", name="Save and continue").click()
        browsers.look(page, "code")
        give_code(page, app, focal)
        page.wait_for_url("**/tasks")
        signature = page.get_by_role("listitem").filter(has_text="Signature")
        expect(signature).to_contain_text("complete")
        confirmed = page.get_by_role("listitem").filter(has_text="Confirmations")
        expect(confirmed).to_contain_text("not started")
        page.get_by_role("link", name="Confirmations").click()
        page.get_by_role("link", name="Upload the signed letter").click()
        paper = {"name": "form_c.pdf", "mimeType": "application/pdf", "buffer": pdf("signed")}
        page.set_input_files("[name=file]", [paper])
        page.get_by_role("button", name="Upload file").click()
        page.get_by_role("link", name="form_c.pdf").wait_for()
        page.goto(f"/applications/{made.id}/tasks")
        expect(confirmed).to_contain_text("complete")


def test_a_partner_is_invited_reminded_confirms_and_is_removed(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    lead, togo = somebody(R.FOCAL_POINT, "SN"), somebody(R.FOCAL_POINT, "TG")
    with standing_at(calls.DURING) as to:
        made = applications.draft(of="SN", by=people.actor_of(lead))
        leads = browsers.of(lead)
        leads.goto(f"/applications/{made.id}/partners")
        leads.get_by_label("Party to invite").select_option("TG")
        leads.get_by_role("button", name="Invite partner").click()
        leads.goto(f"/applications/{made.id}/submit")
        assert "Togo has not confirmed its part yet." in told(leads)
        to(calls.DURING + timedelta(days=2))
        leads = browsers.of(lead)
        leads.goto(f"/applications/{made.id}/partners")
        leads.get_by_role("button", name="Remind").click()
        browsers.look(leads, "partners")
        assert "Everybody missing was reminded today." in told(leads)
        answers = browsers.of(togo)
        answers.goto(link_in(letter(app, "partner_reminder", togo), "/applications/"))
        browsers.look(answers, "partner")
        answers.get_by_role("button", name="Confirm").click()
        assert "You confirmed that your Government takes part." in told(answers)
        leads.reload()
        expect(leads.get_by_role("row").filter(has_text="Togo")).to_contain_text("Confirmed")
        leads.get_by_role("button", name="Remove").click()
        assert "The partner is removed. Its focal points get a mail." in told(leads)
        assert made.reference in letter(app, "partner_removed", togo)
        answers.goto("/home")
        assert made.reference not in told(answers)


def verify(browsers: Browsers, link: str, sha256: str) -> None:
    """Anybody follows the link of a receipt, and mistypes the code."""
    public = browsers.nobody()
    public.goto(link)
    assert ("This document was issued" in told(public), sha256 in told(public)) == (True, True)
    public.get_by_label("Code on the document").fill("AAAA-BBBB-CCCC-DDDD")
    public.get_by_role("button", name="Verify document").click()
    assert "No document carries this code." in told(public)


def test_what_is_missing_leads_to_the_field_and_two_presses_make_one_receipt(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    focal, drafter = somebody(R.FOCAL_POINT, "ZM"), somebody(R.DRAFTER, "ZM")
    with standing_at(calls.DURING):
        made = applications.draft(by=people.actor_of(focal))
        page = browsers.of(focal)
        page.goto(f"/applications/{made.id}/sections/project")
        page.fill("[name='project.objective']", "")
        page.get_by_role("button", name="Save and continue").click()
        page.goto(f"/applications/{made.id}/submit")
        browsers.look(page, "missing")
        page.get_by_role("link", name="Objective – This question is not answered yet.").click()
        assert page.url.endswith("/sections/project#project.objective")
        page.fill("[name='project.objective']", "Less mercury")
        page.get_by_role("button", name="Save and continue").click()
        first, second = (browsers.of(focal) for _tab in range(2))
        for tab in (first, second):
            tab.goto(f"/applications/{made.id}/submit")
        first.get_by_role("button", name="Submit application").dblclick()
        first.wait_for_url("**/receipt/1")
        second.get_by_role("button", name="Submit application").click()
        second.wait_for_url("**/receipt/1")
        assert "The application is submitted already. This is its receipt." in told(second)
        assert number_of_versions(db) == 1
        browsers.look(first, "receipt")
        version = queries.version(made)
        for zone, hour in (("UTC", "09"), ("Lusaka", "11"), ("Geneva", "11")):
            assert re.search(rf"15 April 2027, {hour}:0\d:\d\d \({zone}\)", told(first))
        print_(str(version.receipt_id))  # as the worker does meanwhile
        with first.expect_download() as loading:
            first.get_by_role("link", name="Receipt (PDF)").click()
        printed = says(loading.value.path().read_bytes())
        assert [one in printed for one in (made.reference, version.sha256, "(UTC)", "Lusaka")] == [True] * 4
        code = re.search(r"\b(\w{4}-){3}\w{4}\b", told(first))
        assert code is not None
        for who in (focal, drafter):
            mail, shown = letter(app, "application_received", who), told(first)
            assert all(one in mail and one in shown for one in (made.reference, version.sha256, code[0]))
        verify(browsers, str(first.get_by_role("link", name="/verify").get_attribute("href")), version.sha256)


def test_a_minute_too_late_is_refused_with_the_time_of_arrival_and_an_extension_mends_it(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    focal, officer, second = (
        somebody(R.FOCAL_POINT, "ZM"),
        somebody(R.PROGRAMME_OFFICER),
        somebody(R.APPROVING_OFFICER),
    )
    round_ = applications.open_round(grace_minutes=5)
    made = applications.draft(round_, by=people.actor_of(focal))
    with standing_at(calls.CLOSES - 2 * MINUTE) as to:
        page = browsers.of(focal)
        page.goto(f"/applications/{made.id}/submit")
        to(calls.CLOSES + 6 * MINUTE)
        page.get_by_role("button", name="Submit application").click()
        refused = page.get_by_role("alert")
        expect(refused).to_contain_text(
            "The deadline has passed: applications had to reach us by 1 June 2027, 00:04"
        )
        expect(refused).to_contain_text(
            re.compile(r"Your request arrived at 1 June 2027, 00:05 \(Geneva\), 22:05:\d\d UTC")
        )
        expect(refused).to_contain_text("write to the Secretariat at once")
        browsers.look(page, "too-late")
        gives, confirms = browsers.of(officer), browsers.of(second)
        gives.goto(f"/rounds/{round_.id}/extend_for")
        gives.get_by_label("Party").select_option("ZM")
        gives.get_by_label("New deadline").fill("2027-06-02T12:00")
        gives.get_by_label("Reason").fill("A power cut in Lusaka.")
        gives.get_by_role("button", name="Give").or_(gives.locator("main .button")).first.click()
        confirms.goto("/home")
        confirms.get_by_role("link", name="Look and confirm").click()
        confirms.get_by_role("button", name="Confirm").click()
        assert "A power cut in Lusaka." in letter(app, "round_extended_for", focal)
        page.goto(f"/applications/{made.id}/submit")
        page.get_by_role("button", name="Submit application").click()
        page.wait_for_url("**/receipt/1")


def test_within_the_minutes_of_grace_it_counts_and_stays_readable_when_the_next_round_asks_otherwise(
    browsers: Browsers, db: Session
) -> None:
    focal = somebody(R.FOCAL_POINT, "ZM")
    made = applications.draft(applications.open_round(grace_minutes=5), by=people.actor_of(focal))
    with standing_at(calls.CLOSES + 4 * MINUTE):
        page = browsers.of(focal)
        page.goto(f"/applications/{made.id}/submit")
        page.get_by_role("button", name="Submit application").click()
        page.wait_for_url("**/receipt/1")
        db.rollback()
        asks_more = versions.draft("A", versions.with_costs)
        dates = {"opens": calls.wall(2027, 6, 1), "closes": calls.wall(2027, 8, 31), "questions": None}
        dates |= {"status_day": date(2027, 8, 31), "names": {"en": "Sixth round"}}
        following = calls.announced_round(form_a_id=asks_more.id, **dates)
        page.goto(f"/applications/new/{following.id}")
        page.get_by_label("Take over an earlier application").select_option(str(made.id))
        page.get_by_role("button", name="Start application").click()
        costs = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Costs"))
        expect(costs).to_contain_text("not started")
        page.goto(f"/applications/{made.id}")
        page.get_by_role("link", name="Version 1").click()
        assert ("Plain words" in told(page), "Costs" in told(page)) == (True, False)
