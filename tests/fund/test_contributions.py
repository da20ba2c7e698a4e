"""Contributions from pledge to last cent: parts, rates, help in kind, write-offs, opening records, reversals."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.money import Money
from sipgrants.fund import commands, queries
from sipgrants.fund.accounts import Event
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.lifecycle.process import CONTRIBUTION
from tests.builders import money


def told() -> list[str]:
    return [f"{name}: {problem.message}" for name, problem in differences()]


def money_of(contribution: Any) -> tuple[int, int, int]:
    found = queries.contribution_money([contribution.id])[contribution.id]
    return found.received, found.receivable, found.written_off


def test_a_pledge_stands_beside_the_money_and_never_inside_it(both: Session) -> None:
    money.pledged(500_000)
    standing = queries.standing()
    assert (standing.pledged, standing.available, standing.figures.receivable) == (50_000_000, 0, 0)


def test_only_what_was_received_is_available(both: Session) -> None:
    made = money.agreed(500_000)
    assert (queries.available(), money_of(made)) == (Money(0), (0, 50_000_000, 0))
    commands.receive(made, by=money.finance(), amount=Money.usd(200_000), day=clock.today(), reference="1")
    assert (queries.available(), money_of(made)) == (Money.usd(200_000), (20_000_000, 30_000_000, 0))
    assert rights.known("fund.available") == Money.usd(200_000)


def test_parts_in_another_currency_leave_no_cent_behind(both: Session) -> None:
    officer = money.finance()
    made = money.agreed(pledged=Money(1_000_01, "EUR"), rate=Decimal("1.1034"))
    assert money_of(made) == (0, 110_341, 0)
    for part, rate in ((333_33, "1.2"), (333_33, "1.0"), (333_35, "1.05")):
        commands.receive(
            made,
            by=officer,
            amount=Money(part, "EUR"),
            day=clock.today(),
            reference=rate,
            rate=Decimal(rate),
        )
    assert money_of(made) == (40_000 + 33_333 + 35_002, 0, 0)
    assert queries.received_original([made.id]) == {made.id: 1_000_01}
    commands.settle(made, by=officer)
    assert (made.state, told()) == ("received", [])


def test_more_than_agreed_is_agreed_by_its_arrival(both: Session) -> None:
    made = money.agreed(100)
    commands.receive(made, by=money.finance(), amount=Money.usd(150), day=clock.today(), reference="1")
    assert (money_of(made), told()) == ((15_000, 0, 0), [])


def test_money_may_come_before_the_agreement(both: Session) -> None:
    officer, made = money.finance(), money.pledged(100)
    commands.receive(made, by=officer, amount=Money.usd(40), day=clock.today(), reference="1")
    assert queries.standing().pledged == 6_000
    commands.agree(made, by=officer, agreed=Money.usd(90), agreed_on=clock.today(), agreement="A")
    assert (money_of(made), told()) == ((4_000, 5_000, 0), [])


def test_it_is_not_closed_while_something_is_owed(db: Session) -> None:
    made = money.agreed(100)
    with pytest.raises(Conflict, match=r"USD 100\.00 is still owed"):
        commands.settle(made, by=money.finance())
    assert made.state == "agreed"


def test_what_will_not_come_is_written_off_by_two_people(both: Session) -> None:
    officer, made = money.finance(), money.agreed(100)
    commands.receive(made, by=officer, amount=Money.usd(30), day=clock.today(), reference="1")
    proposal = commands.write_off(made, by=officer, reason="The donor's budget was cut.")
    assert money_of(made) == (3_000, 7_000, 0)
    with pytest.raises(Forbidden):
        money.confirm(proposal, officer)
    money.confirm(proposal)
    assert (made.state, money_of(made), told()) == ("written_off", (3_000, 0, 7_000), [])
    assert queries.available() == Money.usd(30)


def test_help_in_kind_is_shown_and_never_counted(both: Session) -> None:
    officer = money.finance()
    made = money.pledged(120_000, in_kind=True, note="A seconded officer for a year")
    commands.agree(made, by=officer, agreed=Money.usd(120_000), agreed_on=clock.today(), agreement="MoU")
    with pytest.raises(Invalid, match="not counted as money"):
        commands.receive(made, by=officer, amount=Money.usd(1), day=clock.today(), reference="1")
    commands.settle(made, by=officer)
    standing = queries.standing()
    assert (made.state, standing.in_kind, standing.pledged, standing.available) == ("received", 1, 0, 0)
    assert (queries.all_transactions(), told()) == ([], [])


def test_all_that_is_wrong_with_a_pledge_is_told_at_once(db: Session) -> None:
    with pytest.raises(Invalid) as refused:
        money.pledged(0, rate=Decimal(2), pledged_on=clock.today() + timedelta(1))
    assert [problem.field for problem in refused.value.problems] == ["amount", "rate", "pledged_on"]


def opening(**changes: Any) -> commands.Opening:
    plain: dict[str, Any] = {
        "agreed": Money(900_000_00, "CHF"),
        "agreed_on": date(2019, 5, 1),
        "agreement": "CH-2019",
        "received": Money(900_000_00, "CHF"),
        "received_on": date(2019, 6, 1),
        "rate": Decimal("1.02"),
        "received_rate": Decimal("1.01"),
        "settled": True,
    }
    return commands.Opening(**{**plain, **changes})


def test_an_opening_contribution_counts_once_a_second_person_has_confirmed_it(both: Session) -> None:
    proposal = commands.record_opening(
        by=money.finance(), donor=money.donor("Switzerland"), opening=opening()
    )
    assert queries.available() == Money(0)
    made = money.confirm(proposal)
    assert (made.state, made.is_opening, made.settled_on) == ("received", True, date(2019, 6, 1))
    assert (money_of(made), told()) == ((909_000_00, 0, 0), [])
    assert {row.day for row in queries.all_transactions()} == {date(2019, 5, 1), date(2019, 6, 1)}


def test_an_opening_contribution_may_still_be_owed(both: Session) -> None:
    given = opening(received=Money(100_000_00, "CHF"), settled=False)
    made = money.confirm(commands.record_opening(by=money.finance(), donor=money.donor(), opening=given))
    assert (made.state, money_of(made), told()) == ("agreed", (101_000_00, 816_000_00, 0), [])


def test_what_contradicts_itself_in_an_opening_record_is_refused(db: Session) -> None:
    given = opening(received=Money(1, "CHF"), received_on=None, agreement=" ")
    with pytest.raises(Invalid) as refused:
        commands.record_opening(by=money.finance(), donor=money.donor(), opening=given)
    assert [problem.field for problem in refused.value.problems] == ["received_on", "agreement", "settled"]


def test_the_same_donor_is_entered_once(db: Session) -> None:
    money.donor("Norway")
    with pytest.raises(Invalid, match="in the list already"):
        commands.record_donor(by=money.finance(), name=" norway ", kind="government")


BOOKED = [
    (Event.INTEREST_RECEIVED, 700, 1_000_700),
    (Event.COST_PAID, 700, 999_300),
    (Event.SUPPORT_COST_CHARGED, 700, 1_000_000),
    (Event.BANK_CHARGE_PAID, 700, 999_300),
    (Event.EXCHANGE_DIFFERENCE_FOUND, 700, 999_300),
    (Event.EXCHANGE_DIFFERENCE_FOUND, -700, 1_000_700),
    (Event.DONOR_REFUNDED, 700, 999_300),
]


@pytest.mark.parametrize(("kind", "minor", "available"), BOOKED)
def test_what_is_booked_by_hand_moves_what_is_available_and_its_reversal_moves_it_back(
    both: Session, kind: Event, minor: int, available: int
) -> None:
    officer, made = money.finance(), money.received(10_000)
    row = commands.book(kind, by=officer, minor=minor, day=clock.today(), memo="Why.", contribution=made)
    assert (queries.available().minor, told()) == (available, [])
    commands.reverse(row, by=officer, reason="Entered twice.")
    assert (queries.available().minor, told()) == (1_000_000, [])
    with pytest.raises(Conflict, match="taken back already"):
        commands.reverse(row, by=officer, reason="Again.")


def test_no_more_is_paid_back_to_a_donor_than_came(db: Session) -> None:
    made = money.received(100)
    with pytest.raises(Invalid, match=r"At most USD 100\.00"):
        commands.book(
            Event.DONOR_REFUNDED,
            by=money.finance(),
            minor=10_001,
            day=clock.today(),
            memo="x",
            contribution=made,
        )


def test_a_receipt_is_taken_back_while_the_contribution_is_open_only(both: Session) -> None:
    officer, made = money.finance(), money.agreed(100)
    commands.receive(made, by=officer, amount=Money.usd(100), day=clock.today(), reference="1")
    receipt = queries.all_transactions(kind="contribution_received")[0]
    commands.reverse(receipt, by=officer, reason="Another account.")
    assert (money_of(made), queries.received_original([made.id])) == ((0, 10_000, 0), {made.id: 0})
    commands.receive(made, by=officer, amount=Money.usd(100), day=clock.today(), reference="2")
    commands.settle(made, by=officer)
    second = queries.all_transactions(kind="contribution_received")[0]
    with pytest.raises(Conflict, match="closed"):
        commands.reverse(second, by=officer, reason="Too late.")
    assert told() == []


@pytest.mark.parametrize("table", ["ledger_transaction", "ledger_line"])
@pytest.mark.parametrize("change", ["update {} set created_at = created_at", "delete from {}"])
def test_the_database_refuses_to_change_the_ledger(both: Session, table: str, change: str) -> None:
    money.received(100)
    both.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        both.execute(text(change.format(table)))
    both.rollback()


def test_sqlite_does_not_replace_a_row_of_the_ledger(db: Session) -> None:
    money.received(100)
    db.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        db.execute(text("insert or replace into ledger_line select * from ledger_line"))
    db.rollback()


def test_a_setting_is_changed_by_two_people(both: Session) -> None:
    money.received(113)
    administrator, head = money.acting(R.ADMINISTRATOR), money.acting(R.HEAD)
    proposal = commands.change_setting(by=administrator, key="support_rate", value="7.5", reason="Decided.")
    assert queries.standing().grantable == 10_000
    money.confirm(proposal, head)
    assert (queries.kept_settings()["support_rate"], queries.standing().grantable) == ("7.5", 10_511)
    with pytest.raises(Invalid, match="not a value"):
        commands.change_setting(by=administrator, key="support_rate", value="much", reason="Why.")


MOVES = sorted({move.verb for move in CONTRIBUTION.moves} - {"pledge", "record_opening"})
ROLES = [(R.FINANCE_OFFICER, True), (R.APPROVING_OFFICER, False), (R.PROGRAMME_OFFICER, False), (R.HEAD, False),
         (R.ADMINISTRATOR, False), (R.AUDITOR, False), (R.CO_CHAIR, False), (R.FOCAL_POINT, False)]  # fmt: skip


def attempt(verb: str, made: Any, by: Any) -> None:
    today = clock.today()
    moves: dict[str, Any] = {
        "agree": lambda: commands.agree(made, by=by, agreed=Money.usd(9), agreed_on=today, agreement="A"),
        "receive": lambda: commands.receive(made, by=by, amount=Money.usd(9), day=today, reference="1"),
        "settle": lambda: commands.settle(made, by=by),
        "write_off": lambda: money.confirm(commands.write_off(made, by=by, reason="Why.")),
    }
    moves[verb]()


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", list(CONTRIBUTION.states))
def test_every_move_is_possible_from_its_states_only(db: Session, verb: str, state: str) -> None:
    made = money.contribution_in(state)
    if verb == "settle" and state in ("pledged", "agreed"):
        commands.receive(made, by=money.finance(), amount=made.promised, day=clock.today(), reference="1")
    targets = {source: row.target or source for row in CONTRIBUTION.rows(verb) for source in row.sources}
    if state in targets:
        attempt(verb, made, money.finance())
    else:
        with pytest.raises(Conflict):
            attempt(verb, made, money.finance())
    assert (made.state, told()) == (targets.get(state, state), [])


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize(("role", "may"), ROLES)
def test_only_the_finance_officer_moves_a_contribution(db: Session, verb: str, role: R, may: bool) -> None:
    made = money.agreed(9) if verb != "agree" else money.pledged(9)
    if verb == "settle":
        commands.receive(made, by=money.finance(), amount=Money.usd(9), day=clock.today(), reference="1")
    by = money.acting(role, party="ZM" if role in (R.FOCAL_POINT, R.CO_CHAIR) else None)
    if may:
        attempt(verb, made, by)
    else:
        with pytest.raises(Forbidden):
            attempt(verb, made, by)
