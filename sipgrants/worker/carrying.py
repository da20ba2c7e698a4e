"""One piece of work: a mail is rendered in the recipient's language and sent, a job runs its task."""

from uuid import UUID

import structlog
from flask import current_app

from sipgrants.accounts.models import Person
from sipgrants.accounts.notices import Notices, is_required
from sipgrants.config import Config
from sipgrants.core import mailer, outbox
from sipgrants.core.db import session
from sipgrants.core.outbox import Job, Mail
from sipgrants.web.mails import render

log = structlog.get_logger("worker")


def carry(kind: str, identifier: UUID) -> None:
    """Claim and carry out one mail or job; what fails is noted and tried again later."""
    row: Mail | Job | None = (
        session().get(Mail, identifier) if kind == "mail" else session().get(Job, identifier)
    )
    if row is None or not outbox.claim(row):
        return
    try:
        if isinstance(row, Mail):
            if _waits_for_the_daily_one(row):
                outbox.put_by(row)
                return
            _send(row)
        else:
            outbox.TASKS[row.task](**row.args)
    except Exception as error:
        log.error("failed", kind=kind, id=str(identifier), exc_info=error)
        session().rollback()
        outbox.fail(row, f"{type(error).__name__}: {error}")
        return
    outbox.finish(row)


def _send(row: Mail) -> None:
    config: Config = current_app.extensions["config"]
    person, address = _recipient(row)
    if address is None:
        log.info("nobody to send to", kind=row.kind, id=str(row.id))
        return
    if person is not None and person.notices == Notices.REQUIRED and not is_required(row.kind, row.params):
        log.info("not wanted", kind=row.kind, id=str(row.id))
        return
    subject, body = render(row, person)
    mail = mailer.compose(
        sender=f"Specific International Programme <{config.mail_from}>",
        to=address,
        subject=subject,
        body=body,
        message_id=row.message_id,
    )
    session().rollback()  # no transaction is held while the network answers
    mailer.send(config.mail_url, mail)


def _waits_for_the_daily_one(row: Mail) -> bool:
    person = session().get(Person, row.person_id) if row.person_id else None
    return person is not None and person.notices == Notices.DIGEST and not is_required(row.kind, row.params)


def _recipient(row: Mail) -> tuple[Person | None, str | None]:
    person = session().get(Person, row.person_id) if row.person_id else None
    if person is not None and person.disabled_at is not None:
        return person, None
    return person, row.address or (person.email if person else None)
