"""Commands for the people who run the system: one module each.

`flask up` serves everything, `flask migrate` brings the database to the present shape.
"""

from flask import Flask

from sipgrants.cli.audit import audit
from sipgrants.cli.fund import fund
from sipgrants.cli.lifecycle import lifecycle
from sipgrants.cli.migrate import migrate
from sipgrants.cli.up import up


def register(app: Flask) -> None:
    """Let `flask` know the commands."""
    for command in (audit, fund, lifecycle, migrate, up):
        app.cli.add_command(command)
