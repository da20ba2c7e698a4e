"""What becomes of a scenario that is chosen: which decisions are drafted, what stays as it is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import Actor
from sipgrants.meetings import line_queries
from sipgrants.meetings.line import Entry, Pick
from sipgrants.meetings.models import Decision, Meeting
from sipgrants.meetings.portfolio import Outcome
from sipgrants.meetings.scenario_models import Scenario
from sipgrants.meetings.wording import Words


@dataclass
class Plan:
    """What choosing does in one meeting: `drafts` by application, `stays` with the reason for each.

    `over`: by how much it passes the envelope; `name`: what the reader knows it by.
    """

    drafts: dict[UUID, Words] = field(default_factory=dict)
    stays: list[tuple[Application, Message]] = field(default_factory=list)
    over: Money = Money(0)
    name: str | Message = ""
    applications: dict[UUID, Application] = field(default_factory=dict)


def plan(scenario: Scenario, meeting: Meeting | None, reader: Actor) -> Plan:
    """Return what choosing the scenario would do, as this reader may know it."""
    found = line_queries.drawing(scenario.round, reader)
    picks = line_queries.picks_of(scenario, found)
    entries = {one.application: one for one in found.entries}
    name = line_queries.name_of(scenario, found)
    made = Plan(over=found.passed_by(picks), name=name, applications=found.applications)
    for row in scenario.rows:
        application, entry = found.applications.get(row.application_id), entries.get(row.application_id)
        if application is None or entry is None:
            continue
        under_way = found.table.under_way.get(application.id)
        why = _stays(entry, picks.get(application.id), under_way, found.table.latest(application.id), meeting)
        if why is None:
            made.drafts[application.id] = _words(scenario, entry, picks[application.id], under_way)
        else:
            made.stays.append((application, why))
    return made


def _stays(
    entry: Entry,
    pick: Pick | None,
    under_way: Decision | None,
    latest: Decision | None,
    meeting: Meeting | None,
) -> Message | None:
    if entry.is_fixed or pick is None:
        decided = labels.state("application", latest.outcome) if latest else None
        return msg("Decided already: %(outcome)s.", outcome=decided) if decided else msg("Decided already.")
    if under_way is None or under_way.is_left:
        return None
    if meeting is not None and under_way.meeting_id != meeting.id:
        return msg("A decision is drafted in meeting %(number)s.", number=under_way.meeting.number)
    if (under_way.outcome, under_way.amount) == (pick.outcome, pick.amount):
        return msg("Drafted like this already.")
    return None


def _words(scenario: Scenario, entry: Entry, pick: Pick, under_way: Decision | None) -> Words:
    """The draft's conditions and recommendations stay; its reasons say how it came about.

    No rank and no name stand in them: whoever is barred from another application reads them, too.
    """
    return Words(
        pick.outcome,
        pick.amount if pick.outcome is Outcome.APPROVED else None,
        under_way.conditions if under_way else "",
        under_way.recommendations if under_way else "",
        reasons(scenario.number, entry, pick),
    )


def reasons(number: int, entry: Entry, pick: Pick) -> str:
    """Return the first words of a decision's reasons, in the language of the Board's papers."""
    score = f"Mean score {_tenths(entry.mean)}." if entry.mean is not None else "Nobody scored it."
    shares: Mapping[Outcome, str] = {
        Outcome.APPROVED: "Approved at the amount asked for, within the envelope."
        if pick.amount == entry.asked
        else f"Approved with a part of the US$ {_figure(entry.asked)} asked for, within the envelope.",
        Outcome.RESERVE: "In reserve, should money of the envelope come free.",
        Outcome.NOT_APPROVED: "Not among those that the envelope allows.",
    }
    return f"{score} {shares[pick.outcome]} The Board weighed the round as a whole (scenario {number})."


def _tenths(mean: Fraction) -> str:
    """The figure as the ranking shows it: one decimal, rounded half up."""
    whole, tenth = divmod(int(mean * 10 + Fraction(1, 2)), 10)
    return f"{whole}.{tenth}"


def _figure(amount: Money) -> str:
    return f"{amount.decimal():,.2f}".removesuffix(".00")
