"""Taking over the list of members that the Conference of the Parties confirmed."""

from collections.abc import Iterable

from sipgrants.accounts.reading import Line
from sipgrants.board import importing_queries
from sipgrants.board.commands.seating import nominate, seat
from sipgrants.board.importing_queries import Outcome, Result
from sipgrants.board.models import Term
from sipgrants.core import audit
from sipgrants.core.db import command
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def import_members(term: Term, lines: Iterable[Line], *, by: Actor) -> list[Outcome]:
    """Ask a second person for a seat for each line of the list; lines with a problem are left out."""
    rights.demand(by, "board.import", term)
    found = importing_queries.outcomes(lines, term)
    for one in found:
        if one.result is Result.ASKED and one.party is not None:
            person = nominate(
                by=by,
                email=one.line.email,
                name=one.line.name,
                locale=one.line.locale,
                zone=one.party.zone,
            )
            seat(person, by=by, term_id=term.id, country_id=one.party.id, from_day=one.from_day)
    counts = {str(result): sum(one.result is result for one in found) for result in Result}
    audit.record("board.import", term, by, **counts)
    return found
