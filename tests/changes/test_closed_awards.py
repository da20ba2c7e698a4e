"""A closed award is locked: nothing of it is written any more, and nobody is asked to; it stays readable."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.disbursements import commands as payments
from sipgrants.disbursements import waiting_queries as paid
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.policy import POLICY
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.reports import queries as reports
from tests.builders import awards as running
from tests.builders import changes, people
from tests.builders import reports as made

PARTY_ROLES = {
    R.FOCAL_POINT, R.ALTERNATE, R.DRAFTER, R.READER, R.PROJECT_MANAGER, R.BOARD_MEMBER, R.CO_CHAIR
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(made.NOW):
        yield


_READS = (".read", ".list", ".history")
LOCKED = sorted(
    name
    for name in POLICY
    if name.startswith(("award.", "instalment.", "report.", "change.", "vendor."))
    and not name.endswith(_READS)
)


def locked(kind: str) -> Any:
    """A record of an award that is closed."""
    made_of = {
        "award": made.award,
        "vendor": made.award,
        "instalment": lambda: made.award().instalments[0],
        "report": made.opened,
        "change": changes.proposed,
    }
    found = made_of[kind]()
    made.put(getattr(found, "award", found), state="closed")
    return found


@pytest.mark.parametrize("action", LOCKED)
def test_nothing_of_a_closed_award_is_written_whoever_asks(db: Session, action: str) -> None:
    subject, row = locked(action.partition(".")[0]), POLICY[action]
    roles = [role for grant in row.grants for role in grant.roles or ()]
    for role in R:
        who = made.acting(role, party="ZM" if role in PARTY_ROLES else None)
        with pytest.raises(Conflict if role in roles and not needy(row) else (Conflict, Forbidden)):
            rights.demand(who, action, subject)
        assert rights.can(who, action, subject) is False


def needy(row: Any) -> bool:
    """Some rights hang on the record, too: there the refusal may come first."""
    return any(grant.needs for grant in row.grants)


def test_nobody_is_asked_for_what_the_lock_refuses(db: Session) -> None:
    who = running.team()
    award = made.award()
    made.opened("progress", award)
    made.put(award.instalments[0], state="paid", paid_on=clock.today(), payment_reference="P-1")
    before = {one.action for one in at_home(who.focal)}
    made.put(award, state="closed")
    assert (before, at_home(who.focal)) == ({"instalment.acknowledge", "report.edit"}, [])


def at_home(who: Actor) -> list[Waiting]:
    return [*paid.waiting_for(who), *reports.waiting_for(who)]


@pytest.mark.parametrize("kind", ["due", "received", "disallowed"])
def test_later_refunds_and_disallowances_are_booked_on_a_closed_award(db: Session, kind: str) -> None:
    who = running.team()
    award = running.closed(who)
    rights.demand(who.finance, "refund.record", award)
    with pytest.raises(Invalid, match="At most"):
        payments.record_refund(
            award, by=who.finance, kind=kind, minor=1, day=clock.today(), reason="Audit.", reference="D-1"
        )


@pytest.mark.parametrize(
    ("role", "party"), [(R.PROJECT_MANAGER, "ZM"), (R.FOCAL_POINT, "ZM"), (R.AUDITOR, None), (R.HEAD, None)]
)
def test_all_of_a_closed_award_stays_readable(
    client: FlaskClient, db: Session, role: R, party: str | None
) -> None:
    report = made.accepted()
    change = changes.in_force("budget", report.award)
    award_id = made.put(report.award, state="closed", closed_on=clock.today()).id
    people.sign_in(client, people.person(role, party=party, password=False))
    pages = [
        f"/awards/{award_id}",
        f"/awards/{award_id}/plan",
        f"/changes/{change.id}",
        f"/changes/{change.id}/plan/before",
        f"/changes/{change.id}/plan/after",
        f"/changes/{change.id}/files/1",
        f"/reports/{report.id}",
    ]
    assert [client.get(one).status_code for one in pages] == [200] * len(pages)
    page = client.get(f"/awards/{award_id}").text
    assert [words in page for words in ("The records are locked", "Propose change")] == [True, False]
