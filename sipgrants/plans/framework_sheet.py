"""The results framework as one table of a workbook: a line for each outcome, output, activity and indicator, in order.

An output belongs to the outcome above it, an activity to the output above it, an indicator to the result above it. Numbers
are counted by the spreadsheet for the eye, and by this module when the table is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sipgrants.core.i18n import Message, msg
from sipgrants.plans.content import ACTIVITY, INDICATOR, OUTCOME, OUTPUT, Row, Shape
from sipgrants.plans.naming import TITLES
from sipgrants.plans.part_sheets import KINDS, Offer, path_of
from sipgrants.plans.reading import MOST_ROWS
from sipgrants.questionnaires import sheets
from sipgrants.questionnaires.sheets import Live, Pairs, RowRead, Sheet, Slot, Table, Told, distinct

PATH = path_of("framework")
_SPARE = 40
_SHAPES: dict[str, Shape] = {
    "outcome": OUTCOME,
    "output": OUTPUT,
    "activity": ACTIVITY,
    "indicator": INDICATOR,
}
MEASURES = ("unit", "baseline", "target", "means", "assumptions")
LIVE = Live(PATH, "count", "name")
_DEPTH = {"outcome": 1, "output": 2, "activity": 3}


def kinds(offer: Offer) -> Pairs:
    """Return the kinds of line, outputs by the round's word for them."""
    known = {"Output": msg("Output"), "Measure": msg("Measure")}
    output = offer.say(known[offer.output]) if offer.output in known else offer.output
    return distinct(
        [
            ("outcome", offer.say(msg("Outcome"))),
            ("output", output),
            ("activity", offer.say(msg("Activity"))),
            ("indicator", offer.say(msg("Indicator"))),
        ]
    )


def framework_sheet(offer: Offer, closed: Message | None, lead: str = "") -> Sheet:
    """Return the sheet of the framework."""
    title = offer.say(TITLES["framework"])
    told = [Told(text) for text in (offer.say(closed) if closed else "", lead) if text]
    rows = tuple(_with_numbers(flat(offer.rows["framework"])))
    how = offer.say(
        msg(
            "One line for each result, activity or indicator. Each belongs to what stands above it; an indicator "
            "stands below the result that it measures."
        )
    )
    table = Table(PATH, title, how, columns(offer), rows, len(rows) + _SPARE, MOST_ROWS)
    return Sheet(PATH, title, (*told, table), closed)


def columns(offer: Offer) -> tuple[Slot, ...]:
    """Return the columns: those that are filled in, the number, and hidden ones that count."""
    say, words = offer.say, dict(kinds(offer))
    quoted = {
        key: word.replace('"', '""').replace("{", "{{").replace("}", "}}") for key, word in words.items()
    }
    is_a = {key: f'{{kind}}{{r}}="{word}"' for key, word in quoted.items()}
    outcome, output, activity = is_a["outcome"], is_a["output"], is_a["activity"]
    number = (
        f'=IF({outcome},{{first_level}}{{r}}&"",IF({output},{{first_level}}{{r}}&"."&{{second_level}}{{r}},'
        f'IF({activity},{{first_level}}{{r}}&"."&{{second_level}}{{r}}&"."&{{third_level}}{{r}},"")))'
    )
    count_outcomes = f'=COUNTIF({{kind}}${{first}}:{{kind}}{{r}},"{quoted["outcome"]}")'
    second = f"=IF({outcome},0,N({{second_level}}{{above}})+IF({output},1,0))"
    third = f"=IF(OR({outcome},{output}),0,N({{third_level}}{{above}})+IF({activity},1,0))"
    count = f'=COUNTIF({{kind}}${{first}}:{{kind}}{{r}},"{quoted["activity"]}")'
    name = f'=IF({activity},LEFT({{number}}{{r}}&" "&{{title}}{{r}},200),"")'
    return (
        Slot("kind", "choice", say(msg("What it is")), choices=KINDS, width=18),
        Slot("number", "formula", say(msg("Number")), formula=number, width=10),
        Slot("title", "long_text", say(msg("Text")), width=60),
        Slot("unit", "short_text", say(msg("Unit")), width=14),
        Slot("baseline", "long_text", say(msg("Baseline"))),
        Slot("target", "long_text", say(msg("Target"))),
        Slot("means", "long_text", say(msg("Means of verification")), width=30),
        Slot("assumptions", "long_text", say(msg("Assumptions")), width=30),
        Slot("first_level", "formula", "1", formula=count_outcomes, is_hidden=True),
        Slot("second_level", "formula", "2", formula=second, is_hidden=True),
        Slot("third_level", "formula", "3", formula=third, is_hidden=True),
        Slot("count", "formula", "4", formula=count, is_hidden=True),
        Slot("name", "formula", "5", formula=name, is_hidden=True),
    )


