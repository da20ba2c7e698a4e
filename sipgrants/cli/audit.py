"""`flask audit`: prove that the history is whole."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from sipgrants.cli.migrate import demand_tables
from sipgrants.core import audit as history

audit = AppGroup("audit", help="The history of everything that happened.")


@audit.command("verify")
def verify() -> None:
    """Recompute the chain: prints COUNT HEAD where it is whole, else names the first broken entry and exits with 1."""
    demand_tables()
    with current_app.extensions["runtime"].scope():
        verdict = history.verify()
    if verdict.broken is not None:
        click.echo(f"The history is broken at entry {verdict.broken}.", err=True)
        sys.exit(1)
    click.echo(f"{verdict.count} {verdict.head}")
