"""Stories before a deadline, in a real browser: the rules, a draft that begins with what is known, questions, help."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import applications, asking, calls, people
from tests.builders.browsing import Browsers, letter, somebody, standing_at

HOUR = timedelta(hours=1)


def told(page: Page) -> str:
    return page.locator("main").inner_text()


def test_the_rules_explain_themselves_and_a_draft_begins_with_what_is_known(
    browsers: Browsers, db: Session
) -> None:
    round_ = applications.open_round()
    zambia = somebody(R.FOCAL_POINT, "ZM", "Focal point of Zambia")
    ghana = somebody(R.FOCAL_POINT, "GH", "Focal point of Ghana")
    last = applications.submitted(round_, "ZM", people.actor_of(zambia))
    calls.put(calls.party("GH"), in_force_from=round_.status_day + timedelta(days=1))
    with standing_at(calls.DURING):
        outside = browsers.of(ghana)
        outside.goto(f"/applications/new/{round_.id}")
        browsers.look(outside, "not-eligible")
        assert "As things stand Ghana is not eligible in this round" in told(outside)
        row = outside.get_by_role("row").filter(has_text="Party in force")
        expect(row).to_contain_text("not fulfilled")
        expect(row).to_contain_text("The Convention enters into force for it only on 1 June 2027.")
        expect(row).to_contain_text("Date of entry into force, from the Depositary")
        outside.get_by_role("link", name="Ask a question about the round").click()
        assert outside.url.endswith(f"/rounds/{round_.id}/ask")
        inside = browsers.of(zambia)
        inside.goto("/home")
        inside.get_by_role("link", name="Applications, and the rounds that take them now").click()
        inside.get_by_role("link", name="Start application in Fifth round").click()
        row = inside.get_by_role("row").filter(has_text="Party in force")
        assert [row.get_by_role("cell").nth(at).inner_text() for at in (0, 3)] == ["fine", "31 May 2027"]
        assert f"from {last.reference} of 15 April 2027" in told(inside)
        inside.get_by_role("button", name="Start application").click()
        assert "1 contact is taken over from the Party's register of 15 April 2027: check it" in told(inside)
        assert f"Lead institution and contacts are taken over from {last.reference}." in told(inside)
        browsers.look(inside, "tasks")
        inside.get_by_role("link", name="Summary").click()
        assert inside.input_value("[name='summary.contacts.0.name']") == "Focal point of Zambia"
        assert inside.input_value("[name='summary.lead_institution']") == "Plain words"


def publish(page: Page) -> None:
    """Answer in English, be told that French is missing, and publish both."""
    for code, missing in (("en", 2), ("fr", 0)):
        for name, texts in (("wording", asking.WORDING), ("answer", asking.ANSWER)):
            page.fill(f"[name={name}_{code}]", texts[code])
        page.get_by_role("button", name="Publish answer").click()
        assert page.get_by_role("alert").get_by_role("link").count() == missing


def correct(page: Page) -> None:
    page.get_by_role("link", name="Publish a correction").click()
    page.fill("[name=text_en]", "From July a centre may lead.")
    page.fill("[name=text_fr]", "Dès juillet, un centre peut diriger.")
    page.get_by_role("button", name="Publish a correction").click()


def test_a_question_is_asked_answered_to_all_without_a_name_corrected_and_in_the_end_refused(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    round_ = applications.open_round()
    peru, zambia = somebody(R.DRAFTER, "PE"), somebody(R.FOCAL_POINT, "ZM")
    officer = somebody(R.PROGRAMME_OFFICER)
    applications.draft(round_, "ZM", people.actor_of(zambia), filled=False)
    with standing_at(calls.DURING) as to:
        asks, answers, reads = browsers.of(peru), browsers.of(officer), browsers.of(zambia)
        asks.goto(f"/rounds/{round_.id}/ask")
        asks.get_by_label("Your question").fill("We in Peru ask: may our centre lead?")
        asks.get_by_role("button", name="Send question").click()
        assert "We in Peru ask" in told(asks)
        answers.goto("/home")
        answers.get_by_role("link", name="Open questions").click()
        answers.get_by_role("link", name="We in Peru ask").click()
        browsers.look(answers, "answering")
        publish(answers)
        assert asking.ANSWER["en"] in letter(app, "round_question_answered", zambia)
        answers.get_by_role("link", name=asking.WORDING["en"]).click()
        correct(answers)
        reads.goto(f"/rounds/{round_.id}")
        browsers.look(reads, "answered")
        shown = reads.locator("[id^='answer-']")
        assert shown.inner_text().index(asking.ANSWER["en"]) < shown.inner_text().index("From July a centre")
        assert ("Peru" in told(reads), peru.name in told(reads)) == (False, False)
        public = browsers.nobody()
        public.set_extra_http_headers({"Accept-Language": "fr"})
        public.goto(f"/public/rounds/{round_.number}")
        assert asking.ANSWER["fr"] in told(public)
        to(round_.questions_until + HOUR)
        late = browsers.of(peru)
        late.goto(f"/rounds/{round_.id}")
        assert "The time to ask questions about this round has passed." in told(late)
        assert late.get_by_role("link", name="Ask a question about the round").count() == 0
        late.goto(f"/rounds/{round_.id}/ask")
        assert "The time to ask questions about this round has passed." in told(late)


def test_whoever_extends_a_round_says_whether_questions_are_taken_longer(
    browsers: Browsers, app: Flask, db: Session
) -> None:
    round_ = applications.open_round()
    zambia, officer = somebody(R.FOCAL_POINT, "ZM"), somebody(R.PROGRAMME_OFFICER)
    applications.draft(round_, "ZM", people.actor_of(zambia), filled=False)
    with standing_at(calls.DURING):
        page = browsers.of(officer)
        page.goto(f"/rounds/{round_.id}/extend")
        page.get_by_label("New deadline").fill("2027-06-14T23:59")
        page.get_by_label("Reason").fill("Storms.")
        page.get_by_role("button", name="Extend the deadline").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "Last moment for questions: This field is required."
        )
        browsers.look(page, "extending")
        page.get_by_label("It moves by as much as the deadline").check()
        page.get_by_role("button", name="Extend the deadline").click()
        assert "24 May 2027, 18:00" in told(page)
    assert "Questions are taken until 24 May 2027, 18:00 (Geneva)" in letter(app, "round_extended", zambia)


def test_help_stands_beside_what_is_written(browsers: Browsers, db: Session) -> None:
    round_ = applications.open_round(class_caps={"travel": 20})
    asking.event(round_, calls.officer(), starts=calls.wall(2027, 4, 20, 14))
    zambia = somebody(R.FOCAL_POINT, "ZM")
    made = applications.draft(round_, "ZM", people.actor_of(zambia))
    with standing_at(calls.DURING):
        page = browsers.of(zambia)
        page.goto(f"/applications/{made.id}/sections/summary")
        page.fill("[name='summary.title']", "Clinics free of mercury")
        words = page.locator("[id='summary.title-words'] [data-left]")
        expect(words).to_have_text("Words left: 21")
        page.fill("[name='summary.amount']", "40,000")
        page.get_by_role("button", name="Save and continue").click()
        page.goto(f"/applications/{made.id}/tasks")
        summary = page.get_by_role("listitem").filter(
            has=page.get_by_role("link", name="Summary", exact=True)
        )
        expect(summary).to_contain_text("problem")
        page.goto(f"/applications/{made.id}/sections/summary")
        expect(page.locator("[id='summary.amount-error']")).to_contain_text("50,000")
        page.goto(f"/applications/{made.id}/plan/budget")
        page.fill("[name='budget.0.year1']", "30000")
        page.fill("[name='budget.1.year1']", "20000")
        travel, grant = page.locator("[data-class=travel]"), page.locator("tr[data-grant]")
        expect(travel).to_contain_text("more than 20 %")
        expect(page.locator("[data-total=year1]")).to_have_text("US$\u00a050,000")
        expect(page.locator("[data-activity]").first.locator("[data-amount]")).to_have_text("US$\u00a045,000")
        expect(grant).to_contain_text("US$\u00a050,000 to US$\u00a0250,000")
        expect(grant.locator("[data-difference]")).to_have_text("+US$\u00a025,000")
        page.goto(f"/applications/{made.id}/plan/workplan")
        chart = page.get_by_role("table", name="When each activity happens, by quarter")
        expect(chart.get_by_role("row").nth(1)).to_contain_text("Q1 to Q2")
        page.goto(f"/rounds/{round_.id}")
        with page.expect_download() as loading:
            page.get_by_role("link", name="All dates for your calendar (.ics)").click()
        found = Calendar.from_ical(loading.value.path().read_bytes()).walk("VEVENT")
        begins = {str(one["summary"]): one["dtstart"].dt for one in found}
        assert begins["Fifth round: How to fill in Form A"] == datetime(2027, 4, 20, 12, tzinfo=UTC)
        assert calls.CLOSES in begins.values()
