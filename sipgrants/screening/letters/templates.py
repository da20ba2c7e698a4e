"""The round's own words for a letter: plain text with places that are filled from the letter. Pure.

`{reference}`, `{title}`, `{party}`, `{round}` stand in every letter, `{decision}` and `{day}` where the Board decided.
"""

import re
from collections.abc import Mapping

from sipgrants.core.errors import Problem, too_long
from sipgrants.core.i18n import msg

LONGEST = 5_000  # characters of an opening or a closing
PLACES = ("reference", "title", "party", "round")
DECIDED = ("decision", "day")
_PLACE = re.compile(r"\{([^{}]*)\}")


def places_of(kind: str) -> tuple[str, ...]:
    """Return the places that the words of a kind of letter may have."""
    return (*PLACES, *DECIDED) if kind in ("approved", "reserve", "not_approved") else PLACES


def problems(field: str, text: str, kind: str) -> list[Problem]:
    """Return what keeps these words from being kept: their length, places that no letter of the kind can fill."""
    unknown = [one for one in _PLACE.findall(text) if one not in places_of(kind)]
    if not unknown and text.count("{") + text.count("}") != 2 * len(_PLACE.findall(text)):
        unknown = ["…"]
    found = too_long(field, text, LONGEST)
    if unknown:
        said = msg(
            "This place cannot be filled: {%(place)s}. There are: %(places)s.",
            place=unknown[0],
            places=", ".join(f"{{{one}}}" for one in places_of(kind)),
        )
        found.append(Problem(field, said))
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the words with their places filled; what fills them is never read for places again."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)
