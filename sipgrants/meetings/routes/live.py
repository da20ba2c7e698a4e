"""The tracker: what every screen of a running meeting asks every two seconds, and the sessions it runs in."""

from uuid import UUID

from flask import Response, jsonify, redirect, render_template, request, url_for

from sipgrants.accounts.routes import sessions as signed_in
from sipgrants.meetings import live_queries, queries
from sipgrants.meetings.commands import running
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.routes.records import shown
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter

OFTEN = "6000 per minute"  # two hundred screens behind one address


@bp.get("/<uuid:meeting_id>/live")
@limiter.limit(OFTEN)
@requires("meeting.read")
def live(meeting_id: UUID) -> Response:
    """The live part of a meeting's page where its mark is another than the screen has, else 304.

    A page that is only open is no sign of life; a member who is noted as present listens, and is not signed out meanwhile.
    """
    meeting = queries.find(meeting_id)
    mark = live_queries.mark(meeting, gate.actor(), locale.current())
    if live_queries.is_there(meeting, gate.actor()):
        signed_in.note_life()
    if request.if_none_match.contains_weak(mark):
        answer = Response(status=304)
    else:
        html = render_template("meetings/live.html", **shown(meeting))
        answer = jsonify(html=html, mark=mark, pause=pause(meeting.state))
    answer.set_etag(mark)
    return answer


def pause(state: str) -> int:
    """Return after how many milliseconds a screen asks again; 0: not any more."""
    return {"in_session": 2_000, "planned": 15_000}.get(state, 0)


@bp.post("/<uuid:meeting_id>/adjourn")
@requires("meeting.adjourn")
def adjourn(meeting_id: UUID) -> Page:
    """End the session."""
    running.adjourn(queries.find(meeting_id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.post("/<uuid:meeting_id>/resume")
@requires("meeting.resume")
def resume(meeting_id: UUID) -> Page:
    """Open the next session."""
    running.resume(queries.find(meeting_id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="attendance"), 303)
