"""`flask init`: a new database for real use, with what is documented and nothing invented.

Parties, forms, the rounds so far, the donors, and one administrator, who invites everybody else.
"""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from sipgrants.accounts import tokens
from sipgrants.accounts.commands import beginning
from sipgrants.accounts.models import Person, Token
from sipgrants.cli.migrate import upgrade
from sipgrants.config import Config
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Refused
from sipgrants.fund import commands as fund
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.parties import commands as parties
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.rounds import commands as rounds

DATA = Path(__file__).resolve().parents[1] / "data"


def is_new() -> bool:
    """Tell whether nothing has ever happened in this database: its history is empty."""
    return audit.head()[0] == 0


@command
def lay_ground() -> None:
    """Take in what is documented: Parties, forms, the rounds so far, donors."""
    parties.load(by=SYSTEM)
    questionnaires.load_forms(by=SYSTEM)
    for entry in _read("rounds.json")["rounds"]:
        rounds.record_past(entry, by=SYSTEM)
    for donor in _read("donors.json")["donors"]:
        fund.record_donor(by=SYSTEM, name=donor["names"]["en"], kind=donor["kind"], country_id=donor["party"])


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@command
def begin(address: str, name: str) -> Person:
    """Fill a new database, all or nothing."""
    lay_ground()
    return beginning.first_administrator(address, name)


@click.command("init")
@click.option(
    "--admin", "address", required=True, metavar="ADDRESS", help="Mail address of the administrator."
)
@click.option(
    "--name", default="Administrator", show_default=True, help="How the administrator is addressed."
)
@with_appcontext
def init(address: str, name: str) -> None:
    """Fill a new database with Parties, rounds so far and one administrator; no demonstration."""
    config: Config = current_app.extensions["config"]
    upgrade(config)
    with current_app.extensions["runtime"].scope():
        if not is_new():
            raise click.ClickException(
                "This database holds something already: `flask init` fills a new one only. Name another by "
                "SIPGRANTS_DATABASE_URL or SIPGRANTS_INSTANCE, or invite people in the application."
            )
        try:
            person = begin(address, name)
        except Refused as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"The database is ready. {person.email} is invited as administrator.")
        if config.mail_url == "outbox:":
            click.echo(f"No mail is sent here: the invitation is at {_link(config, person)}")


def _link(config: Config, person: Person) -> str:
    token = session().scalars(select(Token).where(Token.person_id == person.id)).one()
    return f"{config.base_url}/invitation/{tokens.sign(config.secret_key, token.id)}"
