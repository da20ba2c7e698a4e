"""The pages of changes as people use them: from asking to both signatures; who sees what."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sipgrants.changes import commands
from sipgrants.changes.models import Change
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import changes, people
from tests.builders import reports as made
from tests.builders.files import pdf
from tests.builders.pages import fields_of


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def sign_in(client: FlaskClient, *roles: R, of: str | None = None) -> None:
    session().rollback()
    people.sign_in(client, people.person(*roles, party=of, password=False))


def send(client: FlaskClient, where: str, **typed: Any) -> Any:
    page = client.get(where)
    assert page.status_code == 200, page.text
    return client.post(where, data={**fields_of(page.text), **typed}, content_type="multipart/form-data")


def only() -> Change:
    session().rollback()
    session().expire_all()
    return session().scalars(select(Change)).one()


def test_more_time_from_asking_to_both_signatures(client: FlaskClient, db: Session) -> None:
    award = made.award()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    start = send(client, f"/changes/new/{award.id}", kind="extension")
    assert start.location.endswith("/extension")
    wrong = send(client, start.location, new_ends_on="2027-06-30", reasons="Deliveries were late.")
    assert wrong.status_code == 422
    assert "after the present one" in wrong.text
    assert "Deliveries were late." in wrong.text
    asked = send(
        client,
        start.location,
        new_ends_on="2028-06-30",
        reasons="Deliveries were late.",
        evidence=(io.BytesIO(pdf("letter")), "letter.pdf"),
    )
    assert (asked.status_code, only().state) == (303, "proposed")
    sign_in(client, R.PROGRAMME_OFFICER)
    page = client.get(asked.location).text
    assert "31 December 2027 → 30 June 2028" in page
    assert client.get(f"{asked.location}/files/1").data == pdf("letter")


def test_approved_and_signed_the_change_is_in_force_with_both_copies(
    client: FlaskClient, db: Session
) -> None:
    where = f"/changes/{changes.proposed().id}"
    sign_in(client, R.PROGRAMME_OFFICER)
    days = {"instalments-1-due_on": "2028-01-31"}
    assert send(client, f"{where}/approve", reason="It serves the project.", **days).status_code == 303
    for side in ("party", "secretariat"):
        signed = send(
            client,
            f"{where}/sign",
            side=side,
            name="Office",
            signed_on=made.NOW.date().isoformat(),
            copy=(io.BytesIO(pdf(side)), f"{side}.pdf"),
        )
        assert signed.status_code == 303
    assert (only().state, only().award.ends_on) == ("in_force", changes.LATER)
    page = client.get(where).text
    shown = ("31 January 2028", "29 August 2028", "party.pdf", "secretariat.pdf")
    assert [words in page for words in shown] == [True] * 4


def test_a_budget_is_rewritten_with_the_rule_in_sight_before_it_is_asked_for(
    client: FlaskClient, db: Session
) -> None:
    award = made.award()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    draft = send(client, f"/changes/new/{award.id}", kind="budget").location
    page = client.get(f"{draft}/budget").text
    typed = fields_of(page) | {"budget.0.year1": "25000", "budget.1.year1": "20000", "go": "next"}
    assert client.post(f"{draft}/budget", data=typed).location.endswith(draft)
    page = client.get(draft).text
    assert "These classes move by more than 10% of what they were: Contractual services, Travel." in page
    asked = send(client, draft, reasons="More visits are needed.")
    assert asked.status_code == 303
    page = client.get(asked.location).text
    assert [word in page for word in ("US$\xa015,000", "US$\xa020,000", "More visits are needed.")] == [
        True
    ] * 3


def test_a_stale_budget_is_shown_again_with_what_was_typed(client: FlaskClient, db: Session) -> None:
    award = made.award()
    who = made.manager()
    draft = changes.rewritten(award, by=who)
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where = f"/changes/drafts/{draft.id}/budget"
    typed = fields_of(client.get(where).text) | {"budget.0.explanation": "Two lawyers", "go": "next"}
    changes.move_money(draft, 18_000, who)
    answer = client.post(where, data=typed)
    assert answer.status_code == 409
    assert [word in answer.text for word in ("Two lawyers", "What your colleague saved")] == [True, True]


def test_a_returned_change_is_mended_and_asked_for_again(client: FlaskClient, db: Session) -> None:
    change = changes.proposed()
    sign_in(client, R.PROGRAMME_OFFICER)
    assert send(client, f"/changes/{change.id}/return", reason="").status_code == 422
    assert send(client, f"/changes/{change.id}/return", reason="Say more.").status_code == 303
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    assert "Say more." in client.get(f"/changes/{change.id}").text
    where = client.get(f"/changes/{change.id}/again").location
    assert send(client, where, reasons="The boat was late.").status_code == 303
    assert (only().state, only().reasons) == ("proposed", "The boat was late.")


def test_a_stale_decision_is_refused(client: FlaskClient, db: Session) -> None:
    change = changes.proposed()
    sign_in(client, R.PROGRAMME_OFFICER)
    typed = fields_of(client.get(f"/changes/{change.id}/approve").text)
    commands.return_(change, by=made.officer(), reason="Say more.")
    typed["reason"] = ["It serves the project."]
    assert client.post(f"/changes/{change.id}/approve", data=typed).status_code == 409
    assert only().state == "returned"


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "after the present one"), ("2020-01-01", "after the present one"), ("9999-12-31", "ten years")],
)
def test_looking_at_what_moves_says_what_is_wrong_with_the_day(
    client: FlaskClient, db: Session, day: str, said: str
) -> None:
    award = made.award()
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = send(client, f"/changes/new/{award.id}/extension", new_ends_on=day, look="1")
    assert said in page.text


def test_a_step_that_the_state_does_not_permit_says_so_and_has_no_button(
    client: FlaskClient, db: Session
) -> None:
    change = changes.proposed("extension")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where, button = f"/changes/{change.id}/evidence", ">Add evidence</button>"
    pages = [client.get(where).text]
    send(client, f"/changes/{change.id}/withdraw", reason="No longer needed.")
    pages.append(client.get(where).text)
    assert [("is not possible now" in page, button in page) for page in pages] == [
        (False, True),
        (True, False),
    ]


def test_who_asks_twice_is_told_before_anything_is_written(client: FlaskClient, db: Session) -> None:
    change = changes.proposed("extension")
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    where = f"/changes/new/{change.award_id}"
    again = send(client, where, kind="extension")
    assert (again.status_code, "it is decided first" in again.text) == (422, True)
    assert f"/changes/{change.id}" in client.get(f"{where}/extension").text
    assert send(client, where, kind="manager").status_code == 303


def test_another_partys_change_is_not_there(client: FlaskClient, db: Session) -> None:
    change = changes.proposed("budget")
    draft = changes.rewritten(made.award("PE"))
    sign_in(client, R.FOCAL_POINT, of="GH")
    for where in (
        f"/changes/{change.id}",
        f"/changes/{change.id}/files/1",
        f"/changes/{change.id}/withdraw",
        f"/changes/new/{change.award_id}",
        f"/changes/drafts/{draft.id}",
        f"/changes/drafts/{draft.id}/budget",
    ):
        assert client.get(where).status_code == 404
    assert change.reference not in client.get("/changes/").text


def test_the_list_takes_the_same_number_of_statements_however_long_it_is(
    client: FlaskClient, db: Session
) -> None:
    sign_in(client, R.PROGRAMME_OFFICER)
    engine = client.application.extensions["runtime"].database.engine
    counts = []
    for parties in (("ZM",), ("GH", "PE")):
        for party in parties:
            changes.proposed(award=made.award(party))
        seen: list[str] = []

        def note(*args: Any, seen: list[str] = seen) -> None:
            seen.append(args[2])

        client.get("/changes/")
        event.listen(engine, "before_cursor_execute", note)
        assert client.get("/changes/").status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_page_of_an_award_shows_its_reports_and_changes(client: FlaskClient, db: Session) -> None:
    change = changes.proposed()
    report = made.opened(of=change.award)
    sign_in(client, R.PROJECT_MANAGER, of="ZM")
    page = client.get(f"/awards/{change.award_id}").text
    links = (f"/changes/{change.id}", f"/reports/{report.id}", f"/changes/new/{change.award_id}")
    assert [link in page for link in links] == [True] * 3
