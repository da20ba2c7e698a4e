"""A virus in a file of any room: the record that holds it says so in its history, everybody concerned gets one mail."""

import json
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts import queries as accounts
from sipgrants.core import audit, scanning
from sipgrants.core.db import command
from sipgrants.core.files import StoredFile, Upload, keep, record
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import OFFICER, SYSTEM, Actor
from sipgrants.meetings.commands import papers
from sipgrants.web.mails import render
from tests.builders import awards, board, changes, people, reports
from tests.builders.files import pdf


def agreement() -> tuple[Any, StoredFile | None]:
    award = awards.ready()
    return award, award.signed_copy


def report() -> tuple[Any, StoredFile | None]:
    made = reports.opened("progress")
    reports.attach(made, "evidence_files", by=reports.manager("ZM"))
    return made, made.files[0].file


def change() -> tuple[Any, StoredFile | None]:
    made = changes.proposed(evidence=Upload("proof.pdf", "application/pdf", keep(pdf("evidence"))))
    return made, made.files[0].file


def agenda() -> tuple[Any, StoredFile | None]:
    here = board.before_board({"ZM": 1}, countries=("EE",))
    meeting = board.meeting(here, started=False)
    upload = Upload("notes.pdf", "application/pdf", keep(pdf("notes")))
    item, words = meeting.items[0].id, papers.Words("Notes")
    made = papers.attach(meeting, by=here.officer, item_id=item, words=words, uploads=[upload])
    return meeting, made[0].latest.file


@pytest.mark.parametrize("holding", [agreement, report, change, agenda])
def test_the_record_that_holds_a_virus_says_so(both: Session, holding: Any) -> None:
    record, stored = holding()
    assert stored is not None
    scanning.judge(stored.sha256, "Eicar-Test-Signature", by=SYSTEM)
    entries = [one for one in audit.of(record.subject_type, record.id) if one.action == "file.find_infected"]
    assert [one.details for one in entries] == [{"finding": "Eicar-Test-Signature", "sha256": stored.sha256}]
    mails = list(both.scalars(select(Mail).where(Mail.kind == "file_infected")))
    assert stored.person_id in {one.person_id for one in mails}
    assert len({one.person_id for one in mails}) == len(mails)
    assert {
        place["path"].split("/")[1] for one in mails for place in json.loads(one.params_json)["places"]
    } == {f"{record.subject_type}s"}


@command
def letter(by: UUID) -> StoredFile:
    """A file of no record."""
    return record(keep(pdf("letter")), name="letter.pdf", media_type="application/pdf", by=Actor(by))


def test_of_a_file_that_no_record_holds_the_officers_hear(db: Session, app: Flask) -> None:
    officer = people.person(*OFFICER, name="Officer")
    stored = letter(officer.id)
    scanning.judge(stored.sha256, "Eicar-Test-Signature", by=SYSTEM)
    scanning.judge(stored.sha256, "", by=SYSTEM)
    mails = list(db.scalars(select(Mail).where(Mail.kind == "file_infected")))
    assert {one.person_id for one in mails} == {stored.person_id, *accounts.recipients(OFFICER)}
    with app.test_request_context():
        subject, body = render(mails[0], officer)
    assert subject == "A virus was found in a file: letter.pdf"
    assert "Eicar-Test-Signature" in body
