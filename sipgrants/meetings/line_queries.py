"""What the pages of the line and of scenarios show, for one reader, in a fixed number of statements.

A reader's bars come first: what they are barred from is in no row, rank, sum or sentence here; where it would count, what
is left of the envelope is not shown, and a scenario of somebody else goes by its number (its name may tell).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.board.bars import Bar
from sipgrants.board.seating import REGIONS
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import ZERO, Money
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import known
from sipgrants.meetings import line, queries
from sipgrants.meetings.line import Entry, Pick, Picks
from sipgrants.meetings.models import Meeting
from sipgrants.meetings.portfolio import Choice, Outcome, balance
from sipgrants.meetings.portfolio_lines import Line, portfolio_lines, trial_lines
from sipgrants.meetings.queries import Table
from sipgrants.meetings.scenario_models import Scenario
from sipgrants.questionnaires.models import Answer
from sipgrants.rounds.models import Round


@dataclass
class Drawing:
    """A round in the order of its ranking, as one reader may know it."""

    table: Table
    entries: list[Entry]
    every: list[Choice]
    reader: Actor

    @property
    def round(self) -> Round:
        """Return the round."""
        return self.table.picture.round

    @cached_property
    def applications(self) -> dict[UUID, Application]:
        """The applications that this reader may know the fate of."""
        return {one.id: one for one in self.table.picture.seen}

    @property
    def hidden(self) -> frozenset[UUID]:
        """Return the applications of the round that this reader is barred from."""
        return self.table.picture.hidden & {one.id for one in self.table.picture.applications}

    @property
    def barred(self) -> list[tuple[Application, Bar | None]]:
        """Return what is left out, with why: title and country is all that the reader may know of it."""
        own = self.reader.person_id
        return [
            (one, self.table.barred(one.id).get(own) if own else None)
            for one in self.table.picture.applications
            if one.id in self.hidden
        ]

    @property
    def open(self) -> list[Entry]:
        """Return what is not decided yet."""
        return [one for one in self.entries if not one.is_fixed]

    @property
    def left(self) -> Money:
        """Return what is left of the envelope beside the decisions that this reader may know of."""
        spent = sum((one.choice.amount for one in self.entries if one.is_fixed and one.choice.counts), ZERO)
        return self.table.envelope - spent

    def passed_by(self, picks: Picks) -> Money:
        """Return by how much the envelope is passed, as far as this reader may know."""
        return line.passed_by(self.entries, picks, self.table.envelope)

    def figures(self, picks: Picks, locale: str) -> list[Line]:
        """Return the numbers beside the line in words, Parties by their names in `locale`."""
        found = balance(line.choices(self.every, picks), self.table.envelope, REGIONS, self.hidden)
        late = dict.fromkeys(
            self.applications[one.application].party.name(locale)
            for one, _ in line.approved(self.entries, picks)
            if one.is_late and isinstance(one.application, UUID)
        )
        partial = [amount < one.asked for one, amount in line.approved(self.entries, picks)]
        beside = trial_lines(line.served(self.entries, picks), list(late), sum(partial))
        lines, first = portfolio_lines(found), 1 if found.left is None else 2
        return [*lines[:first], *beside[1:], *lines[first:], beside[0]]  # the longest comes last


def drawing(round_: Round, reader: Actor) -> Drawing:
    """Return the round as its line is drawn."""
    table = queries.table(round_, reader)
    every = table.choices()
    chosen = {one.application: one for one in every}
    by_id = {one.id: one for one in table.picture.seen}
    articles, late = _articles(by_id.values()), known("party.late_reports")
    entries = [
        Entry(
            choice=chosen[row.application],
            party=one.party_id,
            asked=queries.asked_for(one),
            rank=row.rank,
            is_tied=row.tied,
            mean=row.mean,
            articles=articles.get(one.answers_id, ()),
            is_late=late.get(one.party_id, 0) > 0,
            is_fixed=_is_fixed(table, one),
        )
        for row in table.picture.standings().rows
        if isinstance(row.application, UUID) and (one := by_id[row.application])
    ]
    return Drawing(table, entries, every, reader)


def _is_fixed(table: Table, one: Application) -> bool:
    under_way = table.under_way.get(one.id)
    return one.state not in ("with_board", "reserve") or (
        under_way is not None and under_way.state == "taken"
    )


def _articles(applications: Iterable[Application]) -> dict[UUID, tuple[str, ...]]:
    query = select(Answer.answer_set_id, Answer.value).where(
        Answer.answer_set_id.in_([one.answers_id for one in applications]), Answer.key == "articles"
    )
    return {answers: tuple(map(str, value or ())) for answers, value in session().execute(query)}


def scenarios(round_id: UUID) -> list[Scenario]:
    """Return the scenarios of a round, in the order they were made."""
    query = select(Scenario).where(Scenario.round_id == round_id).order_by(Scenario.number)
    return list(session().scalars(query))


def picks_of(scenario: Scenario, found: Drawing) -> dict[line.Key, Pick]:
    """Return what a scenario says of whatever is open and not hidden from its reader."""
    known_ones = {one.application for one in found.open}
    return {
        one.application_id: Pick(Outcome(one.outcome), one.amount)
        for one in scenario.rows
        if one.application_id in known_ones
    }


def name_of(scenario: Scenario, found: Drawing) -> str | Message:
    """Return the name of a scenario; its number where another's name might tell of what the reader is barred from."""
    if found.hidden and scenario.made_by != found.reader.person_id:
        return msg("Scenario %(number)s", number=scenario.number)
    return scenario.name


def meetings_for(round_id: UUID) -> list[Meeting]:
    """Return the meetings about a round in which decisions may still be drafted, the one in session first."""
    query = select(Meeting).where(Meeting.round_id == round_id, Meeting.state.in_(("in_session", "planned")))
    return list(session().scalars(query.order_by(Meeting.state, Meeting.starts_at)))
