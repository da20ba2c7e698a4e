"""The round's own words for its letters, as they stand and as a letter has them."""

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.documents import issuing_commands as issuing
from sipgrants.rounds.models import Round
from sipgrants.screening.letters import wording
from sipgrants.screening.letters.templates import fill
from sipgrants.screening.models import Letter, LetterText

# Kinds of which a round may have words of its own. What comes of looking again is about one case.
KINDS = ("approved", "reserve", "not_approved", "ineligible")


def texts(round_: Round) -> dict[tuple[str, str], LetterText]:
    """Return the round's own words by kind and language."""
    rows = session().scalars(select(LetterText).where(LetterText.round_id == round_.id))
    return {(one.kind, one.locale): one for one in rows}


def text_of(round_: Round, kind: str, locale: str) -> LetterText | None:
    """Return the round's own words for a kind of letter in a language."""
    wanted = select(LetterText).where(LetterText.round_id == round_.id, LetterText.kind == kind)
    return session().scalar(wanted.where(LetterText.locale == locale))


def words_for(letter: Letter, locale: str) -> dict[str, str]:
    """Return the opening and the closing of a letter in its reader's language, filled; empty where the round has none."""
    found = text_of(letter.application.round, letter.kind, locale)
    if found is None:
        return {}
    values = _values(letter, locale)
    return {"opening": fill(found.opening, values), "closing": fill(found.closing, values)}


def _values(letter: Letter, locale: str) -> dict[str, str]:
    application, says = letter.application, wording.say(letter.kind, letter.facts)
    day = getattr(says, "decided_on", None)
    return {
        "reference": application.reference,
        "title": application.title,
        "party": application.party.name(locale),
        "round": application.round.name(locale),
        "decision": str(getattr(says, "decision", "")),
        "day": issuing.language(locale).day(day) if day else "",
    }
