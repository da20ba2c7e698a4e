"""Commands for the people who run the system: one module each.

`flask up` serves everything, `flask migrate` brings the database to the present shape, `flask init` begins for real use.
"""

from flask import Flask

from sipgrants.cli.audit import audit
from sipgrants.cli.demo import demo
from sipgrants.cli.files import files
from sipgrants.cli.fund import fund
from sipgrants.cli.init import init
from sipgrants.cli.lifecycle import lifecycle
from sipgrants.cli.migrate import migrate
from sipgrants.cli.reseal import reseal
from sipgrants.cli.up import up


def register(app: Flask) -> None:
    """Let `flask` know the commands."""
    for command in (audit, demo, files, fund, init, lifecycle, migrate, reseal, up):
        app.cli.add_command(command)
