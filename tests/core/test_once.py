"""What was sent once is not done twice: not later, not at the same moment, and not where the first one failed."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sipgrants.core import audit, clock, db, once
from sipgrants.core.db import Database, command
from sipgrants.core.once import FormSent, Repeated
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.countersign import Proposal


@command
def make(fails: bool = False) -> Proposal:
    number = str(db.uuid4())
    row = Proposal(
        action="a", about_type="b", about_id=number, args_json="{}", asked_by=db.uuid4(), state="asked"
    )
    db.session().add(row)
    db.session().flush()
    audit.record("proposal.ask", row, SYSTEM)
    if fails:
        raise RuntimeError("after all")
    return row


def made() -> int:
    return db.session().scalar(select(func.count()).select_from(Proposal)) or 0


def test_the_same_form_makes_one_record_and_leads_to_it(both: Session) -> None:
    with once.carrying("form"):
        first = make()
    with once.carrying("form"), pytest.raises(Repeated) as refused:
        make()
    both.rollback()
    assert (made(), refused.value.subject_type, refused.value.subject_id) == (1, "proposal", str(first.id))


def test_another_form_makes_another_record(both: Session) -> None:
    for token in ("one", "two", None, None):
        with once.carrying(token):
            make()
    assert made() == 4


def test_what_failed_may_be_sent_again(both: Session) -> None:
    with once.carrying("form"), pytest.raises(RuntimeError):
        make(fails=True)
    with once.carrying("form"):
        make()
    assert made() == 1


def test_the_second_command_of_a_request_is_no_repetition(both: Session) -> None:
    with once.carrying("form"):
        make()
        make()
    assert made() == 2


def test_what_follows_a_refusal_takes_no_token(both: Session) -> None:
    with once.carrying("form"):
        once.put_down()
        make()
    with once.carrying("form"):
        make()
    assert made() == 2


def test_of_many_at_the_same_moment_one_is_carried_out(both: Session, database: Database) -> None:
    both.rollback()
    results: list[str] = []
    ready = threading.Barrier(4)

    def send() -> None:
        with database.scope(), once.carrying("form"):
            ready.wait()
            try:
                make()
                results.append("made")
            except Repeated as told:
                results.append(told.subject_type)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(results), made()) == (["made", "proposal", "proposal", "proposal"], 1)


def test_old_forms_are_forgotten(both: Session) -> None:
    with once.carrying("old"):
        make()
    with clock.set_to(clock.now() + timedelta(days=1)), once.carrying("new"):
        make()
    with clock.set_to(clock.now() + timedelta(days=2, minutes=1)):
        once.forget_old()
        once.forget_old()
    assert db.session().scalars(select(FormSent.token)).all() == ["new"]
