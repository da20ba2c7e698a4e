"""Two people, or two windows, in one part of a plan: what one changed of a row is taken, what both changed is told.

A page carries `marks`: one for the part as a whole and one for each row that it shows. A row that is new in the page has a
name of the page's own (`new-...`), from which its identifier is made: sent twice on a bad line it is still one row.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from uuid import UUID, uuid4, uuid5

from sipgrants.plans.content import ROOTS, YEARS, Row, Shape, mark

Base = Mapping[str, Set[str]]  # by row, the marks of what the page showed
_SHORT = 8  # signs of an identifier, and of a mark


@dataclass(frozen=True)
class Clash:
    """A row that two changed: what was typed here, what is kept, and its mark; `ref`: how the page names the row, `keys`:
    its identifiers.
    """

    ref: str
    keys: str
    mine: Row
    theirs: Row
    mark: str


@dataclass
class Merged:
    """Rows to be kept, and what is left to be decided (there `rows` hold what is kept already)."""

    rows: list[Row]
    clashes: list[Clash] = field(default_factory=list)


def marks(part: str, rows: Sequence[Row]) -> str:
    """Return what a page carries in its hidden field `seen`."""
    return " ".join([mark(part, list(rows)), *row_marks(part, rows)])


def row_marks(part: str, rows: Sequence[Row]) -> list[str]:
    """Return a mark for each row at any depth: beginning of its identifier, colon, mark of what stands in it."""
    return [
        f"{key}:{own(shape, row)}"
        for shape, row in walk(ROOTS[part][1], rows)
        for key in keys(row)[:1]
        if key
    ]


def read(*texts: str | None) -> tuple[set[str], Base]:
    """Return the marks of the whole and those of the rows: of what the page says that it saw, and of what is known that it
    was told (an answer may be lost on the line).
    """
    wholes, rows = set(), defaultdict(set)
    for text in filter(None, texts):
        whole, *found = text.split() or [""]
        wholes.add(whole)
        for key, _colon, one in (each.partition(":") for each in found):
            rows[key].add(one)
    return wholes, rows


def walk(shape: Shape, rows: Sequence[Row]) -> Iterator[tuple[Shape, Row]]:
    """Give every row at every depth with its shape."""
    for row in rows:
        yield shape, row
        for name, inner in shape.lists.items():
            yield from walk(inner, row.get(name, ()))


def texts(shape: Shape, row: Row) -> Row:
    """Return what stands in the row itself, without identifiers and the rows below."""
    return {name: row.get(name) for name in (*shape.texts, *shape.flags, *shape.numbers) if row.get(name)}


def own(shape: Shape, row: Row) -> str:
    """Return the mark of what stands in the row itself."""
    text = json.dumps(texts(shape, row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def keys(row: Row) -> list[str]:
    """Return the beginnings of the identifiers by which a row is known: one, or those of its lines by year."""
    if "lines" in row:
        return [pair.partition(":")[2][:_SHORT] for pair in str(row["lines"]).split() if ":" in pair]
    return [str(row["id"])[:_SHORT]]


def identifiers(row: Row) -> str:
    """Return what a change of a row keeps of it: its identifier, or those of its lines by year (`1:... 2:...`)."""
    return str(row.get("lines") or row["id"])


def identified(plan_id: UUID, part: str, rows: Sequence[Row], now: Sequence[Row]) -> list[Row]:
    """Return the rows with an identifier each: those that are there keep theirs, a page's own name makes one, and what has
    neither gets one that nobody can know.
    """
    shape = ROOTS[part][1]
    there = {one for _shape, row in walk(shape, now) for one in _identifiers(row)}
    return [_identified(plan_id, shape, row, there, set()) for row in rows]


def _identifiers(row: Row) -> list[str]:
    if "lines" in row:
        return [pair.partition(":")[2] for pair in str(row["lines"]).split()]
    return [str(row["id"])]


def _identified(plan_id: UUID, shape: Shape, row: Row, there: set[str], taken: set[str]) -> Row:
    ref = next((one for one in (row.get("lines"), row["id"]) if one), "")
    found: Row = {**row, "ref": ref, "made": set()}
    if not ref:
        found["id"] = f"new-{uuid4().hex}"
    if "lines" in shape.hidden:
        _give_lines(plan_id, found, there, taken)
    else:
        found["id"] = _one(plan_id, found["id"], there, taken, found["made"])
    for name, inner in shape.lists.items():
        found[name] = [_identified(plan_id, inner, one, there, taken) for one in row.get(name, ())]
    return found


def _one(plan_id: UUID, name: str, there: set[str], taken: set[str], made: set[str]) -> str:
    if not name:
        return ""
    found = name if name in there else str(uuid5(plan_id, name))
    if found in taken:
        return ""
    taken.add(found)
    if found not in there:
        made.add(found)
    return found


def _give_lines(plan_id: UUID, row: Row, there: set[str], taken: set[str]) -> None:
    """Every year of a budget's row has a line of its own: known, or made from the row's name."""
    typed = dict(pair.split(":", 1) for pair in row["lines"].split() if ":" in pair)
    name = row["id"] or next(iter(typed.values()), "")
    found = {}
    for year in map(str, YEARS):
        wanted = typed.get(year) or (f"{name}:{year}" if name else "")
        one = _one(plan_id, wanted, there, taken, row["made"])
        if one:
            found[year] = one
    row["lines"] = " ".join(f"{year}:{one}" for year, one in found.items())


def merge(part: str, base: Base, mine: Sequence[Row], now: Sequence[Row]) -> Merged:
    """Return the rows of both: `base` are the marks of the rows as the page showed them."""
    found = Merged([])
    found.rows = _merge(ROOTS[part][1], base, mine, now, found)
    return found


def _merge(shape: Shape, base: Base, mine: Sequence[Row], now: Sequence[Row], found: Merged) -> list[Row]:
    by_key = {key: row for row in now for key in keys(row) if key}
    met: set[int] = set()
    rows: list[Row] = []
    for row in mine:
        other = next((by_key[key] for key in keys(row) if key in by_key), None)
        if other is None:
            if not _is_as_it_was(shape, base, row):
                rows.append(row)  # new, or changed here while a colleague removed it
        elif id(other) not in met:
            met.add(id(other))
            rows.append(_both(shape, base, row, other, found))
    for row in now:
        if id(row) not in met and not _is_as_it_was(shape, base, row):
            rows.append(row)  # a colleague's new one, or changed by a colleague while it was removed here
    return rows


def _seen(base: Base, row: Row) -> Set[str]:
    """The marks that the page had of this row, also where the row it was is gone by now."""
    as_typed = [one.rpartition(":")[2][:_SHORT] for one in str(row.get("ref", "")).split()]
    return next((base[key] for key in (*keys(row), *as_typed) if key in base), frozenset())


def _is_as_it_was(shape: Shape, base: Base, row: Row) -> bool:
    """Tell whether the page showed this row just so, with all that is below it."""
    below = ((inner, one) for name, inner in shape.lists.items() for one in row.get(name, ()))
    return own(shape, row) in _seen(base, row) and all(_is_as_it_was(i, base, one) for i, one in below)


def _both(shape: Shape, base: Base, row: Row, other: Row, found: Merged) -> Row:
    seen, typed, kept = _seen(base, row), own(shape, row), own(shape, other)
    is_mine = not seen or kept in seen or typed == kept
    result = {**row, **(row if is_mine else _own_of(shape, other))}
    if not is_mine and typed not in seen:
        found.clashes.append(
            Clash(
                row.get("ref", ""),
                identifiers(row),
                _own_of(shape, row),
                _own_of(shape, other),
                f"{keys(other)[0]}:{kept}",
            )
        )
        result["clash"] = row
    for name, inner in shape.lists.items():
        result[name] = _merge(inner, base, row.get(name, ()), other.get(name, ()), found)
    return result


def _own_of(shape: Shape, row: Row) -> Row:
    return {name: row[name] for name in (*shape.texts, *shape.flags, *shape.numbers)}


def with_mine(part: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows as they stand in the fields while both texts are shown: mine where two changed a row."""
    return [_with_mine(ROOTS[part][1], row) for row in rows]


def _with_mine(shape: Shape, row: Row) -> Row:
    shown = {**row, **(_own_of(shape, row["clash"]) if "clash" in row else {})}
    return shown | {
        name: [_with_mine(i, one) for one in row.get(name, ())] for name, i in shape.lists.items()
    }


def seen_by_now(part: str, base: Base, typed: Sequence[Row], kept: Sequence[Row]) -> str:
    """Return the marks of a page that stays open after a save: what it shows and what it had seen, nothing that it does
    not show yet.
    """
    shape = ROOTS[part][1]
    there = {key: own(inner, row) for inner, row in walk(shape, kept) for key in keys(row) if key}
    known = []
    for inner, row in walk(shape, typed):
        key = next((one for one in keys(row) if one in there), "")
        if key:
            now = there[key]
            before = _seen(base, row)
            shown = own(inner, row) == now or not before
            known += [f"{key}:{one}" for one in ([now] if shown else sorted(before))]
    shows_all = mark(part, list(typed)) == mark(part, list(kept))
    return " ".join([mark(part, list(kept)) if shows_all else "-", *known])
