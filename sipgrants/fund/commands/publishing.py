"""Publishing the status of contributions: figures and paper as of a day, kept as they were."""

from datetime import date
from uuid import uuid4

from sipgrants.config import spoken
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, require
from sipgrants.core.i18n import msg
from sipgrants.documents.issuing_commands import issue, language
from sipgrants.documents.models import IssuedDocument
from sipgrants.fund import proofs, status, status_queries
from sipgrants.fund.commands.posting import day_problems, take_turn
from sipgrants.fund.published_models import PublishedStatus
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def publish_status(*, by: Actor, on: date) -> PublishedStatus:
    """Publish the status of contributions as at a day: on the public page, with a paper in every language of the
    interface, their hash and their codes, for ever.

    Refused while the proofs of the fund find a difference, for a day that was published, and for one before that.
    """
    rights.demand(by, "contributions_status.publish")
    take_turn()
    require(day_problems(on, "on"))
    _check(on)
    kept = status.content(status_queries.status(on))
    identifier = uuid4()
    made = PublishedStatus(
        id=identifier, on=on, content=kept, content_hash=status_queries.mark(kept), published_by=by.person_id
    )
    papers = {locale: _issue(made, locale) for locale in spoken()}
    made.document_id = papers["en"].id
    session().add(made)
    session().flush()
    audit.record("contributions_status.publish", made, by, day=on.isoformat(), sha256=made.content_hash)
    return made


def _issue(made: PublishedStatus, locale: str) -> IssuedDocument:
    """A paper of its own for every language of the interface: each with its code, all with the hash of the same figures."""
    day = made.on.isoformat()
    words = msg("Status of contributions as at %(day)s", day=day)
    return issue(
        status_queries.KIND,
        made,
        number=f"STATUS/{day}" if locale == "en" else f"STATUS/{day}/{locale.upper()}",
        title=f"Status of contributions as at {day}" if locale == "en" else language(locale).text(words),
        locale=locale,
        content_hash=made.content_hash,
    )


def _check(on: date) -> None:
    earlier = status_queries.published()
    if earlier and earlier[0].on >= on:
        last = earlier[0].on
        raise Conflict(msg("The status as at %(day)s is published: publish one for a later day.", day=last))
    if next(proofs.differences(), None) is not None:
        raise Conflict(msg("Something does not reconcile: see the statement of the fund, then publish."))
