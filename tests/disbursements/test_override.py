"""What holds an instalment, and what two officers may let go: what was missing then, seen by everybody, never more."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards import commands as award_commands
from sipgrants.awards import queries as award_queries
from sipgrants.core import clock
from sipgrants.core.db import find
from sipgrants.core.errors import Invalid
from sipgrants.disbursements import commands, printing_jobs, queries
from sipgrants.fund import queries as fund
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, calls, money, people


def told() -> list[str]:
    return [f"{name}: {problem.field}: {problem.message}" for name, problem in differences()]


@calls.command
def _spend(award: Any, minor: int, who: awards.Team) -> None:
    award_commands.book_spending(award, minor, by=who.finance, about=award)


def test_two_officers_may_let_an_instalment_go_that_waits_for_a_report(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    second = award.instalments[1]
    proposal = commands.override(second, by=who.approver, reason="The flood delayed the report.")
    with pytest.raises(Invalid):
        commands.request(second, by=who.focal)
    money.confirm(proposal, who.head)
    commands.request(second, by=who.focal)
    assert second.override_reason == "The flood delayed the report."
    calls.put(award, state="suspended")
    with pytest.raises(Invalid, match="neither active nor completed"):
        commands.certify(second, by=who.finance)


def test_an_override_covers_what_was_missing_then_and_shows_in_the_ledger(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    awards.pay(award, 1, who)
    second = award.instalments[1]
    _spend(award, 6_300_000, who)
    money.confirm(commands.override(second, by=who.approver, reason="Flood."), who.head)
    assert queries.waived(second) == {"report"}
    disallow = partial(commands.record_refund, award, by=who.finance, kind="disallowed", reason="No bill.")
    disallow(minor=1, day=clock.today())
    with pytest.raises(Invalid) as refused:
        commands.request(second, by=who.focal)
    assert [problem.field for problem in refused.value.problems] == ["spent"]
    money.confirm(commands.override(second, by=who.approver, reason="Floods."), who.head)
    awards.pay(award, 2, who)
    posted = fund.transaction(queries.payments(award.id)[1].transaction_id)
    assert (second.override_waits, posted.memo, told()) == ("report spent", "Floods.", [])
    paper = [str(state) for _what, state in printing_jobs._conditions(second)]
    assert [state for state in paper if state.startswith("Overridden")] == [str(printing_jobs.OVERRIDDEN)] * 2
    commands.bounce(second, by=who.finance, day=clock.today(), reason="Account closed.")
    commands.send_back(second, by=who.finance, reason="Anew.")
    assert (second.override_waits, queries.waived(second)) == ("", frozenset())


def test_a_late_report_holds_the_next_instalment_by_itself(both: Session) -> None:
    who = awards.team()
    award = awards.active(who)
    first = award.instalments[0]
    progress = next(one for one in award_queries.dues(award.id) if one.kind == "progress")
    with clock.set_to(clock.now() + timedelta((progress.due_on - clock.today()).days)):
        assert queries.unmet(first) == []  # on the day itself nothing is late
    with clock.set_to(clock.now() + timedelta((progress.due_on - clock.today()).days + 1)):
        with pytest.raises(Invalid, match="Late: expenditure report for"):
            commands.request(first, by=who.focal)
        award_commands.meet(progress, by=SYSTEM)
        late = [str(one.reason) for one in queries.unmet(first)]
        assert [name in " ".join(late) for name in ("progress", "expenditure")] == [False, True]
        second = award.instalments[1]  # it names the expenditure report, which is told once
        waits = [str(one.wait) for one in queries.unmet(second) if "expenditure" in str(one.reason)]
        assert waits == ["report"]
        money.confirm(commands.override(first, by=who.approver, reason="Floods."), who.head)
        commands.request(first, by=who.focal)
    assert (first.state, first.override_waits) == ("requested", "late")


def test_the_statement_lists_what_was_paid_by_an_override_for_those_who_read_the_ledger(
    client: FlaskClient, db: Session
) -> None:
    who, member = awards.team(), money.acting(R.BOARD_MEMBER, party="KE")
    award = awards.active(who)
    awards.pay(award, 1, who)
    money.confirm(commands.override(award.instalments[1], by=who.approver, reason="Flood."), who.head)
    awards.pay(award, 2, who)
    reference = award.instalments[1].payment_reference
    for actor, told_of in ((who.payer, True), (member, False)):
        people.sign_in(client, find(Person, actor.person_id))
        page = client.get("/fund/statement").text
        assert (reference in page, "Flood." in page) == (told_of, told_of)
