"""One piece of work: a mail is rendered in the recipient's language and sent, a job runs its task."""

from uuid import UUID

import structlog
from flask import current_app, g, render_template
from flask_babel import force_locale, gettext

from sipgrants.accounts.models import Person
from sipgrants.config import Config
from sipgrants.core import mailer, outbox
from sipgrants.core.db import session
from sipgrants.core.outbox import Job, Mail

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
    subject, body = render(row)
    mail = mailer.compose(
        sender=f"{_sender_name(person)} <{config.mail_from}>",
        to=address,
        subject=subject,
        body=body,
        message_id=row.message_id,
    )
    session().rollback()  # no transaction is held while the network answers
    mailer.send(config.mail_url, mail)


def _recipient(row: Mail) -> tuple[Person | None, str | None]:
    person = session().get(Person, row.person_id) if row.person_id else None
    if person is not None and person.disabled_at is not None:
        return person, None
    return person, row.address or (person.email if person else None)


def _sender_name(_person: Person | None) -> str:
    return "Specific International Programme"


def render(row: Mail) -> tuple[str, str]:
    """Return subject and body of a mail in its recipient's language."""
    person = session().get(Person, row.person_id) if row.person_id else None
    g.person = person  # dates and times are shown in the recipient's zone
    config: Config = current_app.extensions["config"]
    values = {**row.params, "person": person, "base_url": config.base_url}
    with force_locale(row.locale or (person.locale if person else "en")):
        subject = render_template(f"mail/{row.kind}/subject.txt", **values)
        body = render_template(f"mail/{row.kind}/body.txt", **values)
        footer = gettext("Specific International Programme of the Minamata Convention on Mercury")
    return " ".join(subject.split()), f"{body.strip()}\n\n-- \n{footer}\n{config.base_url}\n"
