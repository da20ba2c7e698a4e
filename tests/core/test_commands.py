"""A command is one transaction: nothing is lost, nothing is half done, and a stale write is told."""

import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.core import audit, db
from sipgrants.core.db import Database, command
from sipgrants.core.errors import Stale
from sipgrants.core.outbox import Mail
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.countersign import Proposal


def make() -> Proposal:
    @command
    def write() -> Proposal:
        row = Proposal(
            action="a", about_type="b", about_id="c", args_json="{}", asked_by=db.uuid4(), state="asked"
        )
        db.session().add(row)
        db.session().flush()
        audit.record("proposal.ask", row, SYSTEM)
        return row

    return write()


@command
def count_up(row: Proposal) -> None:
    row.answer = str(int(row.answer or "0") + 1)
    audit.record("proposal.count", row, SYSTEM, to=row.answer)


@command
def count_up_and_fail(row: Proposal) -> None:
    count_up(row)
    raise RuntimeError("after all")


def test_no_update_is_lost_between_threads(both: Session, database: Database) -> None:
    identifier = make().id
    both.rollback()

    def work() -> None:
        with database.scope():
            for _ in range(25):
                count_up(db.find(Proposal, identifier))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.find(Proposal, identifier).answer == "100"
    assert audit.verify().count == 101
    assert audit.verify().broken is None


def test_a_failed_command_leaves_nothing(both: Session) -> None:
    row = make()
    with pytest.raises(RuntimeError):
        count_up_and_fail(row)
    assert row.answer == ""
    assert audit.verify().count == 1


def test_a_version_that_is_not_the_present_one_is_stale(both: Session) -> None:
    row = make()
    seen = row.version
    count_up(row, seen=seen)
    with pytest.raises(Stale):
        count_up(row, seen=seen)
    assert row.answer == "1"


def test_changes_outside_a_command_are_refused(db_session: Session) -> None:
    db_session.add(Mail(kind="x", address="a@example.org"))
    with pytest.raises(RuntimeError):
        make()


@pytest.fixture
def db_session(session: Session) -> Session:
    return session


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set action = 'forged'",
        "delete from audit_entry",
        (
            "insert into audit_entry (seq, at, actor, action, subject_type, subject_id, data, previous, hash)"
            " values (9, '2026-01-01 00:00:00', 'x', 'x', 'x', 'x', '{}', 'x', 'x')"
        ),
    ],
)
def test_the_database_itself_refuses_to_change_the_history(both: Session, statement: str) -> None:
    make()
    both.rollback()
    with pytest.raises(DBAPIError):
        both.execute(text(statement))
    both.rollback()
    assert audit.verify().broken is None


def test_a_forged_entry_is_named(session: Session) -> None:
    row = make()
    count_up(row)
    count_up(row)
    session.rollback()
    connection = session.connection()
    for name in ("no_update", "no_delete", "in_order"):
        connection.execute(text(f"drop trigger audit_entry_{name}"))
    connection.execute(text("update audit_entry set action = 'forged' where seq = 2"))
    session.expire_all()
    assert audit.verify().broken == 2


def test_entries_of_one_command_are_chained_in_order(session: Session) -> None:
    row = make()
    count_up(row)
    actions = session.scalars(select(audit.AuditEntry.action).order_by(audit.AuditEntry.seq)).all()
    assert actions == ["proposal.ask", "proposal.count"]
    assert [entry.seq for entry in audit.of("proposal", row.id)] == [1, 2]
