"""Writing the round's own words for its letters."""

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import NotFound, require
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.screening.letters import text_queries
from sipgrants.screening.letters.templates import problems
from sipgrants.screening.models import LetterText


@command
def edit_texts(round_: Round, *, by: Actor, kind: str, locale: str, opening: str, closing: str) -> None:
    """Keep the round's own words for a kind of letter: letters that are held say them, those that are out stay."""
    rights.demand(by, "letter.edit_texts", round_)
    if kind not in text_queries.KINDS:
        raise NotFound()
    opening, closing = (_lines(one) for one in (opening, closing))
    require([*problems("opening", opening, kind), *problems("closing", closing, kind)])
    row = text_queries.text_of(round_, kind, locale)
    if row is None:
        row = LetterText(round_id=round_.id, kind=kind, locale=locale)
        session().add(row)
    row.opening, row.closing = opening, closing
    session().flush()
    audit.record("letter.edit_texts", round_, by, kind=kind, locale=locale)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
