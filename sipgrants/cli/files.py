"""`flask files`: prove that the store of files and the database agree."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from sipgrants.cli.migrate import demand_tables
from sipgrants.core import storekeeping

files = AppGroup("files", help="The store of files.")


@files.command("verify")
def verify() -> None:
    """Name what no row uses (it goes by itself), and rows whose bytes are gone: where there are any, exit with 1."""
    demand_tables()
    with current_app.extensions["runtime"].scope():
        found = storekeeping.compare()
    for one in sorted(found.unnamed, key=lambda one: one.since):
        place = f"{one.place}/" if one.place else ""
        click.echo(f"unused since {one.since:%Y-%m-%d %H:%M}: {place}{one.name}, {one.size} bytes")
    for sha256 in found.missing:
        click.echo(f"gone: {sha256}", err=True)
    if found.missing:
        click.echo(
            f"The bytes of {len(found.missing)} files are gone: bring them back from a backup.", err=True
        )
        sys.exit(1)
    click.echo(
        f"Every file of the database is in the store; {len(found.unnamed)} pieces are used by nothing."
    )
