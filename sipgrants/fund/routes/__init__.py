"""The pages of the fund: figures, contributions, ledger, statement, rates, settings."""

from flask import Flask

from sipgrants.fund.routes import contributions, ledger, rates, settings, statement, status
from sipgrants.fund.routes.blueprint import bp


def init(app: Flask) -> None:
    """Register the pages of the fund."""
    app.register_blueprint(bp)


__all__ = ["contributions", "init", "ledger", "rates", "settings", "statement", "status"]
