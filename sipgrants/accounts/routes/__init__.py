"""The pages of people: signing in, one's own account, the register of people and roles, teams.

`bp` is registered by the application; `init` tells the edge who is signed in and how a second factor is checked.
"""

from flask import Flask

from sipgrants.accounts.routes import account, factor, importing, people, roles, sessions, signing, team
from sipgrants.accounts.routes.blueprint import bp
from sipgrants.web import again, gate
from sipgrants.web import factor as edge

PAGES = (
    account,
    factor,
    importing,
    people,
    roles,
    signing,
    team,
)  # importing them puts their views on the blueprint


def init(app: Flask) -> None:
    """Register the pages with `app`, and who is signed in."""
    gate.identify_with(app, sessions.identify)
    edge.check_with(app, factor.check, factor.begin)
    again.sign_in_with(app, signing.sign_in_on_the_way)
    app.register_blueprint(bp)
