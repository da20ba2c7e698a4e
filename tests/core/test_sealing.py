"""Secrets in the database are of no use without the installation's key."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from sipgrants.accounts.commands import factor
from sipgrants.accounts.models import Person
from sipgrants.core import sealing
from sipgrants.core.db import session
from tests.builders import people

SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW = "an old key of thirty-two letters..", "a new key of thirty-two letters..."


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    sealing.equip(OLD)
    yield
    sealing.equip("for-tests-only-" * 4)


def kept() -> str:
    session().rollback()
    found: str = session().execute(text("select totp_secret from person")).scalar_one()
    session().rollback()
    return found


def read() -> str | None:
    session().rollback()
    session().expire_all()
    return session().query(Person).one().totp_secret


def test_the_database_does_not_show_the_secret(both: Session) -> None:
    people.person(totp_secret=SECRET)
    assert (SECRET in kept(), read()) == (False, SECRET)


def test_what_was_kept_before_there_was_a_seal_is_read_and_sealed(db: Session) -> None:
    people.person(totp_secret=SECRET)
    session().execute(text("update person set totp_secret = :plain"), {"plain": SECRET})
    session().commit()
    assert (kept(), read()) == (SECRET, SECRET)
    assert factor.reseal() == 1
    assert (kept().startswith("sealed:"), read()) == (True, SECRET)


def test_a_new_key_reads_what_the_old_one_sealed_and_then_needs_it_no_more(db: Session) -> None:
    people.person(totp_secret=SECRET)
    sealing.equip(NEW, OLD)
    assert read() == SECRET
    factor.reseal()
    sealing.equip(NEW)
    assert read() == SECRET


def test_without_the_key_the_row_is_read_and_nobody_knows_the_secret(db: Session) -> None:
    people.person(totp_secret=SECRET)
    sealing.equip(NEW)
    found = {read(), read()}
    assert (len(found), SECRET in found, None in found, "" in found) == (2, False, False, False)
