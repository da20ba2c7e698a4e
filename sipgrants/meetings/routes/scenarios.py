"""Scenarios of a round: listed, compared side by side, copied, deleted; one is chosen and becomes draft decisions."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.accounts import queries as people
from sipgrants.core import db
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle import rights
from sipgrants.meetings import choosing_queries, comparing_queries, line_queries, queries
from sipgrants.meetings.commands import scenarios as commands
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.proposing_queries import region_fields
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.routes.line import drawing
from sipgrants.meetings.scenario_models import Scenario
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/rounds/<uuid:round_id>/scenarios")
@requires("scenario.read")
def scenarios(round_id: UUID) -> Page:
    """What was saved, with what each would cost."""
    found = drawing(round_id)
    rows = comparing_queries.summaries(line_queries.scenarios(round_id), found)
    names = people.names_of([one.scenario.made_by for one in rows])
    return render_template(
        "meetings/scenarios.html", found=found, rows=rows, names=names, fields=region_fields()
    )


@bp.get("/rounds/<uuid:round_id>/scenarios/compare")
@requires("scenario.read")
def compare_scenarios(round_id: UUID) -> Page:
    """Up to four scenarios side by side: the rows that differ, and the totals that differ."""
    found, wanted = drawing(round_id), set(request.args.getlist("scenario"))
    chosen = [one for one in line_queries.scenarios(round_id) if str(one.id) in wanted]
    compared = comparing_queries.compare(chosen[: comparing_queries.MOST], found, locale.choose())
    return render_template("meetings/compare.html", found=found, compared=compared)


@bp.post("/scenarios/<uuid:scenario_id>/copy")
@requires("scenario.save")
def copy_scenario(scenario_id: UUID) -> Page:
    """Begin another scenario with what this one says."""
    one = db.find(Scenario, scenario_id)
    name = line_queries.name_of(one, drawing(one.round_id))
    called = locale.translate(msg("Copy of %(name)s", name=name))
    made = commands.copy(one, by=gate.actor(), name=called[: commands.LONGEST_NAME])
    return redirect(url_for("meetings.scenario", scenario_id=made.id), 303)


@bp.post("/scenarios/<uuid:scenario_id>/discard")
@requires("scenario.discard")
def discard_scenario(scenario_id: UUID) -> Page:
    """Delete a scenario."""
    one = db.find(Scenario, scenario_id)
    round_id = one.round_id
    commands.discard(one, by=gate.actor(), seen=gate.seen())
    flash(locale.translate(msg("The scenario is deleted.")), "good")
    return redirect(url_for("meetings.scenarios", round_id=round_id), 303)


@bp.route("/scenarios/<uuid:scenario_id>/choose", methods=["GET", "POST"])
@requires("scenario.choose")
def choose_scenario(scenario_id: UUID) -> Page:
    """What choosing drafts, and what stays as it is; then the draft decisions."""
    one = db.find(Scenario, scenario_id)
    rights.demand(gate.actor(), "scenario.choose", one)
    offered = line_queries.meetings_for(one.round_id)
    chosen = request.values.get("meeting", type=UUID)
    meeting = next((each for each in offered if each.id == chosen), offered[0] if offered else None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and meeting is not None:
        try:
            return _choose(one, meeting)
        except Invalid as refused:
            problems = refused.problems
    page = render_template(
        "meetings/choose.html",
        scenario=one,
        meeting=meeting,
        offered=offered,
        plan=choosing_queries.plan(one, meeting, gate.actor()),
        problems=problems,
    )
    return page, 422 if problems else 200


def _choose(one: Scenario, meeting: Meeting) -> Page:
    made = commands.choose(one, by=gate.actor(), meeting=meeting, seen=gate.seen())
    changed = nmsg(
        "%(num)s decision drafted or changed.", "%(num)s decisions drafted or changed.", len(made.drafts)
    )
    flash(locale.translate(changed), "good")
    for application, reason in made.stays:
        told = msg("%(reference)s stays as it is: %(reason)s", reference=application.reference, reason=reason)
        flash(locale.translate(told), "attention")
    page = "meetings.several" if rights.can(gate.actor(), "decision.draft") else "meetings.show"
    return redirect(url_for(page, meeting_id=queries.find(meeting.id).id), 303)
