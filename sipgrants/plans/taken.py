"""From what was read from a workbook, or pasted, to the content of a plan's parts. Nothing is changed here.

An activity that is new in the same workbook has no identifier yet: rows name it `#1.2.3`, by its number, until the
framework is saved (`with_identifiers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.plans.budget_rows import to_lines, to_rows
from sipgrants.plans.content import FUNDING, LINE, OUTCOME, RISK, YEARS, Row, Shape, mark, numbered
from sipgrants.plans.framework_sheet import nested
from sipgrants.plans.part_sheets import activity_names, ident_of, path_of
from sipgrants.questionnaires.sheets import Fitted, Misfit, RowRead, Table, letter


@dataclass
class Brought:
    """Content by part, and what did not fit."""

    content: dict[str, list[Row]] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)


def brought(
    fitted: Fitted, tables: Mapping[str, Table], present: Mapping[str, list[Row]], seen: str = ""
) -> Brought:
    """Return the parts that a workbook holds. `tables`: the described table of each part; `present`: what is kept now;
    `seen`: the mark of the framework that the workbook was written with.
    """
    reader = _Reader(fitted, tables, present, seen, Brought())
    if path_of("framework") in fitted.values:
        reader.framework()
    for part in ("workplan", "risks", "budget", "other_funding"):
        if path_of(part) in fitted.values:
            reader.part(part)
    return reader.result


@dataclass
class _Reader:
    fitted: Fitted
    tables: Mapping[str, Table]
    present: Mapping[str, list[Row]]
    seen: str
    result: Brought

    def lines(self, part: str) -> Sequence[RowRead]:
        found: Sequence[RowRead] = self.fitted.values[path_of(part)]
        return found

    def tell(self, part: str, number: int, column: str, reason: Message) -> None:
        """Name the cell in which something did not fit."""
        table = self.tables[part]
        slot = next(one for one in table.columns if one.key == column)
        cell = f"{letter(table.column(column))}{number}"
        sheet = self.fitted.sheets[path_of(part)]
        self.result.misfits.append(Misfit(sheet, cell, f"{table.label}: {slot.label}", reason))

    def framework(self) -> None:
        rows, misfits = nested(self.lines("framework"))
        for number, column, reason in misfits:
            self.tell("framework", number, column, reason)
        self.result.content["framework"] = [_without_empty(OUTCOME, one) for one in _kept(OUTCOME, rows)]

    @property
    def outcomes(self) -> list[Row]:
        """The framework that rows speak of: the one that comes, the present one where nobody wrote into it."""
        there = self.present["framework"]
        coming = self.result.content.get("framework", there)
        return there if mark("framework", coming) in (mark("framework", there), self.seen) else coming

    def part(self, part: str) -> None:
        self.result.content[part] = _PARTS[part](self)

    def activity(self, part: str, line: RowRead) -> str:
        """Return the activity of a row: its identifier, `#` and its number where it is new, nothing where there is none."""
        named: str = line.values["activity"]
        if not named:
            return ""
        found = _find(self.outcomes, named)
        if not found:
            self.tell(part, line.number, "activity", msg("The results framework has no such activity."))
        return found


def _find(outcomes: list[Row], named: str) -> str:
    """Look for an activity by its identifier, or (after `?`) by its words: number and title, title alone, number alone."""
    names = activity_names(outcomes)
    if not named.startswith("?"):
        return named if named in {identifier for identifier, _words in names} else ""
    wanted = named.removeprefix("?").casefold()
    numbers = [number for number, _activity in numbered(outcomes)]
    by_words: dict[str, str] = {}
    for (identifier, words), number in zip(names, numbers, strict=True):
        title = words.removeprefix(number).strip().casefold()
        for name in (number, title, words.casefold()):
            by_words.setdefault(name, identifier or f"#{number}")
    return by_words.get(wanted) or by_words.get(wanted.partition(" ")[0], "")


def _kept(shape: Shape, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not shape.is_empty(row)]


def _without_empty(shape: Shape, row: Row) -> Row:
    lists = {
        name: [_without_empty(inner, one) for one in _kept(inner, row[name])]
        for name, inner in shape.lists.items()
    }
    return {**row, **lists}


def _workplan(reader: _Reader) -> list[Row]:
    """In the order of the framework; an activity that the workbook does not name stays as it is."""
    rows = {one["id"]: one for one in reader.present["workplan"]}
    offered = {one.key for one in reader.tables["workplan"].columns}
    seen = set()
    for line in reader.lines("workplan"):
        identifier = reader.activity("workplan", line)
        if not line.values["activity"] or identifier in seen:
            reason = msg("Every line needs an activity, and each activity one line: the line was not taken.")
            reader.tell("workplan", line.number, "activity", reason)
            continue
        if not identifier:
            continue  # told already
        seen.add(identifier)
        beyond = [one for one in _quarters(rows.get(identifier)) if f"quarter{one}" not in offered]
        ticked = [int(key[7:]) for key, said in line.values.items() if key.startswith("quarter") and said]
        told = {"responsible": line.values["responsible"], "quarters": sorted({*ticked, *beyond})}
        rows[identifier] = {"id": identifier, **told}
    order = [one["id"] or f"#{number}" for number, one in numbered(reader.outcomes)]
    return [rows.get(one, {"id": one, "responsible": "", "quarters": []}) for one in order]


def _quarters(row: Row | None) -> list[int]:
    return list(row["quarters"]) if row else []


def _budget(reader: _Reader) -> list[Row]:
    known = {ident_of("budget", at, row): row for at, row in enumerate(reader.present["budget"])}
    rows = []
    for line in reader.lines("budget"):
        before = known.get(line.ident, {})
        beyond = {f"year{year}": before.get(f"year{year}", "") for year in YEARS}
        values = {**LINE.blank(), **beyond, **line.values, "activity": reader.activity("budget", line)}
        rows.append({**values, "lines": before.get("lines", "")})
    return _grouped(_kept(LINE, rows))


def _grouped(rows: list[Row]) -> list[Row]:
    """As they will stand once they are kept: neighbours that differ in the year only make one row."""
    lines = [SimpleNamespace(**one, activity_id=one["activity"] or None) for one in to_lines(rows)]
    found: Any = lines
    return to_rows(found)


def _listed(part: str, shape: Shape) -> Callable[[_Reader], list[Row]]:
    def read(reader: _Reader) -> list[Row]:
        known = {row["id"] for row in reader.present[part]}
        rows = [
            {**shape.blank(), **line.values, "id": line.ident if line.ident in known else ""}
            for line in reader.lines(part)
        ]
        return _kept(shape, rows)

    return read


_PARTS: dict[str, Callable[[_Reader], list[Row]]] = {
    "workplan": _workplan,
    "budget": _budget,
    "risks": _listed("risks", RISK),
    "other_funding": _listed("other_funding", FUNDING),
}


def names_new(part: str, rows: list[Row]) -> bool:
    """Tell whether rows name an activity that only the framework that comes with them has."""
    name = _NAMING.get(part)
    return name is not None and any(row[name].startswith("#") for row in rows)


_NAMING = {"workplan": "id", "budget": "activity"}


def with_identifiers(part: str, rows: list[Row], outcomes: list[Row]) -> list[Row]:
    """Return rows with the identifiers of activities that are saved by now; one that was not saved is not named."""
    known = {f"#{number}": one["id"] for number, one in numbered(outcomes)}
    name = _NAMING.get(part)
    if name is None:
        return rows
    return [{**row, name: _known(row[name], known)} for row in rows]


def _known(identifier: str, known: Mapping[str, str]) -> str:
    return known.get(identifier, "") if identifier.startswith("#") else identifier
