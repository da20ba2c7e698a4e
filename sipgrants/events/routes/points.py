"""Action points of an event: added and changed by an officer, reported done by whoever owes them."""

from uuid import UUID

from sipgrants.core.i18n import msg
from sipgrants.events import commands, forms, queries
from sipgrants.events.routes.blueprint import bp, event_of, step
from sipgrants.lifecycle import rights
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, take

_LEDE = msg(
    "It waits on the home page and in the calendar of whoever owes it, and they are reminded. The teams of all awards of "
    "this event read it."
)


@bp.route("/<uuid:id>/points/new", methods=["GET", "POST"])
@requires("award_point.add")
def add_point(id: UUID) -> Answer:
    """Add an action point."""
    event, form = event_of(id), forms.AwardPointForm()
    form.offer(queries.who_may_owe(event, locale.choose()))
    page = step(event, "award_point.add", _LEDE)
    return take(form, lambda form: commands.add_point(event, by=gate.actor(), task=form.task()), page)


@bp.route("/points/<uuid:task_id>/edit", methods=["GET", "POST"])
@requires("award_point.edit")
def edit_point(task_id: UUID) -> Answer:
    """Change an action point."""
    point = queries.point(gate.actor(), task_id)
    who = queries.owed_by(point)
    form = forms.AwardPointForm(data={"what": point.what, "who": who, "due_on": point.due_on})
    offered = dict(queries.who_may_owe(point.event, locale.choose()))
    offered.setdefault(who, queries.owing(point.event, locale.choose())[point.id])
    form.offer(offered.items())
    page = step(point.event, "award_point.edit", _LEDE, subject=point)

    def run(form: forms.AwardPointForm) -> None:
        commands.edit_point(point, by=gate.actor(), task=form.task(), seen=gate.seen())

    return take(form, run, page)


@bp.route("/points/<uuid:task_id>/finish", methods=["GET", "POST"])
@requires("award_point.finish")
def finish_point(task_id: UUID) -> Answer:
    """Report an action point done."""
    point = queries.point(gate.actor(), task_id)
    rights.demand(gate.actor(), "award_point.finish", point)
    page = step(point.event, "award_point.finish", msg("%(what)s", what=point.what), subject=point)

    def run(form: forms.AwardPointDone) -> None:
        commands.finish_point(point, by=gate.actor(), note=form.note.data or "", seen=gate.seen())

    return take(forms.AwardPointDone(), run, page)
