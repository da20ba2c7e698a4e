"""Documents on the agenda: who attaches, reads, replaces and removes them; to the barred it is as if there were none."""

import io
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.core import clock, files, scanning
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.files import Upload
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle import reminding, rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.meetings.commands import papers, sessions
from sipgrants.meetings.commands.papers import Words
from sipgrants.meetings.models import AgendaItem, Meeting
from sipgrants.meetings.paper_models import AgendaPaper
from sipgrants.web.mails import render
from tests.builders import board, people
from tests.builders.files import docx, pdf
from tests.builders.pages import token, without_tokens

THREE = ("EE", "GH", "NO")
SECRET = "Figures of the year"


def enter(client: FlaskClient, actor: Actor) -> None:
    people.sign_in(client, session().get_one(Person, actor.person_id))


def post(client: FlaskClient, page: str, url: str | None = None, **data: Any) -> int:
    shown = client.get(page).text
    return client.post(url or page, data={"csrf_token": token(shown), **data}).status_code


def brought(words: str = "first") -> Upload:
    return Upload("figures.pdf", "application/pdf", files.keep(pdf(words)))


def attached(
    here: board.Here,
    meeting: Meeting,
    item: AgendaItem,
    *,
    title: str = SECRET,
    speaks_of: Sequence[UUID] | None = (),
) -> AgendaPaper:
    words = Words(title, speaks_of)
    return papers.attach(meeting, by=here.officer, item_id=item.id, words=words, uploads=[brought()])[0]


def about(meeting: Meeting, here: board.Here, party: str) -> AgendaItem:
    return next(one for one in meeting.items if one.application_id == here.application(party).id)


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        ("planned", {"attach", "replace", "remove"}),
        ("in_session", {"attach", "replace"}),
        ("ended", set()),
    ],
)
def test_what_an_officer_may_do_with_documents_until_when_and_nobody_else(
    db: Session, state: str, possible: set[str]
) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    item = meeting.items[0]
    paper = attached(here, meeting, item)
    if state != "planned":
        sessions.start(meeting, by=here.officer)
    if state == "ended":
        sessions.end(meeting, by=here.officer)
    steps: dict[str, Callable[[Actor], object]] = {
        "attach": lambda who: papers.attach(
            meeting, by=who, item_id=item.id, words=Words("Another"), uploads=[brought()]
        ),
        "replace": lambda who: papers.replace(paper, by=who, words=Words("Mended"), upload=brought("second")),
        "remove": lambda who: papers.remove(paper, by=who),
    }
    for name, step in steps.items():
        with pytest.raises(Forbidden):
            step(here.member("EE"))
        if name in possible:
            step(here.officer)
        else:
            with pytest.raises(Conflict):
                step(here.officer)
    db.rollback()
    entries = db.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == str(paper.id)))
    kept = {"attach", *(possible - {"attach"})}
    assert set(entries) == {f"agenda_paper.{name}" for name in kept}
    assert (paper.title, len(paper.versions)) == (("Mended", 2) if "replace" in possible else (SECRET, 1))


