"""How a mail reads: rendered from templates/mail/<kind>/ in its recipient's language, dates in their zone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app, g, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.core.outbox import Mail
from sipgrants.web import locale


def render(row: Mail, person: Any) -> tuple[str, str]:
    """Return subject and body of a mail to `person` (None: an address without a person)."""
    before, g.person = g.get("person"), person
    base_url = current_app.extensions["config"].base_url
    try:
        with force_locale(locale.nearest(row.locale, getattr(person, "locale", None))):
            more = {"person": person, "base_url": base_url}
            if row.kind == "digest":
                more["parts"] = [_texts(one, more) for one in _together(row)]
            subject, body = _texts(row, more)
            signature = gettext("Specific International Programme of the Minamata Convention on Mercury")
    finally:
        g.person = before
    return subject, f"{body}\n\n-- \n{signature}\n{base_url}\n"


def _together(row: Mail) -> list[Mail]:
    """The mails that a daily one holds, oldest first."""
    wanted = [UUID(one) for one in row.params["mails"]]
    return sorted(session().scalars(select(Mail).where(Mail.id.in_(wanted))), key=lambda one: one.created_at)


def _texts(row: Mail, more: Mapping[str, Any]) -> tuple[str, str]:
    values = {**row.params, **more}
    subject = render_template(f"mail/{row.kind}/subject.txt", **values)
    return " ".join(subject.split()), render_template(f"mail/{row.kind}/body.txt", **values).strip()
