"""`flask fund`: prove that ledger, awards, instalments and reports agree, to the cent."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from sipgrants.cli.migrate import demand_tables
from sipgrants.core.money import Money
from sipgrants.fund import proofs, queries

fund = AppGroup("fund", help="The trust fund and its ledger.")


@fund.command("verify")
def verify() -> None:
    """Name every difference and exit with 1; where there is none, say so with what is in the ledger."""
    demand_tables()
    with current_app.extensions["runtime"].scope():
        found = [f"{name}: {problem.field}: {problem.message}" for name, problem in proofs.differences()]
        entries, cash = queries.entries_and_cash()
    for line in found:
        click.echo(line, err=True)
    if found:
        click.echo(f"{len(found)} differences.", err=True)
        sys.exit(1)
    click.echo(f"Proved: {', '.join(proofs.names())}.")
    click.echo(f"The fund reconciles to the cent: {entries} transactions, cash {Money(cash)}.")