def flat(outcomes: Iterable[Row]) -> Iterator[sheets.Row]:
    """Give every line of the table."""
    for outcome in outcomes:
        yield _line("outcome", outcome)
        yield from (_line("indicator", one) for one in outcome["indicators"])
        for output in outcome["outputs"]:
            yield _line("output", output)
            yield from (_line("indicator", one) for one in output["indicators"])
            yield from (_line("activity", one) for one in output["activities"])


def _line(kind: str, row: Row) -> sheets.Row:
    text = row["text"] if kind == "indicator" else row["title"]
    measures = {name: row[name] for name in MEASURES} if kind == "indicator" else {}
    return sheets.Row(f"{kind}:{row['id']}", {"kind": kind, "title": text, **measures})


@dataclass(frozen=True)
class Counted:
    """How many results of each level there are so far, and the number of a line: none for an indicator."""

    levels: tuple[int, int, int]
    activities: int
    number: str


def counted(kinds: Iterable[str]) -> Iterator[Counted]:
    """Count the lines of the table by their kinds, as the spreadsheet does."""
    first = second = third = count = 0
    for kind in kinds:
        first += kind == "outcome"
        second = 0 if kind == "outcome" else second + (kind == "output")
        third = 0 if kind in ("outcome", "output") else third + (kind == "activity")
        count += kind == "activity"
        shown = (first, second, third)[: _DEPTH.get(kind, 0)]
        yield Counted((first, second, third), count, ".".join(str(one) for one in shown))


def _with_numbers(rows: Iterable[sheets.Row]) -> Iterator[sheets.Row]:
    """With what the spreadsheet will count: for programs that do not calculate."""
    every = list(rows)
    for row, at in zip(every, counted(row.values["kind"] for row in every), strict=True):
        is_activity = row.values["kind"] == "activity"
        name = " ".join(f"{at.number} {row.values['title']}".split())[:200] if is_activity else ""
        levels = dict(zip(("first_level", "second_level", "third_level"), at.levels, strict=True))
        told = {**levels, "count": at.activities, "number": at.number, "name": name}
        yield sheets.Row(row.ident, {**row.values, **told})


def nested(lines: Iterable[RowRead]) -> tuple[list[Row], list[tuple[int, str, Message]]]:
    """Return the framework that the lines make up, and what did not fit: the line's row, the column, the reason."""
    outcomes: list[Row] = []
    misfits: list[tuple[int, str, Message]] = []
    result: Row | None = None  # the outcome or output that indicators belong to
    for line in lines:
        kind, row = line.values["kind"], _record(line)
        above = _above(kind, outcomes, result)
        if above is None:
            misfits.append((line.number, "kind", _HOMELESS[kind]))
            continue
        above.append(row)
        result = row if kind in ("outcome", "output") else result
        extra = [name for name in MEASURES if kind != "indicator" and line.values[name]]
        misfits += [(line.number, name, _ONLY_INDICATORS) for name in extra]
    return outcomes, misfits


def _above(kind: str, outcomes: list[Row], result: Row | None) -> list[Row] | None:
    """Return the list that a line of that kind goes into."""
    if kind == "outcome":
        return outcomes
    found: list[Row] | None = None
    if kind == "indicator" and result is not None:
        found = result["indicators"]
    elif kind == "output" and outcomes:
        found = outcomes[-1]["outputs"]
    elif kind == "activity" and outcomes and outcomes[-1]["outputs"]:
        found = outcomes[-1]["outputs"][-1]["activities"]
    return found


_HOMELESS: dict[str, Message] = {
    "": msg("Choose what this line is: the line was not taken."),
    "output": msg("There is no outcome above it: the line was not taken."),
    "activity": msg("There is no output above it: the line was not taken."),
    "indicator": msg("There is no outcome or output above it: the line was not taken."),
}
_ONLY_INDICATORS = msg("Only an indicator has this: it was not taken.")


def _record(line: RowRead) -> Row:
    kind = line.values["kind"]
    row = _SHAPES[kind].blank() if kind else {}
    known, _colon, identifier = line.ident.partition(":")
    row["id"] = identifier if known == kind else ""
    row["text" if kind == "indicator" else "title"] = line.values["title"]
    if kind == "indicator":
        row.update({name: line.values[name] for name in MEASURES})
    return row
