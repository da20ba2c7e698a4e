"""Taking over a list of people, such as the register of focal points that was kept in a spreadsheet."""

from collections.abc import Iterable

from sipgrants.accounts import importing_queries, terms
from sipgrants.accounts.commands import people, roles
from sipgrants.accounts.importing_queries import Outcome, Result
from sipgrants.accounts.reading import Line
from sipgrants.core import audit
from sipgrants.core.db import command
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def import_people(lines: Iterable[Line], *, by: Actor) -> list[Outcome]:
    """Give the roles of a list and invite who is new; lines with a problem are left out. Returns what came of each."""
    rights.demand(by, "person.import")
    found = importing_queries.outcomes(lines)
    for outcome in found:
        if outcome.result in (Result.INVITED, Result.GIVEN):
            _take(outcome, by)
    counts = {str(result): sum(one.result is result for one in found) for result in Result}
    audit.record("person.import", ("person", "*"), by, **counts)
    return found


def _take(outcome: Outcome, by: Actor) -> None:
    line, party = outcome.line, outcome.party
    if line.role is None:
        return
    zone = party.zone if party else "Europe/Zurich"
    person = people.invite(line.email, line.name, by=by, locale=line.locale, zone=zone)
    party_id = party.id if party and terms.may_name_party(line.role) else None
    roles.grant(person, line.role, by=by, party_id=party_id, from_day=line.from_day, until_day=line.until_day)
