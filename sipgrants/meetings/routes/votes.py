"""Votes on decisions: called and closed by an officer, cast by members on their screens, or recorded by show of hands."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, request, url_for

from sipgrants.core import db
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.meetings.commands import votes
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.running_models import Vote
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.post("/decisions/<uuid:decision_id>/vote")
@requires("vote.call")
def call(decision_id: UUID) -> Page:
    """Call a vote."""
    decision = db.find(Decision, decision_id)
    return _press(decision.meeting, lambda: votes.call(decision, by=gate.actor(), seen=gate.seen()))


@bp.post("/votes/<uuid:vote_id>/cast")
@requires("vote.cast")
def cast(vote_id: UUID) -> Page:
    """Vote on one's own screen."""
    vote, choice = db.find(Vote, vote_id), request.form.get("choice", "")
    return _press(
        vote.decision.meeting,
        lambda: votes.cast(vote, by=gate.actor(), choice=choice),
        told=msg("Your vote is recorded."),
    )


@bp.post("/votes/<uuid:vote_id>/record")
@requires("vote.record")
def record(vote_id: UUID) -> Page:
    """Record a show of hands; members without an answer are left out."""
    vote = db.find(Vote, vote_id)
    choices = {
        UUID(name.partition(".")[2]): choice
        for name, choice in request.form.items()
        if name.startswith("choice.") and choice and _is_uuid(name.partition(".")[2])
    }
    return _press(vote.decision.meeting, lambda: votes.record(vote, by=gate.actor(), choices=choices))


@bp.post("/votes/<uuid:vote_id>/close")
@requires("vote.close")
def close(vote_id: UUID) -> Page:
    """Close the vote."""
    vote = db.find(Vote, vote_id)
    return _press(vote.decision.meeting, lambda: votes.close(vote, by=gate.actor()))


@bp.post("/votes/<uuid:vote_id>/void")
@requires("vote.void")
def void(vote_id: UUID) -> Page:
    """Cancel the vote."""
    vote = db.find(Vote, vote_id)
    return _press(vote.decision.meeting, lambda: votes.void(vote, by=gate.actor(), seen=gate.seen()))


def _press(meeting: Meeting, run: Callable[[], object], told: Message | None = None) -> Page:
    meeting_id = meeting.id
    try:
        run()
        if told:
            flash(locale.translate(told), "good")
    except Invalid as refused:
        for problem in refused.problems:
            flash(locale.translate(problem.message), "attention")
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
