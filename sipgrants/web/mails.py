"""How a mail reads: rendered from templates/mail/<kind>/ in its recipient's language, dates in their zone."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale, gettext

from sipgrants.core.outbox import Mail
from sipgrants.web import locale


def render(row: Mail, person: Any, together: Sequence[Mail] = ()) -> tuple[str, str]:
    """Return subject and body of a mail to `person` (None: an address without a person); `together`: the mails it holds."""
    before, g.person = g.get("person"), person
    base_url = current_app.extensions["config"].base_url
    try:
        with force_locale(locale.nearest(row.locale, getattr(person, "locale", None))):
            more = {"person": person, "base_url": base_url}
            parts = [_texts(one, more) for one in together]
            subject, body = _texts(row, {**more, "parts": parts} if parts else more)
            signature = gettext("Specific International Programme of the Minamata Convention on Mercury")
    finally:
        g.person = before
    return subject, f"{body}\n\n-- \n{signature}\n{base_url}\n"


def _texts(row: Mail, more: Mapping[str, Any]) -> tuple[str, str]:
    values = {**row.params, **more}
    subject = render_template(f"mail/{row.kind}/subject.txt", **values)
    return " ".join(subject.split()), render_template(f"mail/{row.kind}/body.txt", **values).strip()
