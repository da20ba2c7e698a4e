"""What somebody decided on while they sat on the Board: for members, and for whoever was one."""

from uuid import UUID

from flask import render_template

from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import rights
from sipgrants.meetings import decided_queries, report_queries, running_queries
from sipgrants.meetings.models import Decision
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.voting import how
from sipgrants.scoring import page_queries as scoring_pages
from sipgrants.scoring import queries as scoring
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/decided")
@requires("decided.read")
def decided() -> Page:
    """The meetings of one's own time, with what was decided; nothing of before and after."""
    person_id = gate.actor().person_id
    seats = decided_queries.seats_of(person_id)
    if not seats:
        raise NotFound()
    return render_template(
        "meetings/decided.html",
        seats=seats,
        found=decided_queries.sat_in(person_id),
        number_of=report_queries.number_of,
    )


@bp.get("/decided/<uuid:decision_id>")
@requires("decided.read")
def decided_one(decision_id: UUID) -> Page:
    """One decision as it was taken, with one's own sheet and the application that lay before the Board."""
    found = db.find(Decision, decision_id)
    if not rights.can(gate.actor(), "decided.read", found):
        raise NotFound()
    application = found.application
    own = scoring.sheet_of(application.id, gate.actor().person_id)
    vote = running_queries.vote_on(found)
    return render_template(
        "meetings/decided_one.html",
        decision=found,
        application=application,
        number=report_queries.number_of(found),
        how=how(found.meeting.mode, vote.counted if vote else None),
        sheet=own if own and own.state == "handed_in" else None,
        filled=scoring.filled(own, application.round),
        reading=scoring_pages.reading(application, locale.choose()),
    )
