"""Another one's records, on every route that names one: not found or refused, and nothing is changed."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import ANYBODY
from sipgrants.web import gate
from tests.hardening.conftest import Place
from tests.hardening.names import PARTY

# Routes that name a Party's record, by the room that answers and what stands in the address.
OF_A_PARTY = {
    ("applications", "application_id"): ("application.", "board.", "screened.", "appraised."),
    ("applications", "partner_id"): ("application_partner.",),
    ("applications", "file_id"): ("application_file.",),
    ("applications", "comment_id"): ("application_comment.",),
    ("appraisal", "application_id"): ("appraised.", "application.submitted"),
    ("appraisal", "question_id"): ("question.",),
    ("awards", "id"): ("award.", "running."),
    ("awards", "condition_id"): ("condition.",),
    ("awards", "application_id"): ("board.approved",),
    ("changes", "id"): ("change.", "rewritten."),
    ("changes", "award_id"): ("changing.", "running.draft", "equipment."),
    ("disbursements", "id"): ("instalment.",),
    ("dossiers", "id"): ("award.",),
    ("events", "id"): ("award_event.",),
    ("events", "task_id"): ("award_point.",),
    ("events", "attached_id"): ("award_event_file.",),
    ("reports", "id"): ("report.",),
    ("reports", "file_id"): ("report_file.",),
    ("reports", "due_id"): ("due.",),
    ("screening", "application_id"): ("screened.",),
    ("screening", "letter_id"): ("letter.",),
    ("scoring", "application_id"): ("board.",),
    ("meetings", "application_id"): ("board.",),
}
# What else an address holds: it opens a part of the record.
PARTS = {
    "key": "summary", "part": "budget", "kind": "extension", "question": "photographs",
    "number": "1", "sha256": "0" * 64, "meeting_id": "{meeting.in_session}",
    "file_id": "{application_file.draft}",
    "condition_id": "{condition.open}",
    "upload_id": "{application_upload.draft}", "refund_id": "{refund.some}",
}  # fmt: skip
# Routes on awards that the payments' room answers.
BY_AWARD = ("charge", "refund", "take_back_refund", "write_off_refund")
TEAM = ("focal_point", "project_manager")  # between them they may do all that a team may


def named(rule: Rule) -> tuple[str, tuple[str, ...]] | None:
    """Which part of the address names a Party's record, and what is put there."""
    room = rule.endpoint.split(".")[0]
    if room == "disbursements" and rule.endpoint.split(".")[1] in BY_AWARD:
        return "id", ("award.",)
    for name in (
        "application_id",
        "partner_id",
        "comment_id",
        "question_id",
        "letter_id",
        "due_id",
        "award_id",
        "task_id",
        "attached_id",
        "id",
        "file_id",
    ):
        if name in rule.arguments and (room, name) in OF_A_PARTY:
            return name, OF_A_PARTY[room, name]
    return None


def addresses(place: Place, only: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """(method, address, action) of every route with every record of Zambia that it may name (`only`: these)."""
    for rule in place.app.url_map.iter_rules():
        found = named(rule)
        if found is None:
            continue
        where, prefixes = found
        for name, identifier in place.ids.items():
            if name.startswith(only or prefixes) and name.startswith(prefixes):
                fill = {part: place.at(PARTS[part]) for part in rule.arguments - {where}}
                address = place.app.url_map.bind("localhost").build(
                    rule.endpoint, {**fill, where: identifier}
                )
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    yield method, address, gate.action_of(place.app, rule.endpoint) or ""


def contents(place: Place) -> list[str]:
    """Everything in the database, but for what is kept about refusals and visits."""
    place.app.extensions["runtime"].database.engine.dispose()
    with sqlite3.connect(place.file) as opened:
        return [
            line
            for line in opened.iterdump()
            if not line.startswith(('INSERT INTO "audit_entry"', 'INSERT INTO "person"'))
        ]


def test_every_route_that_names_a_record_is_known(place: Place) -> None:
    """A new one belongs to `OF_A_PARTY`, or to the rooms whose records are no Party's."""
    nobodys = {
        "accounts", "arriving",  # a file on its way is its sender's alone: test_uploads.py
        "board", "desk", "documents", "forms", "fund", "meetings", "reminders", "rounds", "scoring",
    }  # fmt: skip
    unknown = {
        rule.endpoint
        for rule in place.app.url_map.iter_rules()
        if any(type(one).__name__ == "UUIDConverter" for one in rule._converters.values())
        and named(rule) is None
        and rule.endpoint.split(".")[0] not in nobodys
        and not rule.arguments & {"round_id"}
    }
    assert unknown == {
        "appraisal.comment", "appraisal.declare_interest", "appraisal.declare_none", "appraisal.forward_all",
        "appraisal.invitation", "appraisal.round", "appraisal.withdraw_invitation",
        "disbursements.payment_file", "disbursements.payment_file_itself",  # for finance officers and the auditor
        "screening.check_all",
        "screening.find_all_eligible", "screening.letter_text", "screening.letter_texts",
        "screening.letters", "screening.propose_all", "screening.release", "screening.round",
    }  # fmt: skip


@pytest.mark.parametrize("role", TEAM)
def test_a_team_reaches_no_record_of_another_party(place: Place, role: str) -> None:
    place.again()
    before, wrong = contents(place), []
    client = place.client(f"other.{role}")
    for method, address, action in addresses(place):
        if rights.refusal(ANYBODY, action) is None:
            continue  # whatever is open to everybody is no secret
        status = client.open(address, method=method).status_code
        if status not in (403, 404):
            wrong.append((method, address, action, status))
    assert wrong == []
    assert contents(place) == before


def test_a_barred_member_opens_nothing_of_the_application(place: Place) -> None:
    place.again()
    before, wrong = contents(place), []
    for method, address, action in addresses(place, ("board.barred",)):
        status = place.client("barred").open(address, method=method).status_code
        if status not in (403, 404):
            wrong.append((method, address, action, status))
    assert wrong == []
    assert contents(place) == before


def test_an_expert_opens_no_application_without_an_invitation(place: Place) -> None:
    place.again()
    before, wrong = contents(place), []
    for who in ("expert", "invited_expert"):
        for method, address, action in addresses(
            place, ("application.", "board.", "screened.", "appraised.finished")
        ):
            status = place.client(who).open(address, method=method).status_code
            if status not in (403, 404):
                wrong.append((who, method, address, action, status))
    assert wrong == []
    assert contents(place) == before


@pytest.mark.parametrize("verb", ["", "/comment", "/declare_none", "/declare_interest"])
@pytest.mark.parametrize("name", ["invitation.fresh", "invitation.declared"])
def test_an_expert_opens_no_invitation_of_another(place: Place, name: str, verb: str) -> None:
    address = place.at(f"/experts/{{{name}}}{verb}")
    answer = place.client("expert").open(
        address, method="POST" if verb else "GET", data={"text": "Mine now."}
    )
    assert answer.status_code == 404


def test_no_document_of_another_party_is_sent(place: Place) -> None:
    place.again()
    with place.app.extensions["runtime"].scope() as session:
        zambian = select(IssuedDocument.id).where(IssuedDocument.party_id == PARTY)
        documents = list(session.scalars(zambian))
    answers = [place.client("other.focal_point").get(f"/documents/{one}").status_code for one in documents]
    assert (len(documents) > 5, set(answers)) == (True, {404})
