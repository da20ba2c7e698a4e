"""What an import would do, line by line: three statements, however long the list is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.accounts import queries, terms
from sipgrants.accounts.models import Person
from sipgrants.accounts.reading import Line
from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import BOARD, RoleName
from sipgrants.parties import queries as parties
from sipgrants.parties.models import Party


class Result(StrEnum):
    """What comes of a line."""

    INVITED = "invited"
    GIVEN = "given"
    NOTHING = "nothing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Outcome:
    """A line, the Party it means, and what comes of it."""

    line: Line
    party: Party | None
    result: Result
    reasons: tuple[Message, ...] = ()


def outcomes(lines: Iterable[Line]) -> list[Outcome]:
    """Return what would come of each line."""
    wanted = list(lines)
    people = queries.people_of(line.email for line in wanted)
    names = parties.by_any_name()
    first: dict[tuple[str, object, str], int] = {}
    found = []
    for line in wanted:
        party = names.get(line.party.casefold()) if line.party else None
        again = first.setdefault((line.email, line.role, party.id if party else ""), line.number)
        found.append(_outcome(line, party, people.get(line.email), again))
    return found


def _outcome(line: Line, party: Party | None, person: Person | None, first: int) -> Outcome:
    reasons = list(line.problems)
    if line.party and party is None:
        reasons.append(msg("There is no Party “%(text)s”.", text=line.party))
    if first != line.number:
        reasons.append(msg("Line %(number)s says the same.", number=first))
    if person is None and not line.name:
        reasons.append(msg("The name is missing."))
    if person is not None and person.disabled_at is not None:
        reasons.append(msg("This account is closed."))
    if line.role is not None and not reasons:
        reasons += _about_role(line.role, line, party, person)
    if reasons:
        return Outcome(line, party, Result.WRONG, tuple(reasons))
    if person is not None and _holds(person, line, party):
        return Outcome(line, party, Result.NOTHING)
    is_new = person is None or person.password_hash is None
    return Outcome(line, party, Result.INVITED if is_new else Result.GIVEN)


def _about_role(role: RoleName, line: Line, party: Party | None, person: Person | None) -> list[Message]:
    if role in BOARD:
        return [msg("Members of the Board are imported on the Board's page.")]
    if terms.is_guarded(role):
        return [msg("This role takes a second person: give it on the person's page.")]
    begins = _begins(line)
    held = person.roles if person else ()
    meeting = [RoleName(one.role) for one in held if queries.meets(one, begins, line.until_day)]
    party_id = party.id if party else None
    return [one.message for one in terms.problems(role, party_id, begins, line.until_day, meeting)]


def _holds(person: Person, line: Line, party: Party | None) -> bool:
    party_id, begins = party.id if party else None, _begins(line)
    return any(
        (one.role, one.party_id) == (line.role, party_id) and queries.meets(one, begins, line.until_day)
        for one in person.roles
    )


def _begins(line: Line) -> date:
    return line.from_day or clock.today()
