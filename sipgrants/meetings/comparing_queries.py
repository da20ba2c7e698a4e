"""Scenarios beside each other, for one reader: what each would cost, the rows that differ, the totals that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sipgrants.core.i18n import Message
from sipgrants.core.money import Money, total
from sipgrants.meetings import line, line_queries
from sipgrants.meetings.line import Entry, Pick
from sipgrants.meetings.line_queries import Drawing
from sipgrants.meetings.scenario_models import Scenario

MOST = 4  # beside each other


@dataclass(frozen=True)
class Summary:
    """A scenario in the list. `left` None: rows are hidden from the reader; `over`: by how much it passes the envelope."""

    scenario: Scenario
    name: str | Message
    count: int
    amount: Money
    left: Money | None
    over: Money


def summaries(scenarios: Sequence[Scenario], found: Drawing) -> list[Summary]:
    """Return the scenarios with what would be approved in each, decided ones included."""
    return [_summary(one, found) for one in scenarios]


def _summary(one: Scenario, found: Drawing) -> Summary:
    picks = line_queries.picks_of(one, found)
    amounts = [amount for _, amount in line.approved(found.entries, picks)]
    spent = total(amounts)
    left = None if found.hidden else found.table.envelope - spent
    name = line_queries.name_of(one, found)
    return Summary(one, name, len(amounts), spent, left, found.passed_by(picks))


@dataclass(frozen=True)
class Compared:
    """`rows`: applications that differ, a pick (None: left as it stands) for each scenario; `totals`: likewise in words.

    `alike`: how many applications are the same in all.
    """

    scenarios: list[Summary]
    rows: list[tuple[Entry, list[Pick | None]]]
    totals: list[tuple[Any, list[Any]]]
    alike: int


def compare(scenarios: Sequence[Scenario], found: Drawing, locale: str) -> Compared:
    """Return what differs between scenarios."""
    tried = [line_queries.picks_of(one, found) for one in scenarios]
    rows = [(one, [picks.get(one.application) for picks in tried]) for one in found.open]
    differing = [(one, picks) for one, picks in rows if len(set(picks)) > 1]
    figures = [found.figures(picks, locale) for picks in tried]
    totals = [(lines[0][0], [shown for _, shown in lines]) for lines in zip(*figures, strict=True)]
    return Compared(
        summaries(scenarios, found),
        differing,
        [(words, shown) for words, shown in totals if any(_differ(shown[0], one) for one in shown)],
        len(rows) - len(differing),
    )


def _differ(one: Message, other: Message) -> bool:
    return str(one) != str(other)
