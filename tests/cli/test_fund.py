"""`flask fund verify` says in its last line that all is well, or names each difference and fails."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from sipgrants.core.db import command, session
from sipgrants.fund.models import LedgerLine, LedgerTransaction
from tests.builders import money


@command
def _slip() -> None:
    """An entry that no command would write."""
    row = LedgerTransaction(
        number=7, kind="interest_received", day=date(2026, 1, 1), about_type="fund", about_id="fund"
    )
    row.lines = [LedgerLine(account="cash", minor=5), LedgerLine(account="interest", minor=-4)]
    session().add(row)


def test_a_clean_fund_is_proved(app: Flask, session: Session) -> None:
    money.received(1_000)
    result = app.test_cli_runner().invoke(args=["fund", "verify"])
    last = result.stdout.splitlines()[-1]
    assert (result.exit_code, last) == (
        0,
        "The fund reconciles to the cent: 2 transactions, cash USD 1,000.00.",
    )


def test_every_difference_is_named(app: Flask, session: Session) -> None:
    money.received(1_000)
    _slip()
    result = app.test_cli_runner().invoke(args=["fund", "verify"])
    assert result.exit_code == 1
    assert "ledger: transaction 7: Transaction 7 does not balance: USD 0.01." in result.stderr
    assert "ledger: transaction 7: Number 3 is missing." in result.stderr
    assert "awards: ledger: The sum of all accounts, and nothing: USD 0.01, USD 0.00." in result.stderr
    assert "awards: cash: Cash, and what came and went: USD 1,000.05, USD 1,000.04." in result.stderr
    assert result.stderr.splitlines()[-1] == "4 differences."
