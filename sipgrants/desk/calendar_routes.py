"""One's dates: a page, and a feed that calendars read by a secret address.

`watching_routes` takes the desk's pages from here, so that these are among them.
"""

from flask import current_app, g, render_template, url_for
from werkzeug.wrappers import Response

from sipgrants.accounts import queries as people
from sipgrants.accounts import tokens
from sipgrants.accounts.models import Person
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.desk import calendar_queries
from sipgrants.desk.routes import bp, page_of
from sipgrants.rounds import ical
from sipgrants.web import gate, locale
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter

__all__ = ["bp", "calendar", "feed", "page_of"]


@bp.get("/calendar")
@requires("account.use")
def calendar() -> str:
    """What has a day for this person, and the address of the same for a calendar."""
    address = url_for("desk.feed", text=_text(g.person))
    base_url = current_app.extensions["config"].base_url
    dates = calendar_queries.dates_of(gate.actor())
    return render_template("desk/calendar.html", dates=dates, address=base_url + address)


@bp.get("/calendar/<text>.ics")
@requires("public.read")
@limiter.limit("60 per minute")
def feed(text: str) -> Response:
    """The dates of the person whose secret address this is; nobody needs to sign in, as calendars cannot."""
    person_id = tokens.read_calendar(text)
    person = session().get(Person, person_id) if person_id else None
    if person is None or person.disabled_at is not None or text != _text(person):
        raise NotFound()
    base_url, language = current_app.extensions["config"].base_url, locale.nearest(None, person.locale)
    entries = [
        ical.Entry(
            one.uid,
            one.sequence,
            one.what,
            one.at,
            one.ends,
            clock.now(),
            link=base_url + url_for(one.endpoint, **one.values),
            place=one.place,
        )
        for one in calendar_queries.dates_of(people.actor_for(person))
    ]
    data = ical.written(
        entries, name="SIP grants", language=language, say=locale.into(language), now=clock.now()
    )
    return attachment(data, "sip-grants.ics", "text/calendar")


def _text(person: Person) -> str:
    return tokens.sign_calendar(current_app.extensions["config"].secret_key, person.id, person.epoch)
