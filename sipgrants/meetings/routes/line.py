"""Where the line is drawn: tried by stepping it and by single rows, kept as a scenario, proposed by stated rules."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core import db
from sipgrants.core.errors import Invalid, Problem, Stale
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.meetings import line as rules
from sipgrants.meetings import line_queries
from sipgrants.meetings.commands import scenarios
from sipgrants.meetings.line_queries import Drawing
from sipgrants.meetings.line_reading import BELOW, Trial, read_line
from sipgrants.meetings.proposing_queries import proposed, read_least, region_fields
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.meetings.scenario_models import Scenario
from sipgrants.scoring import page_queries as scoring
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires

_FASTER = msg(
    "Somebody changed this scenario after you opened it. What you tried stands here: save it as another scenario, or save "
    "your changes in place of theirs."
)


def drawing(round_id: UUID) -> Drawing:
    """Return a round as the reader's line is drawn; refused while the seal is closed."""
    round_ = scoring.round_of(round_id)
    rights.demand(gate.actor(), "scenario.read", round_)
    return line_queries.drawing(round_, gate.actor())


@bp.route("/rounds/<uuid:round_id>/line", methods=["GET", "POST"])
@requires("scenario.read")
def line(round_id: UUID) -> Page:
    """Where to draw the line: begun where the envelope ends, stepped by its buttons; nothing is kept."""
    found = drawing(round_id)
    if request.method == "GET":
        first = rules.first_line(found.entries, found.table.envelope)
        return _page(found, Trial(first, rules.drawn(found.entries, first)))
    trial = read_line(request.form, found.entries)
    chosen = request.form.get("scenario", type=UUID)
    scenario = db.find(Scenario, chosen) if chosen else None
    _step(trial, found, request.form.get("go", ""))
    return _page(found, trial, scenario if scenario and scenario.round_id == round_id else None)


def _step(trial: Trial, found: Drawing, go: str) -> None:
    steps = {"up": -1, "down": 1}.get(go)
    if steps:
        trial.line, trial.picks = rules.step(found.entries, trial.picks, trial.line, steps, trial.below)
    elif go == "draw":
        trial.picks, trial.amounts, trial.problems = (
            rules.drawn(found.entries, trial.line, trial.below),
            {},
            [],
        )


@bp.get("/scenarios/<uuid:scenario_id>")
@requires("scenario.read")
def scenario(scenario_id: UUID) -> Page:
    """A scenario as this reader may know it."""
    one = db.find(Scenario, scenario_id)
    found = drawing(one.round_id)
    picks, name = line_queries.picks_of(one, found), line_queries.name_of(one, found)
    shown = name if isinstance(name, str) else ""
    return _page(found, Trial(rules.line_of(found.entries, picks), picks, name=shown), one)


@bp.post("/rounds/<uuid:round_id>/scenarios/new")
@requires("scenario.save")
def save_scenario(round_id: UUID) -> Page:
    """Keep what is tried under a name."""
    found = drawing(round_id)
    trial = read_line(request.form, found.entries)
    try:
        _require(trial)
        made = scenarios.save(found.round, by=gate.actor(), name=trial.name, picks=trial.picks)
    except Invalid as refused:
        return _page(found, trial, problems=refused.problems)
    return _kept(made)


@bp.post("/scenarios/<uuid:scenario_id>")
@requires("scenario.change")
def change_scenario(scenario_id: UUID) -> Page:
    """Keep other outcomes under its name."""
    one = db.find(Scenario, scenario_id)
    rights.demand(gate.actor(), "scenario.change", one)
    found = drawing(one.round_id)
    trial = read_line(request.form, found.entries)
    try:
        _require(trial)
        scenarios.change(one, by=gate.actor(), name=trial.name, picks=trial.picks, seen=gate.seen())
    except Invalid as refused:
        return _page(found, trial, one, refused.problems)
    except Stale:
        return _page(drawing(one.round_id), trial, one, (Problem("name", _FASTER),), 409)
    return _kept(one)


@bp.get("/rounds/<uuid:round_id>/proposal")
@requires("scenario.read")
def proposal(round_id: UUID) -> Page:
    """The best total of mean scores by stated rules: shown as a proposal, with its rules, and no more."""
    return _proposal_page(drawing(round_id), request.args)


@bp.post("/rounds/<uuid:round_id>/proposal")
@requires("scenario.save")
def save_proposal(round_id: UUID) -> Page:
    """Keep the proposal as a scenario: computed anew, by the same rules."""
    found = drawing(round_id)
    least, _problems = read_least(request.form)
    made, name = proposed(found, least), request.form.get("name", "")
    if made.refused or not made.applications:
        return _proposal_page(found, request.form)
    try:
        kept = scenarios.save(found.round, by=gate.actor(), name=name, picks=made.picks(found), least=least)
    except Invalid as refused:
        return _proposal_page(found, request.form, refused.problems)
    return _kept(kept)


def _proposal_page(found: Drawing, typed: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> Page:
    least, wrong = read_least(typed)
    page = render_template(
        "meetings/proposal.html",
        found=found,
        least=least,
        typed=typed,
        fields=region_fields(),
        problems=[*problems, *wrong],
        made=None if wrong else proposed(found, least),
    )
    return page, 422 if problems or wrong else 200


def _require(trial: Trial) -> None:
    if trial.problems:
        raise Invalid(trial.problems)


def _kept(one: Scenario) -> Page:
    flash(locale.translate(msg("The scenario is saved.")), "good")
    return redirect(url_for("meetings.scenario", scenario_id=one.id), 303)


def _page(
    found: Drawing,
    trial: Trial,
    scenario: Scenario | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 422,
) -> Page:
    wrong = problems or tuple(trial.problems)
    page = render_template(
        "meetings/line.html",
        found=found,
        trial=trial,
        scenario=scenario,
        name=line_queries.name_of(scenario, found) if scenario else None,
        above=rules.above(found.entries, trial.line),
        last=len(rules.ranks(found.entries)),
        below=BELOW,
        over=found.passed_by(trial.picks),
        figures=found.figures(trial.picks, locale.choose()),
        problems=wrong,
    )
    return page, status if wrong else 200
