"""Which rows of a part changed between two contents of it, and an earlier row back in its place. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sipgrants.plans import amounts
from sipgrants.plans.content import ROOTS, Row, Shape
from sipgrants.plans.merging import identifiers, texts
from sipgrants.questionnaires.texts import goes_on

AMOUNTS = frozenset({"amount", *(name for name in ROOTS["budget"][1].texts if name.startswith("year"))})
# Texts that are chosen or are figures: typed over, nothing is lost that somebody would look for.
SHORT = AMOUNTS | {"activity", "budget_class", "likelihood", "impact"}


@dataclass(frozen=True)
class Placed:
    """A row with the list it stands in, its number for people, and the row that it stands in (none at the root)."""

    kind: str
    number: str
    shape: Shape
    row: Row
    above: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """Return all identifiers by which the row is known."""
        return ids(identifiers(self.row))


@dataclass(frozen=True)
class Step:
    """What became of one row: its own texts before and after, nothing where it was not there. What went is whole: with its
    identifiers and all that was below it.
    """

    place: Placed
    keys: str
    before: Row
    after: Row


def ids(keys: str) -> frozenset[str]:
    """Return the identifiers in what a change keeps of a row."""
    return frozenset(one.rpartition(":")[2] for one in keys.split())


def placed(part: str, rows: Sequence[Row], numbers: Mapping[str, str] | None = None) -> Iterator[Placed]:
    """Give every row of a part at every depth. `numbers`: those of activities, for the rows of the workplan."""
    kind, shape = ROOTS[part]
    for place in _placed(kind, shape, rows, "", ""):
        number = (numbers or {}).get(place.row["id"], "") if part == "workplan" else place.number
        yield Placed(kind, number, shape, place.row) if part == "workplan" else place


def _placed(kind: str, shape: Shape, rows: Sequence[Row], of: str, above: str) -> Iterator[Placed]:
    for at, row in enumerate(rows, start=1):
        number = of if kind == "indicators" else f"{of}.{at}".lstrip(".")
        yield Placed(kind, number, shape, row, above)
        for name, inner in shape.lists.items():
            yield from _placed(name, inner, row.get(name, ()), number, row["id"])


def steps(
    part: str, before: Sequence[Row], after: Sequence[Row], numbers: Mapping[str, str] | None = None
) -> list[Step]:
    """Return what became of rows; of what went with the row above it, that row tells."""
    old, new = list(placed(part, before, numbers)), list(placed(part, after, numbers))
    by_id = {one: place for place in old for one in place.ids}
    met: set[int] = set()
    found = []
    for place in new:
        was = next(
            (by_id[one] for one in sorted(place.ids) if one in by_id and id(by_id[one]) not in met), None
        )
        if was is not None:
            met.add(id(was))
        elif part == "workplan":
            continue  # a row of the workplan comes with its activity
        step = Step(place, identifiers(place.row), _own(was) if was else {}, _own(place))
        if step.before != step.after:
            found.append(step)
    gone = [place for place in old if id(place) not in met]
    above = {one for place in gone for one in place.ids}
    return found + [
        _went(place) for place in gone if place.above not in above and _says(place.shape, place.row)
    ]


def _went(place: Placed) -> Step:
    return Step(place, identifiers(place.row), whole(place.shape, place.row), {})


def _own(place: Placed) -> Row:
    """The row's own texts, with amounts as they are kept."""
    found = texts(place.shape, place.row)
    return {
        name: amounts.show(*amounts.keep(text)) if name in AMOUNTS else text for name, text in found.items()
    }


def whole(shape: Shape, row: Row) -> Row:
    """Return a row as it is kept once it went: what stands in it, its identifiers, and the rows below it."""
    below = {name: [whole(inner, one) for one in row.get(name, ())] for name, inner in shape.lists.items()}
    hidden = {name: row[name] for name in shape.hidden if row.get(name)}
    return {**texts(shape, row), **hidden, **{name: rows for name, rows in below.items() if rows}}


def _says(shape: Shape, row: Row) -> bool:
    return not shape.is_empty(row)


def is_typed_on(step: Step, began: Row, reached: Row) -> bool:
    """Tell whether a step goes on with what the same hand made of the row from `began` to `reached`: no text is lost by
    keeping only the end of it.
    """
    if reached != step.before or not step.after:
        return False
    return all(
        name in SHORT
        or not isinstance(text, str)
        or text == began.get(name)
        or goes_on(text, step.after.get(name, ""))
        for name, text in reached.items()
    )


class Kept(Protocol):
    """A change of a row as it is kept (`plans.models.PlanChange`)."""

    @property
    def part(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def keys(self) -> str: ...
    @property
    def above(self) -> str: ...
    @property
    def before(self) -> Row: ...


def kept_place(change: Kept) -> Placed | None:
    """Return the row as it was before a change; None where it is not known which row that was (an early version did not
    keep it).
    """
    shape = next((one.shape for one in _shapes(change.part) if one.kind == change.kind), None)
    if shape is None or not change.keys:
        return None
    name = "lines" if "lines" in shape.hidden else "id"
    return Placed(
        change.kind, change.number, shape, {"id": "", **change.before, name: change.keys}, change.above
    )


def _shapes(part: str) -> Iterator[Placed]:
    """Every list of a part, each with a row that is nothing."""
    kind, root = ROOTS[part]
    waiting = [(kind, root)]
    while waiting:
        name, shape = waiting.pop()
        yield Placed(name, "", shape, {"id": ""})
        waiting += shape.lists.items()


def put_back(part: str, rows: Sequence[Row], place: Placed) -> list[Row] | None:
    """Return the rows with an earlier one (`place.row`, as a change keeps it) in its place: its texts where the row is
    there, else the whole row at the end of its list; None where the row above it went too.
    """
    kind, shape = ROOTS[part]
    put = _Putting(place)
    found = put.into(kind, shape, rows, "")
    return found if put.is_done else None


class _Putting:
    def __init__(self, place: Placed) -> None:
        self.place, self.is_done = place, False

    def into(self, kind: str, shape: Shape, rows: Sequence[Row], above: str) -> list[Row]:
        found = [self._row(shape, row) for row in rows]
        if not self.is_done and kind == self.place.kind and above == self.place.above and not shape.numbers:
            self.is_done = True
            found.append(_made(shape, self.place.row))
        return found

    def _row(self, shape: Shape, row: Row) -> Row:
        if not self.is_done and ids(identifiers(row)) & self.place.ids:
            self.is_done = True
            blank = {
                name: value
                for name, value in shape.blank().items()
                if name not in (*shape.hidden, *shape.lists)
            }
            return {**row, **blank, **texts(shape, self.place.row)}
        below = {
            name: self.into(name, inner, row.get(name, ()), row["id"]) for name, inner in shape.lists.items()
        }
        return {**row, **below}


def _made(shape: Shape, row: Row) -> Row:
    """A row that went, as it is saved: it has its identifiers again."""
    found = {**shape.blank(), **{name: value for name, value in row.items() if name not in shape.lists}}
    found["made"] = ids(identifiers(found))
    for name, inner in shape.lists.items():
        found[name] = [_made(inner, one) for one in row.get(name, ())]
    return found
