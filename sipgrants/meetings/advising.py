"""How recommendations are drafted from what the Board wrote, and what keeps them from being released. Pure.

Members are not named, and the order in which the comments stand tells nothing of who wrote them.
"""

from collections.abc import Iterable, Mapping, Sequence

from sipgrants.core.errors import Problem, too_long
from sipgrants.core.i18n import msg

GENERAL = "general"  # what is about the application as a whole
LONGEST = 10_000  # characters of one paragraph


def drafted(decided: str, comments: Mapping[str, Iterable[str]], keys: Sequence[str]) -> dict[str, str]:
    """Return the first words by criterion; `decided`: what the decision itself recommends, `comments`: by criterion."""
    general = [decided, *in_no_order(comments.get(GENERAL, ()))]
    words = {GENERAL: _joined(general)}
    return {**words, **{key: _joined(in_no_order(comments.get(key, ()))) for key in keys}}


def in_no_order(comments: Iterable[str]) -> list[str]:
    """Return comments, each once, in the order of the alphabet: neither seat nor hour shows."""
    return sorted({one.strip() for one in comments if one.strip()}, key=str.casefold)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(one.strip() for one in texts if one.strip())


def problems(paragraphs: Mapping[str, str], names: Iterable[str]) -> list[Problem]:
    """Return what keeps these words from being kept or released: too long, or a member's name in them."""
    known = [one for one in names if one.strip()]
    found = []
    for key, text in paragraphs.items():
        found += too_long(f"paragraphs.{key}", text, LONGEST)
        named = next((one for one in known if one.casefold() in text.casefold()), None)
        if named:
            said = msg("Members of the Board are not named: take out “%(name)s”.", name=named)
            found.append(Problem(f"paragraphs.{key}", said))
    return found


def is_empty(paragraphs: Mapping[str, str]) -> bool:
    """Tell whether nothing is said at all."""
    return not any(text.strip() for text in paragraphs.values())
