"""The list of events, the page of one, its file for calendars; the panel on the page of an award."""

from typing import Any
from uuid import UUID

from flask import current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.awards import panels
from sipgrants.awards.models import Award
from sipgrants.core import clock
from sipgrants.core.i18n import msg
from sipgrants.events import forms, queries
from sipgrants.events.kinds import KINDS
from sipgrants.events.routes.blueprint import bp, crumbs, event_of
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds import ical
from sipgrants.web import downloads, gate, locale
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires


@bp.get("")
@requires("award_event.read")
def index() -> str:
    """List the events this person may read."""
    form = forms.EventFilter(request.args)
    number = request.args.get("page", "1")
    page = queries.listed(
        gate.actor(),
        kind=form.kind.data or "",
        when=form.when.data or "",
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    return render_template(
        "events/index.html",
        page=page,
        form=form,
        active=sum(map(bool, (form.kind.data, form.when.data))),
        kinds=KINDS,
        args={name: value for name, value in request.args.to_dict().items() if name != "page"},
        crumbs=crumbs()[:1],
    )


@bp.get("/<uuid:id>")
@requires("award_event.read")
def show(id: UUID) -> str:
    """Show an event: when and how, who takes part, what was said, files, what is to be done."""
    event, actor = event_of(id), gate.actor()
    internal = queries.reads_internal(actor)
    return render_template(
        "events/show.html",
        event=event,
        kind=KINDS[event.kind],
        mine={one.id for one in event.awards if rights.can(actor, "award.read", one)},
        internal=internal,
        files=queries.files(event, actor),
        owing=queries.owing(event, locale.choose()),
        has_begun=queries.has_begun(event),
        history=queries.happened(event, internal),
        crumbs=crumbs(),
    )


@bp.get("/<uuid:id>/event.ics")
@requires("award_event.read")
def calendar(id: UUID) -> Response:
    """Return the event as a file for calendars."""
    event = event_of(id)
    page = current_app.extensions["config"].base_url + url_for("events.show", id=id)
    data = ical.written(
        [queries.entry(event, page)],
        name=locale.translate(KINDS[event.kind]),
        language=locale.choose(),
        say=locale.translate,
        now=clock.now(),
    )
    return attachment(data, "sip-event.ics", "text/calendar")


@bp.get("/files/<uuid:attached_id>")
@requires("award_event.read")
def file(attached_id: UUID) -> Response:
    """Send a file of an event to whoever may open it."""
    return downloads.stored(queries.file_of(gate.actor(), attached_id).file)


def _panel(award: Award, actor: Actor) -> Any:
    return {
        "rows": queries.of_award(award.id),
        "kinds": KINDS,
        "may_add": rights.can(actor, "award_event.add"),
    }


panels.add(panels.Panel("events", msg("Events"), "events/panel.html", _panel, action="award.read", place=60))
