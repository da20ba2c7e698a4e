"""Events of a round, and all its dates as a file for calendars."""

from collections.abc import Sequence
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg
from sipgrants.rounds import commands, event_queries, ical, queries, question_forms
from sipgrants.rounds.models import Round
from sipgrants.rounds.routes.blueprint import bp
from sipgrants.web import formats, gate, locale
from sipgrants.web.downloads import attachment
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Confirmation, Step, take


@bp.get("/<uuid:round_id>/calendar.ics")
@requires("round.read")
def calendar(round_id: UUID) -> Response:
    """All dates of the round for a calendar."""
    return calendar_file(queries.find(gate.actor(), round_id))


def calendar_file(round_: Round) -> Response:
    """Return the file of a round that the reader may see, in the reader's language."""
    data = ical.written(
        event_queries.calendar(round_),
        name=round_.name(locale.choose()),
        language=locale.choose(),
        say=locale.translate,
        now=clock.now(),
    )
    return attachment(data, f"round-{round_.number}.ics", "text/calendar")


@bp.route("/<uuid:round_id>/events/add", methods=["GET", "POST"])
@requires("round_event.add")
def add_event(round_id: UUID) -> Answer:
    """Add a webinar or a clinic."""
    round_ = queries.find(gate.actor(), round_id)
    form = question_forms.EventForm(kind="webinar")
    question_forms.needs(form, ["en"], "title")
    return take(
        form,
        lambda form: commands.add_event(round_, by=gate.actor(), happening=form.happening()),
        _step(round_, "round_event.add"),
    )


@bp.route("/events/<uuid:event_id>/change", methods=["GET", "POST"])
@requires("round_event.change")
def change_event(event_id: UUID) -> Answer:
    """Change an event."""
    event = event_queries.find(gate.actor(), event_id)
    form = question_forms.EventForm(data=question_forms.event_as_typed(event))
    question_forms.needs(form, ["en"], "title")
    return take(
        form,
        lambda form: commands.change_event(event, by=gate.actor(), happening=form.happening()),
        _step(event.round, "round_event.change"),
    )


@bp.route("/events/<uuid:event_id>/cancel", methods=["GET", "POST"])
@requires("round_event.cancel")
def cancel_event(event_id: UUID) -> Answer:
    """Cancel an event."""
    event = event_queries.find(gate.actor(), event_id)
    return take(
        Confirmation(),
        lambda _form: commands.cancel_event(event, by=gate.actor()),
        _step(
            event.round,
            "round_event.cancel",
            msg("It stays on the page as cancelled, and calendars that took it over show it as such."),
            [
                (msg("Event"), formats.pick(event.titles)),
                (msg("Begins"), formats.deadline(event.starts_at, event.round.zone)),
            ],
        ),
    )


def _step(
    round_: Round, action: str, lede: Message | None = None, facts: Sequence[tuple[Message, str]] = ()
) -> Step:
    back = url_for("rounds.show", round_id=round_.id)
    told = [msg("everybody with a draft or an application in this round")]
    return Step(
        action,
        back + "#dates",
        lede or msg("Times are those of %(zone)s.", zone=round_.zone),
        crumbs=[(url_for("rounds.index"), msg("Rounds")), (back, round_.name(locale.choose()))],
        here="rounds.index",
        facts=facts,
        told=told if round_.state != "draft" else [],
        template="rounds/event.html" if action != "round_event.cancel" else "web/step.html",
    )
