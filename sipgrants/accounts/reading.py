"""Lists of people as spreadsheets save them: comma, semicolon or tab, UTF-8 or the older encodings. Pure.

Columns, in any order and by these names: email, name, role, party, language, from, until. Only the first is needed in
every line; an empty role means focal point, or what the reader says.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.spreadsheets import decode
from sipgrants.lifecycle.actor import RoleName

COLUMNS = ("email", "name", "role", "party", "language", "from", "until")
MOST_LINES = 1000
_LOCALES = ("en", "fr", "es", "ru", "zh", "ar")


@dataclass
class Line:
    """One person of the list; `problems` is everything that is wrong with the line itself."""

    number: int
    email: str
    name: str
    role: RoleName | None
    party: str
    locale: str
    from_day: date | None
    until_day: date | None
    problems: list[Message] = field(default_factory=list)


def typed(file: Any, pasted: str | None) -> str:
    """Return the text of a list from a form: the file that was chosen, else what was pasted."""
    return decode(file.read()) if file and getattr(file, "filename", "") else pasted or ""


def read(text: str, default: RoleName = RoleName.FOCAL_POINT) -> list[Line]:
    """Return the lines of a list; Invalid where it is none. `default`: what an empty role means."""
    rows = csv.reader(io.StringIO(text.strip().replace("\0", "")), delimiter=_delimiter(text))
    head = [name.strip().lower().lstrip("\ufeff") for name in next(rows, [])]
    if "email" not in head:
        wanted = ", ".join(COLUMNS)
        text_ = msg(
            "The first line names the columns: %(columns)s. There is no column “email”.", columns=wanted
        )
        raise Invalid([Problem("list", text_)])
    kept = [(number, row) for number, row in enumerate(rows, start=2) if any(one.strip() for one in row)]
    if len(kept) > MOST_LINES:
        raise Invalid(
            [Problem("list", msg("These are too many lines: at most %(number)s.", number=MOST_LINES))]
        )
    return [
        _line(number, dict(zip(head, (one.strip() for one in row), strict=False)), default)
        for number, row in kept
    ]


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _line(number: int, row: Mapping[str, str], default: RoleName) -> Line:
    email = row.get("email", "").lower()
    problems: list[Message] = []
    name, _, domain = email.rpartition("@")
    if not (name and "." in domain and " " not in email):
        problems.append(msg("“%(text)s” is no mail address.", text=email))
    return Line(
        number=number,
        email=email,
        name=row.get("name", ""),
        role=_role(row.get("role", "") or default, problems),
        party=row.get("party", ""),
        locale=_locale(row.get("language", ""), problems),
        from_day=_day(row.get("from", ""), problems),
        until_day=_day(row.get("until", ""), problems),
        problems=problems,
    )


def _role(text: str, problems: list[Message]) -> RoleName | None:
    word = text.strip().lower().replace(" ", "_").replace("-", "_")
    word = {"alternate_focal_point": "alternate", "cochair": "co_chair"}.get(word, word)
    if word in set(RoleName):
        return RoleName(word)
    problems.append(msg("There is no role “%(text)s”.", text=text))
    return None


def _locale(text: str, problems: list[Message]) -> str:
    wanted = text.strip().lower() or "en"
    if wanted not in _LOCALES:
        problems.append(msg("There is no language “%(text)s”: en, fr, es, ru, zh or ar.", text=text))
        return "en"
    return wanted


def _day(text: str, problems: list[Message]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(msg("“%(text)s” is no date: write 2027-03-31.", text=text))
        return None
