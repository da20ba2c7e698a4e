"""Changes of an award: the new manager, the signatures, the amendment on paper, what waits."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import queries as awards
from sipgrants.changes import commands, queries
from sipgrants.changes.commands.deciding import Days
from sipgrants.core import clock, outbox
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.files import StoredFile, read
from sipgrants.core.outbox import Job
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import changes, people
from tests.builders import reports as made
from tests.documents.reading import says, squeezed


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


def test_a_new_manager_is_invited_and_the_old_one_leaves_when_both_have_signed(both: Session) -> None:
    award = made.award()
    leaves = people.person(R.PROJECT_MANAGER, party="ZM")
    change = commands.propose(
        award, by=people.actor_of(leaves), asked=changes.asked("manager", old_manager_id=leaves.id)
    )
    commands.approve(change, by=made.officer(), reason="Yes.")
    assert [one.id for one in queries.managers_of("ZM")] == [leaves.id]
    changes.sign(change)
    new = session().scalars(select(Person).where(Person.email == "manager2@zm.example")).one()
    assert [one.id for one in queries.managers_of("ZM")] == [new.id]


def test_somebody_of_another_party_cannot_be_the_one_who_leaves(db: Session) -> None:
    stranger = people.person(R.PROJECT_MANAGER, party="GH")
    with pytest.raises(Invalid):
        changes.proposed("manager", old_manager_id=stranger.id)


def test_a_signature_is_recorded_once_and_not_ahead_of_time(db: Session) -> None:
    change = changes.approved()
    with pytest.raises(Invalid):
        commands.sign(change, by=made.officer(), side="party", name="Minister", signed_on=date(2027, 1, 1))
    changes.sign(change, "party")
    with pytest.raises(Invalid):
        changes.sign(change, "party")


def test_a_change_is_not_in_force_by_one_signature(db: Session) -> None:
    change = changes.approved()
    changes.sign(change, "party")
    with pytest.raises(Conflict):
        commands.enter_into_force(change, by=made.officer())


@pytest.mark.parametrize("verb", ["return_", "refuse", "withdraw"])
def test_a_reason_is_asked_for(db: Session, verb: str) -> None:
    change = changes.proposed()
    by = made.manager() if verb == "withdraw" else made.officer()
    with pytest.raises(Invalid):
        getattr(commands, verb)(change, by=by, reason=" ")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("extension", ["30 June 2028", "31 December 2027", "Instalment 2, planned for"]),
        ("budget", ["Travel", "20,000", "Annex 2: Budget"]),
        ("framework", ["Annex 1: Results framework", "Fewer thermometers"]),
        ("manager", ["Manager of Zambia"]),
    ],
)
def test_the_amendment_is_printed_to_be_signed(app, db: Session, kind: str, said: list[str]) -> None:
    days = {2: Days(date(2028, 1, 31), None)} if kind == "extension" else {}
    change = changes.approved(kind, days=days)
    with app.app_context(), app.test_request_context():
        for job in session().scalars(select(Job).where(Job.task == "document.print")).all():
            outbox.TASKS[job.task](**job.args)
    document = session().get_one(IssuedDocument, change.document_id)
    text = says(read(session().get_one(StoredFile, document.file_id)))
    assert document.number == change.reference
    assert [word for word in said if squeezed(word) not in text] == []


def test_what_waits_for_whom(db: Session) -> None:
    change = changes.proposed()
    assert [one.action for one in queries.waiting_for(made.officer())] == ["change.approve"]
    commands.return_(change, by=made.officer(), reason="Say more.")
    assert [one.action for one in queries.waiting_for(made.manager())] == ["change.revise"]
    assert (queries.waiting_for(made.officer()), queries.waiting_for(made.manager("GH"))) == ([], [])


def test_a_report_that_was_handed_in_keeps_its_due_whatever_changes(db: Session) -> None:
    handed_in = made.submitted("progress")
    rows = awards.dues(handed_in.award_id)
    keys = {awards.pure_due(row).key for row in rows if row.id == handed_in.due_id}
    rights.forget()
    assert (awards.settled_keys(handed_in.award), len(keys)) == (keys, 1)
