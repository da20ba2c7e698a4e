"""What of the fund waits for the finance officer: figures that do not agree, the monthly status."""

from datetime import timedelta

from sqlalchemy import select

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import msg, nmsg
from sipgrants.fund import status_queries
from sipgrants.fund.published_models import FundCheck
from sipgrants.lifecycle.actor import FINANCE, Actor
from sipgrants.lifecycle.waiting import Waiting


def last_check() -> FundCheck | None:
    """Return the last night's proof."""
    return session().scalar(select(FundCheck).order_by(FundCheck.day.desc()).limit(1))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for a finance officer."""
    return [*_differences(), *_publication()] if actor.has(FINANCE) else []


def _differences() -> list[Waiting]:
    check = last_check()
    if check is None or not check.found:
        return []
    text = nmsg(
        "The fund does not reconcile: %(num)s difference, found on %(day)s.",
        "The fund does not reconcile: %(num)s differences, found on %(day)s.",
        len(check.found),
        day=check.day,
    )
    return [Waiting(text, msg("See what differs"), "fund.statement", action="fund.read")]


def _publication() -> list[Waiting]:
    """Once the status was published, every month has its own."""
    last_month = clock.today().replace(day=1) - timedelta(days=1)
    published = status_queries.published()
    if not published or published[0].on >= last_month:
        return []
    text = msg("Publish the status of contributions as at %(day)s.", day=last_month)
    action = "contributions_status.publish"
    return [Waiting(text, msg("Publish status"), "fund.publish_status", action=action)]
