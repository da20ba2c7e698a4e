"""The pages of reports as people use them: writing, checking, submitting, reviewing; who sees what."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.reports import commands, content_queries
from sipgrants.reports.models import Report
from tests.builders import people
from tests.builders import reports as made
from tests.builders.pages import fields_of, token


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def sign_in(client: FlaskClient, *roles: R, of: str | None = None) -> None:
    session().rollback()
    people.sign_in(client, people.person(*roles, party=of, password=False))


def again(report: Report) -> Report:
    session().rollback()
    session().expire_all()
    return session().get_one(Report, report.id)


def send(client: FlaskClient, where: str, **typed: Any) -> Any:
    """Opens a page and sends its form with what is typed."""
    page = client.get(where)
    assert page.status_code == 200, page.text
    return client.post(where, data={**fields_of(page.text), **typed})


def test_another_partys_report_is_not_there(client: FlaskClient, db: Session) -> None:
    report = made.submitted()
    sign_in(client, R.FOCAL_POINT, of="GH")
    for part in (
        "",
        "/versions/1",
        "/versions/1.pdf",
        "/sections/rates",
        "/rows/spending",
        "/submit",
        "/review",
    ):
        assert client.get(f"/reports/{report.id}{part}").status_code == 404
    assert report.reference not in client.get("/reports/").text


def test_the_project_manager_writes_section_by_section_and_submits(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    home = client.get(f"/reports/{report.id}").text
    assert [word in home for word in ("Spending by budget line", "not started", "Check and submit")] == [
        True
    ] * 3
    page = client.get(f"/reports/{report.id}/rows/spending").text
    assert "A lawyer, 40 days" in page
    assert "US$\xa030,000" in page
    typed = fields_of(page) | {
        "spending.spending.0.spent": "5000",
        "spending.spending.0.local_currency": "ZMW",
    }
    saved = client.post(f"/reports/{report.id}/rows/spending", data=typed | {"go": "check"})
    assert saved.status_code == 303
    page = client.get(saved.location).text
    assert "Give currency, amount and rate together" in page
    typed = fields_of(page) | {
        "spending.spending.0.local_amount": "125000",
        "spending.spending.0.rate": "25",
    }
    assert client.post(f"/reports/{report.id}/rows/spending", data=typed).status_code == 303
    section = f"/reports/{report.id}/sections/spending"
    assert send(client, section, **{"spending.variance": "None."}).location.endswith("/sections/rates")
    send(client, f"/reports/{report.id}/sections/rates", **{"rates.local_currency": "no"})
    balance = {
        "balance.bank_interest": "0",
        "balance.certified_by": "Chief accountant",
        "balance.confirmations": ["agree", "receipts", "purpose"],
    }
    assert send(client, f"/reports/{report.id}/sections/balance", **balance).location.endswith(str(report.id))
    answer = send(client, f"/reports/{report.id}/submit")
    assert (answer.status_code, again(report).state) == (303, "submitted")
    shown = client.get(f"/reports/{report.id}").text
    assert "Version 1" in shown
    assert "The finance officer" in shown


def test_a_pdf_that_the_worker_still_makes_is_said_to_be_under_way(client: FlaskClient, db: Session) -> None:
    report = made.submitted()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/reports/{report.id}/versions/1.pdf")
    assert (page.status_code, "The PDF is being made." in page.text) == (200, True)
    assert client.get(f"/reports/{report.id}/versions/2.pdf").status_code == 404


def test_what_is_no_amount_is_kept_and_named(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    for wrong in ("a lot", "-5", "1e400", "9" * 40):
        where = f"/reports/{report.id}/rows/spending"
        typed = fields_of(client.get(where).text) | {"spending.spending.0.spent": wrong, "go": "check"}
        page = client.get(client.post(where, data=typed).location).text
        assert f'value="{wrong}"' in page
        assert "There is a problem" in page
    assert again(report).rows[0].minor == 0


def test_a_colleagues_newer_row_is_not_overwritten(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where = f"/reports/{report.id}/rows/spending"
    typed = fields_of(client.get(where).text) | {"spending.spending.0.spent": "5000"}
    made.spend(report, 4_000, by=made.manager())
    answer = client.post(where, data=typed)
    assert answer.status_code == 409
    assert 'value="5000"' in answer.text
    assert "US$\xa04,000" in answer.text
    assert again(report).rows[0].minor == 400_000
    assert client.post(where, data=fields_of(answer.text)).status_code == 303
    assert {row.minor for row in again(report).rows} == {500_000}


def test_typing_is_saved_by_the_way(client: FlaskClient, db: Session) -> None:
    report = made.opened("progress")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    for part, name in (
        ("rows/indicators", "results.indicators.0.value"),
        ("sections/gender", "gender.gender_progress"),
    ):
        page = client.get(f"/reports/{report.id}/{part}").text
        answer = client.post(
            f"/reports/{report.id}/{part}/autosave", data=fields_of(page) | {name: "12 of 40"}
        )
        assert (answer.status_code, answer.json["conflicts"], answer.json["saved"][:6]) == (200, [], "Saved ")
        assert "12 of 40" in client.get(f"/reports/{report.id}/{part}").text


def test_what_is_missing_is_named_with_its_section_before_submitting(
    client: FlaskClient, db: Session
) -> None:
    report = made.opened()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/reports/{report.id}/submit").text
    assert "Not ready to be submitted" in page
    assert "<h3>Exchange rates</h3>" in page
    assert "– Choose an answer.</a>" in page


def test_what_is_missing_in_a_row_is_named_with_its_row_and_leads_to_its_cell(
    client: FlaskClient, db: Session
) -> None:
    report = made.opened("progress")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/reports/{report.id}/submit").text
    where = f"/reports/{report.id}/rows/indicators?check=1"
    assert f'href="{where}#results.indicators.0.value">Indicators, row 1, Value reached' in page
    assert 'id="results.indicators.0.value"' in client.get(where).text


def test_the_office_does_not_read_a_draft(client: FlaskClient, db: Session) -> None:
    report = made.opened("progress")
    commands.save_section(report, "gender", {"gender_progress": "Not yet for others"}, by=made.manager())
    sign_in(client, R.PROGRAMME_OFFICER)
    page = client.get(f"/reports/{report.id}").text
    assert "Not yet for others" not in page
    assert "seen by the Party alone" in page
    assert client.get(f"/reports/{report.id}/review").status_code == 404


def test_two_officers_review_and_accept(client: FlaskClient, db: Session) -> None:
    report = made.submitted()
    sign_in(client, R.FINANCE_OFFICER)
    page = client.get(f"/reports/{report.id}/review").text
    assert "Accept figures" in page
    accepted = client.post(f"/reports/{report.id}/accept-figures", data=fields_of(page))
    assert accepted.status_code == 303
    sign_in(client, R.PROGRAMME_OFFICER)
    page = client.get(f"/reports/{report.id}/review").text
    assert "The figures are accepted" in page
    assert client.post(f"/reports/{report.id}/accept", data=fields_of(page)).status_code == 303
    assert again(report).state == "accepted"
    assert "US$\xa06,000" in client.get(f"/reports/{report.id}").text


def test_an_officer_returns_with_what_to_mend_and_the_party_reads_it(
    client: FlaskClient, db: Session
) -> None:
    report = made.submitted("progress")
    sign_in(client, R.PROGRAMME_OFFICER)
    where = f"/reports/{report.id}/review"
    sent = fields_of(client.get(where).text)
    missing = client.post(f"/reports/{report.id}/return", data=sent | {"reason": ""})
    assert missing.status_code == 422
    answer = client.post(
        f"/reports/{report.id}/return",
        data=sent | {"reason": "Where is the decree?", "sections": ["results"]},
    )
    assert answer.status_code == 303
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/reports/{report.id}").text
    assert "Where is the decree?" in page
    assert f"/reports/{report.id}/sections/results" in page


def test_the_office_reads_what_was_submitted_while_the_party_mends_it(
    client: FlaskClient, db: Session
) -> None:
    report = made.submitted("progress")
    commands.return_(report, by=made.officer(), reason="Say more.")
    commands.save_section(report, "gender", {"gender_progress": "Half a word"}, by=made.manager())
    indicators = {key: {"value": "39 of 40"} for key in content_queries.content(report).cells["indicators"]}
    commands.save_rows(report, "indicators", indicators, by=made.manager())
    sign_in(client, R.PROGRAMME_OFFICER)
    page = client.get(f"/reports/{report.id}").text
    said = ("Half of those trained are women.", "12 of 40", "Half a word", "39 of 40")
    assert [words in page for words in said] == [True, True, False, False]


def test_an_approving_officer_waives_with_a_reason(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    sign_in(client, R.APPROVING_OFFICER)
    assert send(client, f"/reports/{report.id}/waive", reason="Nothing was paid yet.").status_code == 303
    assert again(report).state == "waived"


def test_a_resubmitted_version_shows_what_changed(client: FlaskClient, db: Session) -> None:
    report = made.submitted()
    commands.return_(report, by=made.officer(), reason="Say more.")
    who = made.manager()
    commands.save_section(report, "spending", {"variance": "Prices rose by a tenth."}, by=who)
    made.spend(report, 4_000, 0, 1_000, by=who, explanation="Prices rose.")
    commands.submit(report, by=who)
    sign_in(client, R.PROGRAMME_OFFICER)
    for where in ("versions/2", "versions/1?before=2", "review"):
        page = client.get(f"/reports/{report.id}/{where}").text
        assert [words in page for words in ("rose by a tenth.", "5,000", "4,000")] == [True] * 3, where


def test_an_officer_opens_a_report_before_its_time(client: FlaskClient, db: Session) -> None:
    award = made.award()
    sign_in(client, R.PROGRAMME_OFFICER)
    page = client.get("/reports/coming").text
    later = made.due(award, "progress", date(2027, 1, 1))
    answer = client.post(f"/reports/open/{later.id}", data={"csrf_token": token(page)})
    assert answer.status_code == 303
    assert "1 January 2027" in client.get(answer.location).text


def test_lists_take_the_same_number_of_statements_however_long_they_are(
    client: FlaskClient, db: Session
) -> None:
    sign_in(client, R.PROGRAMME_OFFICER)
    first = made.award()
    counts = []
    for kinds in (("progress",), ("expenditure", "inventory")):
        for kind in kinds:
            made.opened(kind, first)
        client.get("/reports/")
        counts.append((_statements(client, "/reports/"), _statements(client, "/reports/coming")))
        for party in ("GH", "PE"):
            made.opened("final", made.award(party)) if len(counts) == 1 else None
    assert counts[0] == counts[1]


def _statements(client: FlaskClient, where: str) -> int:
    seen: list[str] = []
    engine = client.application.extensions["runtime"].database.engine

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    assert client.get(where).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_class_that_is_exceeded_leads_to_a_revision_of_the_budget(client: FlaskClient, db: Session) -> None:
    report = made.opened()
    made.spend(report, 0, 0, 17_000, by=made.manager(), explanation="Prices rose.")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/reports/{report.id}/rows/spending").text
    assert "more than 10% over the class" in page
    assert f"/changes/new/{report.award_id}" in page
