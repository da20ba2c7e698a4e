"""How a mail reads: rendered from templates/mail/<kind>/ in its recipient's language, dates in their zone."""

from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale, gettext

from sipgrants.core.outbox import Mail
from sipgrants.web import locale


def render(row: Mail, person: Any) -> tuple[str, str]:
    """Return subject and body of a mail to `person` (None: an address without a person)."""
    before, g.person = g.get("person"), person
    base_url = current_app.extensions["config"].base_url
    values = {**row.params, "person": person, "base_url": base_url}
    try:
        with force_locale(locale.nearest(row.locale, getattr(person, "locale", None))):
            subject = render_template(f"mail/{row.kind}/subject.txt", **values)
            body = render_template(f"mail/{row.kind}/body.txt", **values)
            signature = gettext("Specific International Programme of the Minamata Convention on Mercury")
    finally:
        g.person = before
    return " ".join(subject.split()), f"{body.strip()}\n\n-- \n{signature}\n{base_url}\n"
