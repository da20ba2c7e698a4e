"""`flask demo`: the demonstration, into a new database only. Dates count from today; the rest is the same everywhere."""

import gc
import time

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from sipgrants.accounts.passwords import Hasher
from sipgrants.cli.init import is_new, lay_ground
from sipgrants.cli.migrate import upgrade
from sipgrants.cli.stories import whole
from sipgrants.cli.stories.paper import signed_paper
from sipgrants.cli.stories.telling import World, tell
from sipgrants.config import Config
from sipgrants.core import clock, files
from sipgrants.core.db import command
from sipgrants.rounds import queries as rounds

PASSWORD = "open to everybody here"  # noqa: S105 - printed, and refused outside this machine
PEOPLE = (
    ("focal.point@zm.example", "focal point of Zambia: signs and submits"),
    ("drafter@zm.example", "drafts Zambia's application"),
    ("manager@zm.example", "manages Zambia's project: reports, asks for payments"),
    ("board@th.example", "Board member for Thailand, Co-Chair"),
    ("board@nl.example", "Board member for the Netherlands, Co-Chair"),
    ("board@ee.example", "Board member for Estonia"),
    ("officer@secretariat.example", "programme officer"),
    ("officer2@secretariat.example", "programme officer, to confirm as second"),
    ("finance@secretariat.example", "finance officer: certifies, records payments"),
    ("approver@secretariat.example", "approving officer"),
    ("head@secretariat.example", "head of the Secretariat"),
    ("admin@secretariat.example", "administrator: people and settings"),
    ("expert@who.example", "expert, invited to comment"),
    ("auditor@un.example", "auditor: reads everything, changes nothing"),
)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demonstration into a new database."""
    config: Config = current_app.extensions["config"]
    if not config.demo:
        raise click.ClickException("The demonstration loads with SIPGRANTS_DEMO=1 only.")
    upgrade(config)
    if not load(current_app._get_current_object()):  # type: ignore[attr-defined]
        raise click.ClickException(
            "This database holds something already: the demonstration loads into a new one only."
        )
    greet()


def load(app: Flask) -> bool:
    """Load the demonstration where nothing is there yet; tells whether it did. It is there whole or not at all."""
    config: Config = app.extensions["config"]
    with app.extensions["runtime"].scope():
        if not is_new():
            return False
        began = time.monotonic()
        app.extensions["runtime"].database.announce = lambda _kind, _identifier: (
            None
        )  # the worker's sweep finds all
        click.echo("Loading the demonstration ...")
        hasher = Hasher(config.argon2_memory_kib, config.argon2_rounds)
        _load(World(clock.today(), hasher.hash(PASSWORD), files.keep(signed_paper())))
        click.echo(f"The demonstration is there, after {time.monotonic() - began:.0f} seconds.")
    return True


def is_there(app: Flask) -> bool:
    """Tell whether the database holds a demonstration."""
    return bool(rounds.holds_demonstration(app.extensions["runtime"].database))


@command
def _load(world: World) -> None:
    looks = gc.isenabled()
    gc.disable()  # nothing here goes in circles; looking for circles would take a fifth of the time
    try:
        _tell(world)
    finally:
        if looks:
            gc.enable()


def _tell(world: World) -> None:
    with clock.set_to(world.at(whole.GROUND)):
        lay_ground()
    tell(whole.stories(world))


def greet() -> None:
    """Print who is there, and the one password."""
    click.echo(f"\nEverybody's password: {PASSWORD}\nThe code of the second factor is shown on the page.\n")
    for address, what in PEOPLE:
        click.echo(f"  {address:30} {what}")
    click.echo("  Others follow the pattern: focal.point@ke.example, board@br.example, ...\n")
