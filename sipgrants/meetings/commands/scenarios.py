"""Scenarios: saved, changed, copied, deleted; one that is chosen becomes draft decisions.

What the one who acts is barred from stays as it stands: it is neither written nor copied, and a scenario that decides on
it is chosen by somebody else.
"""

from collections.abc import Mapping

from sqlalchemy import func, select

from sipgrants.core import clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.meetings import choosing_queries, line_queries
from sipgrants.meetings.commands import decisions, taking
from sipgrants.meetings.line import Picks
from sipgrants.meetings.line_queries import Drawing
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.portfolio import Outcome, refuse_part
from sipgrants.meetings.scenario_models import Scenario, ScenarioRow
from sipgrants.rounds.models import Round

LONGEST_NAME = 100


@command
def save(
    round_: Round, *, by: Actor, name: str, picks: Picks, least: Mapping[str, int] | None = None
) -> Scenario:
    """Keep what is tried under a name. `least`: it was computed, with so many of each region at least."""
    made = Scenario(round_id=round_.id, made_by=by.person_id, name=name.strip(), number=_next_number(round_))
    made.origin, made.least = ("hand", {}) if least is None else ("computed", dict(least))
    machine.begin(made, "scenario.save", by=by, round=round_.id, number=made.number, origin=made.origin)
    require([*_name_problems(name), *_pick_problems(line_queries.drawing(round_, by), picks)])
    _put(made, picks)
    session().add(made)
    session().flush()
    return made


@command
def change(scenario: Scenario, *, by: Actor, name: str, picks: Picks) -> None:
    """Keep other outcomes under the name; rows that are decided, or hidden from the one who changes, stay."""
    machine.move(scenario, "scenario.change", by=by)
    found = line_queries.drawing(scenario.round, by)
    require([*_name_problems(name), *_pick_problems(found, picks)])
    mine = {one.application for one in found.open}
    scenario.rows = [one for one in scenario.rows if one.application_id not in mine]
    session().flush()
    scenario.name, scenario.changed_at = name.strip(), clock.now()
    _put(scenario, picks)
    session().flush()


@command
def copy(scenario: Scenario, *, by: Actor, name: str) -> Scenario:
    """Make another scenario that begins like this one."""
    rights.demand(by, "scenario.read", scenario)
    db.lock(scenario.round)
    picks = line_queries.picks_of(scenario, line_queries.drawing(scenario.round, by))
    return save(scenario.round, by=by, name=name, picks=picks)


@command
def discard(scenario: Scenario, *, by: Actor) -> None:
    """Delete a scenario that was not chosen."""
    machine.move(scenario, "scenario.discard", by=by, number=scenario.number)
    session().delete(scenario)
    session().flush()


@command
def choose(scenario: Scenario, *, by: Actor, meeting: Meeting) -> choosing_queries.Plan:
    """Draft the decisions that the scenario says, in that meeting; what is decided already stays, and is told.

    Where somebody chooses who drafts no decisions by hand, the system drafts them: the history names who chose.
    """
    db.lock(scenario.round)
    machine.move(scenario, "scenario.choose", by=by, meeting=meeting.id)
    scenario.chosen_at, scenario.chosen_by, scenario.meeting_id = clock.now(), by.person_id, meeting.id
    taking.check_round(scenario.round.state)
    if meeting.round_id != scenario.round_id or meeting.state == "ended":
        raise Conflict(msg("A decision belongs to a meeting about its round that has not ended."))
    made = choosing_queries.plan(scenario, meeting, by)
    if made.over:
        raise Invalid([Problem("scenario", msg("It passes the envelope by %(amount)s.", amount=made.over))])
    if not made.drafts:
        raise Conflict(msg("Nothing is left to draft: every application is decided, or drafted like this."))
    drafting = by if rights.can(by, "decision.draft") else SYSTEM
    decisions.draft_several(meeting, by=drafting, words=made.drafts)
    return made


def _next_number(round_: Round) -> int:
    query = select(func.max(Scenario.number)).where(Scenario.round_id == round_.id)
    return (session().scalar(query) or 0) + 1


def _name_problems(name: str) -> list[Problem]:
    if not name.strip():
        return [Problem("name", msg("Give the scenario a name."))]
    return too_long("name", name, LONGEST_NAME)


def _pick_problems(found: Drawing, picks: Picks) -> list[Problem]:
    """Forbidden where something is decided that the one who acts may not know of; else what is wrong with amounts."""
    if found.hidden & picks.keys():
        raise Forbidden(msg("You take no part in this item: you are barred from it."))
    asked = {one.application: one.asked for one in found.open}
    if picks.keys() - asked.keys():
        raise Conflict(msg("An application was decided meanwhile: look again."))
    refused = {
        key: refuse_part(pick.amount, asked[key])
        for key, pick in picks.items()
        if pick.outcome is Outcome.APPROVED
    }
    return [Problem(f"amount.{key}", told) for key, told in refused.items() if told]


def _put(scenario: Scenario, picks: Picks) -> None:
    scenario.rows += [
        ScenarioRow(
            application_id=key,
            outcome=str(pick.outcome),
            amount_minor=pick.amount.minor if pick.outcome is Outcome.APPROVED else None,
        )
        for key, pick in picks.items()
    ]
