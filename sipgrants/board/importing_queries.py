"""What an import of Board members would do, line by line: a fixed number of statements, however long the list is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from sipgrants.accounts import queries as accounts
from sipgrants.accounts.models import Person
from sipgrants.accounts.reading import Line
from sipgrants.board import queries
from sipgrants.board.models import Term
from sipgrants.board.seating import Place, seat_problems
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, RoleName
from sipgrants.lifecycle.countersign import Proposal
from sipgrants.parties import queries as parties
from sipgrants.parties.models import Party


class Result(StrEnum):
    """What comes of a line."""

    ASKED = "asked"
    WAITING = "waiting"
    NOTHING = "nothing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Outcome:
    """A line, the nominating country, the first day, and what comes of it."""

    line: Line
    party: Party | None
    from_day: date
    result: Result
    reasons: tuple[Message, ...] = ()

    @property
    def is_co_chair(self) -> bool:
        """Whether the member's election as Co-Chair has to be recorded once they sit."""
        return self.line.role is RoleName.CO_CHAIR


def outcomes(lines: Iterable[Line], term: Term) -> list[Outcome]:
    """Return what would come of each line; a line finds the seats of those above it taken."""
    wanted = list(lines)
    names, people = parties.by_any_name(), accounts.people_of(line.email for line in wanted)
    waiting, first = _waiting(), max(term.from_day, clock.today())
    taken = queries.places(queries.standing_on(first))
    found = []
    for line in wanted:
        party, person = names.get(line.party.casefold()), people.get(line.email)
        outcome = _outcome(
            Outcome(line, party, line.from_day or first, Result.ASKED), person, term, taken, waiting
        )
        if party is not None and outcome.result in (Result.ASKED, Result.WAITING):
            taken.append(Place(person.id if person else line.email, party.region))
        found.append(outcome)
    return found


def _waiting() -> set[str]:
    """Return whose seats wait for a second person."""
    asked = select(Proposal.about_id).where(Proposal.state == "asked", Proposal.action == "board.seat")
    return set(session().scalars(asked))


def _outcome(
    asked: Outcome, person: Person | None, term: Term, taken: list[Place], waiting: set[str]
) -> Outcome:
    line = asked.line
    if person is not None and any(place.person == person.id for place in taken):
        return _as(asked, Result.NOTHING)
    reasons = [*line.problems, *_of_line(asked, person, term)]
    if asked.party is not None and not reasons:
        holder = person.id if person else line.email
        reasons += [one.message for one in seat_problems(taken, holder, asked.party.region)]
    if reasons:
        return _as(asked, Result.WRONG, reasons)
    is_waiting = person is not None and str(person.id) in waiting
    return _as(asked, Result.WAITING) if is_waiting else asked


def _of_line(asked: Outcome, person: Person | None, term: Term) -> list[Message]:
    line, found = asked.line, []
    if line.role is not None and line.role not in BOARD:
        found.append(msg("This list is for members of the Board and Co-Chairs."))
    if asked.party is None:
        found.append(msg("There is no Party “%(text)s”.", text=line.party))
    if person is None and not line.name:
        found.append(msg("The name is missing."))
    if person is not None and person.disabled_at is not None:
        found.append(msg("This account is closed."))
    if asked.from_day < term.from_day or (term.until_day is not None and asked.from_day > term.until_day):
        found.append(msg("The first day is not in the term."))
    return found


def _as(outcome: Outcome, result: Result, reasons: Iterable[Message] = ()) -> Outcome:
    return Outcome(outcome.line, outcome.party, outcome.from_day, result, tuple(reasons))
