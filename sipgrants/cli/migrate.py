"""`flask migrate`: bring the database to the shape that this version needs."""

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from sipgrants.config import ROOT, Config


def upgrade(config: Config) -> None:
    """Run the migrations that are missing; makes the database where there is none."""
    config.instance.mkdir(parents=True, exist_ok=True)
    settings = AlembicConfig(ROOT / "alembic.ini")
    settings.set_main_option("sqlalchemy.url", config.database_url.replace("%", "%%"))
    command.upgrade(settings, "head")


def demand_tables() -> None:
    """Refuse, in a sentence, to look into a database that was never migrated."""
    if not inspect(current_app.extensions["runtime"].database.engine).has_table("audit_entry"):
        raise click.ClickException(
            "This database is empty: begin it with `flask init`, or `flask migrate`. "
            "Which one is meant is said by SIPGRANTS_DATABASE_URL or SIPGRANTS_INSTANCE."
        )


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to the shape that this version needs."""
    upgrade(current_app.extensions["config"])
    click.echo("The database is up to date.")