def test_an_item_with_documents_stays_and_one_whose_documents_were_removed_goes(both: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    item = meeting.items[0]
    paper = attached(here, meeting, item)
    with pytest.raises(Conflict):
        sessions.remove_item(meeting, by=here.officer, item_id=item.id)
    papers.remove(paper, by=here.officer)
    sessions.remove_item(meeting, by=here.officer, item_id=item.id)
    assert (meeting.items, both.scalars(select(AgendaPaper.id)).all()) == ([], [])


def test_a_document_of_an_item_about_anything_else_says_of_which_applications_it_speaks(db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    item = sessions.add_item(meeting, by=here.officer, title="The line")
    stranger = board.before_board({"PE": 1}, countries=()).application("PE")
    for said, field in ((None, "speaks"), ([stranger.id], "applications")):
        with pytest.raises(Invalid) as refused:
            attached(here, meeting, item, speaks_of=said)
        assert [one.field for one in refused.value.problems] == [field]


@pytest.mark.parametrize("on_its_item", [True, False])
def test_a_barred_members_pages_marks_and_files_are_as_if_there_were_no_document(
    client: FlaskClient, db: Session, on_its_item: bool
) -> None:
    here = board.before_board({"GH": 1, "ZM": 1}, countries=THREE)
    meeting = board.meeting(here)
    other = sessions.add_item(meeting, by=here.officer, title="The line")
    item = about(meeting, here, "GH") if on_its_item else other
    sessions.go_to(meeting, by=here.officer, item_id=item.id)
    where = f"/meetings/{meeting.id}"
    enter(client, here.member("GH"))
    before = client.get(where).text
    mark = client.get(f"{where}/live").get_json()["mark"]
    paper = attached(here, meeting, item, speaks_of=[one.id for one in here.all()])
    assert without_tokens(client.get(where).text) == without_tokens(before)
    assert client.get(f"{where}/live", headers={"If-None-Match": f'"{mark}"'}).status_code == 304
    assert client.get(f"/meetings/papers/{paper.id}").status_code == 403
    refused = client.get(f"/meetings/papers/{paper.id}/1")
    assert (refused.status_code, SECRET in refused.text) == (403, False)
    assert "You take no part in this item: you are barred from it." in refused.text
    assert "Nothing found" in client.get(f"/search?q={SECRET[:9]}").text
    enter(client, here.member("NO"))
    page = client.get(where).text
    assert SECRET in client.get(f"/search?q={SECRET[:9]}").text
    assert page.count(SECRET) == 2  # under discussion, and on the agenda
    assert client.get(f"/meetings/papers/{paper.id}/1").data == pdf("first")


def test_files_are_attached_read_replaced_and_removed_on_the_pages(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    item = meeting.items[0]
    page, where = f"/meetings/items/{item.id}/papers", f"/meetings/{meeting.id}"
    enter(client, here.officer)
    assert "No document yet" in client.get(page).text
    assert post(client, page, title="Alone") == 422
    two = [(io.BytesIO(pdf("one")), "one.pdf"), (io.BytesIO(docx()), "two.docx")]
    assert post(client, page, title="Notes", files=two) == 303
    session().rollback()
    one, other = session().scalars(select(AgendaPaper).order_by(AgendaPaper.title)).unique()
    assert (one.title, other.title) == ("Notes: one", "Notes: two")
    for actor, place in ((here.officer, page), (here.member("NO"), f"{where}#agenda")):
        enter(client, actor)
        assert client.get(f"/meetings/papers/{one.id}").location == place
    enter(client, here.officer)
    changed = {"title": "Minutes", "file": (io.BytesIO(pdf("second")), "one.pdf")}
    assert post(client, f"/meetings/papers/{one.id}/replace", **changed) == 303
    assert post(client, page, f"/meetings/papers/{other.id}/remove") == 303
    enter(client, here.member("NO"))
    shown = client.get(where).text
    assert ("Minutes" in shown, "PDF, 1 kB" in shown, "1 earlier version" in shown, "Notes" in shown) == (
        True,
        True,
        True,
        False,
    )
    opened = [client.get(f"/meetings/papers/{one.id}/{number}").data for number in (1, 2)]
    assert opened == [pdf("one"), pdf("second")]
    gone = [client.get(f"/meetings/papers/{path}").status_code for path in (f"{other.id}/1", f"{one.id}/3")]
    assert gone == [404, 404]
    assert "Minutes" in client.get(f"{where}/applications/{item.application_id}").text
    assert client.get(page).status_code == 403
    mark = client.get(f"{where}/live").get_json()["mark"]
    session().rollback()
    scanning.judge(one.latest.file.sha256, "Eicar-Test-Signature", by=SYSTEM)
    told = client.get(f"{where}/live", headers={"If-None-Match": f'"{mark}"'})
    assert "virus found: ask for a clean copy" in told.get_json()["html"]
    assert client.get(f"/meetings/papers/{one.id}/2").status_code == 409


def told(here: board.Here) -> list[str]:
    """Who was told of how many documents, by mail ("EE 1"), in the order of the countries."""
    session().rollback()
    rights.forget()
    names = {one.person_id: country for country, one in here.members.items()}
    query = select(Mail).where(Mail.kind == "papers_attached")
    return sorted(f"{names[one.person_id]} {one.params['documents']}" for one in session().scalars(query))


def test_members_are_told_of_new_documents_by_one_mail_a_day(app: Flask, db: Session) -> None:
    here = board.before_board({"ZM": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    start = clock.now().replace(hour=9)
    with clock.set_to(start):
        first = attached(here, meeting, meeting.items[0])
        assert reminding.climb() == 0  # not before the next day, unless the officer says so
        assert reminding.send(meeting, by=here.officer, name="papers") == 3
    with clock.set_to(start + timedelta(hours=3)):
        attached(here, meeting, meeting.items[0])
        papers.replace(
            first, by=here.officer, words=Words("Mended"), upload=None
        )  # the title alone is no news
        with pytest.raises(Conflict):
            reminding.send(meeting, by=here.officer, name="papers")
    with clock.set_to(start + timedelta(days=1)):
        assert (reminding.climb(), reminding.climb()) == (3, 0)
    with clock.set_to(start + timedelta(days=20)):
        assert reminding.climb() == 0
    assert told(here) == ["EE 1", "EE 1", "GH 1", "GH 1", "NO 1", "NO 1"]
    mail = session().scalars(select(Mail).where(Mail.kind == "papers_attached")).first()
    assert mail is not None
    with app.test_request_context():
        _subject, body = render(mail, session().get(Person, mail.person_id))
    assert (f"/meetings/{meeting.id}#agenda" in body, SECRET in body) == (True, False)


def test_the_barred_are_told_of_no_document_that_they_do_not_get(client: FlaskClient, db: Session) -> None:
    here = board.before_board({"ZM": 1, "GH": 1}, countries=THREE)
    meeting = board.meeting(here, started=False)
    attached(here, meeting, about(meeting, here, "GH"))
    enter(client, here.officer)
    page, send = f"/meetings/items/{meeting.items[0].id}/papers", f"/reminders/papers/meeting/{meeting.id}"
    assert "Tell 2 members" in client.get(page).text
    assert post(client, page, send) == 303
    assert told(here) == ["EE 1", "NO 1"]
    for where in (page, f"/meetings/{meeting.id}"):
        assert "Tell 2 members" not in client.get(where).text
    attached(here, meeting, about(meeting, here, "ZM"))
    with pytest.raises(Forbidden):
        reminding.send(meeting, by=here.member("EE"), name="papers")
    assert "Tell 1 member" in client.get(page).text  # Ghana's member was not told of anything today
    assert post(client, page, send) == 303
    assert told(here) == ["EE 1", "GH 1", "NO 1"]
    assert "of what came later they are told tomorrow" in client.get(f"/meetings/{meeting.id}").text
