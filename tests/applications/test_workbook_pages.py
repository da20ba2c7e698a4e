"""Offline through the pages: who may download, what a wrong file is told, rows pasted and taken over without script."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from sipgrants.applications import commands
from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.lifecycle.actor import Actor, RoleName
from tests.builders import applications, calls, people
from tests.builders.offline import answers, contents, put
from tests.builders.pages import sent, token
from tests.builders.sending import counting
from tests.builders.workbooks import saved_again


@pytest.fixture
def draft(db: Session, client: FlaskClient) -> Iterator[Application]:
    """A whole draft; its focal point is signed in."""
    focal = calls.focal_point("ZM")
    with clock.set_to(calls.DURING):
        made = applications.draft(by=focal)
        sign_in_as(client, focal)
        yield made


@pytest.fixture
def begun(db: Session, client: FlaskClient) -> Iterator[Application]:
    """A draft in which nothing is written yet; its focal point is signed in."""
    focal = calls.focal_point("ZM")
    with clock.set_to(calls.DURING):
        made = applications.draft(by=focal, filled=False)
        sign_in_as(client, focal)
        yield made


def sign_in_as(client: FlaskClient, actor: Actor) -> None:
    assert actor.person_id is not None
    people.sign_in(client, actor.person_id)


def send(client: FlaskClient, draft: Application, data: bytes) -> TestResponse:
    address = f"/applications/{draft.id}/workbook"
    fields: Any = {"csrf_token": token(client.get(address).text), "file": (io.BytesIO(data), "mine.xlsx")}
    return client.post(address, data=fields, content_type="multipart/form-data")


def test_the_workbook_is_downloaded_sent_back_looked_at_and_taken_over(
    client: FlaskClient, draft: Application
) -> None:
    answer = client.get(f"/applications/{draft.id}/workbook/whole.xlsx")
    assert f'filename="{draft.reference}.xlsx"' in answer.headers["Content-Disposition"]
    back = send(
        client,
        draft,
        saved_again(answer.data, lambda book: put(book["A1 Summary"], "A.summary.title", "<b>New")),
    )
    page = client.get(back.location)
    assert (back.status_code, "&lt;b&gt;New" in page.text, "1 change" in page.text) == (303, True, True)
    assert answers(draft)["title"] == "Plain words"
    typed = sent(page.text)
    pressed = [
        client.post(back.location, data=one) for one in (typed, typed, {**typed, "once": "another page"})
    ]
    assert [one.status_code for one in pressed] == [303, 303, 303]
    told = client.get(pressed[0].location).text
    for words in ("1 change is taken over.", "Nothing was done twice.", "There was nothing to take over"):
        assert words in told
    assert answers(draft)["title"] == "<b>New"
    assert "took over what a workbook or pasted rows changed" in client.get(f"/applications/{draft.id}").text


def test_a_stale_page_is_told_and_shows_what_would_change_now(
    client: FlaskClient, begun: Application
) -> None:
    data = client.get(f"/applications/{begun.id}/workbook/whole.xlsx").data
    back = send(
        client, begun, saved_again(data, lambda book: put(book["A1 Summary"], "A.summary.title", "Mine"))
    )
    typed = sent(client.get(back.location).text)
    commands.save_section(begun, by=calls.drafter("ZM"), section="summary", values={"title": "Theirs"})
    answer = client.post(back.location, data=typed)
    assert answer.status_code == 409
    for words in ("Something was changed here after you opened this page.", "Theirs", "Take mine"):
        assert words in answer.text


def test_a_wrong_file_is_refused_on_the_page_it_was_sent_from(
    client: FlaskClient, begun: Application
) -> None:
    answer = send(client, begun, b"PDF")
    assert (answer.status_code, "This is not an Excel workbook" in answer.text) == (422, True)


def test_rows_are_pasted_looked_at_and_taken_over(client: FlaskClient, draft: Application) -> None:
    address = f"/applications/{draft.id}/plan/risks/sheet"
    typed = sent(client.get(address).text)
    typed["text"], typed["how"] = "Floods\t3\t5 - very high\tHigher ground\tThe Ministry", "add"
    back = client.post(address, data=typed)
    page = client.get(back.location).text
    assert "Floods | Likelihood: 3 - medium | Impact: 5 - very high" in page
    client.post(back.location, data=sent(page))
    assert [one["text"] for one in contents(draft)["risks"]] == [*["Elections"] * 5, "Floods"]
    typed["text"] = " "
    again = client.post(address, data=typed)
    assert (again.status_code, "Paste the rows that you copied" in again.text) == (422, True)


READERS = {
    RoleName.FOCAL_POINT: (200, True),
    RoleName.DRAFTER: (200, True),
    RoleName.READER: (200, False),
    RoleName.PROGRAMME_OFFICER: (404, False),
    RoleName.BOARD_MEMBER: (404, False),
    RoleName.AUDITOR: (404, False),
}


@pytest.mark.parametrize("role", READERS)
def test_the_team_downloads_and_writers_send_back(
    client: FlaskClient, begun: Application, role: RoleName
) -> None:
    status, may_send = READERS[role]
    of = "ZM" if role in (RoleName.FOCAL_POINT, RoleName.DRAFTER, RoleName.READER) else None
    sign_in_as(client, calls.somebody(role, of=of or ("GH" if role == RoleName.BOARD_MEMBER else None)))
    pages = [client.get(f"/applications/{begun.id}/workbook{rest}") for rest in ("", "/whole.xlsx")]
    assert [one.status_code for one in pages] == [status, status]
    assert ("Send workbook back" in pages[0].text) == may_send


def test_a_partner_downloads_nothing_of_the_draft(client: FlaskClient, begun: Application) -> None:
    ghana = calls.focal_point("GH")
    commands.invite(begun, by=calls.focal_point("ZM"), party_id="GH")
    sign_in_as(client, ghana)
    assert client.get(f"/applications/{begun.id}/workbook/whole.xlsx").status_code == 404


def test_what_waits_for_one_application_opens_for_no_other(client: FlaskClient, begun: Application) -> None:
    address = send(client, begun, client.get(f"/applications/{begun.id}/workbook/whole.xlsx").data).location
    other = applications.draft(begun.round, by=calls.focal_point("ZM"), filled=False)
    moved = address.replace(str(begun.id), str(other.id))
    wrong = [moved, address[:-1] + "g", address[:-2], address[:-64] + "0" * 64]
    assert [client.get(one).status_code for one in (address, *wrong)] == [200, 404, 404, 404, 404]


def test_one_part_alone_is_a_workbook_of_one_sheet(client: FlaskClient, begun: Application) -> None:
    answer = client.get(f"/applications/{begun.id}/workbook/budget.xlsx")
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["Budget", "_lists", "_about"]
    assert client.get(f"/applications/{begun.id}/workbook/letters.xlsx").status_code == 404


def test_a_workbook_speaks_the_language_of_the_application(client: FlaskClient, begun: Application) -> None:
    calls.put(begun, language="fr")
    data = client.get(f"/applications/{begun.id}/workbook/whole.xlsx").data
    assert "A1 Résumé" in load_workbook(io.BytesIO(data)).sheetnames
    calls.put(begun, language="ar")
    data = client.get(f"/applications/{begun.id}/workbook/budget.xlsx").data
    assert load_workbook(io.BytesIO(data)).worksheets[0].sheet_view.rightToLeft is True
    assert "Nothing would change" in client.get(send(client, begun, data).location).text


def test_a_text_too_long_for_a_cell_is_told_before_the_download(
    client: FlaskClient, begun: Application
) -> None:
    page = f"/applications/{begun.id}/workbook"
    before = client.get(page).text
    commands.save_section(
        begun, by=calls.focal_point("ZM"), section="summary", values={"summary": "x" * 40_000}
    )
    assert ["A cell holds 32,767 characters." in one for one in (before, client.get(page).text)] == [
        False,
        True,
    ]


def test_offline_pages_cost_few_statements(client: FlaskClient, draft: Application, app: Flask) -> None:
    shown = send(client, draft, client.get(f"/applications/{draft.id}/workbook/whole.xlsx").data).location
    pages = [
        f"/applications/{draft.id}/{rest}"
        for rest in ("workbook", "workbook/whole.xlsx", "plan/budget/sheet")
    ]
    costs = {}
    for page in (*pages, shown):
        with counting(app.extensions["runtime"].database) as statements:
            assert client.get(page).status_code == 200
        costs[page] = len(statements)
    calls.put(draft, state="returned", submitted_version=1, cure_until=calls.AFTER, open_sections=["summary"])
    with counting(app.extensions["runtime"].database) as statements:
        assert client.get(shown).status_code == 200
    assert max(*costs.values(), len(statements)) <= 40
