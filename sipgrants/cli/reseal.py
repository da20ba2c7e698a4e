"""`flask reseal`: after a change of SIPGRANTS_SECRET_KEY, seal what the database keeps secret with the new one."""

import click
from flask import current_app
from flask.cli import with_appcontext

from sipgrants.accounts.commands import factor


@click.command("reseal")
@with_appcontext
def reseal() -> None:
    """Seal all secrets with today's key: then SIPGRANTS_SECRET_KEY_FALLBACKS can be emptied."""
    with current_app.extensions["runtime"].scope():
        click.echo(f"{factor.reseal()} sealed anew.")
