"""A table as data, with what stands around it: the same rows for paper and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money

from .kit.drawing import Drawing
from .kit.figure import Figure
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer
from .plan import US_DOLLARS


@dataclass(frozen=True)
class Table:
    """A table with its title: cells are texts, messages, `Money` (US$), days, numbers; None stays empty. `widths` are
    for paper, `before` stands above it, `notes` below; the last of the rows may be their `is_totalled` sum.
    """

    title: Message
    heads: Sequence[Message]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float]
    before: Sequence[Message] = ()
    notes: Sequence[Message] = ()
    drawing: Drawing | None = None
    is_totalled: bool = False


@dataclass(frozen=True)
class Tables:
    """A paper that is made of tables, as at a day. `facts`: what stands above them."""

    imprint: Imprint
    title: Message
    on: date
    facts: Sequence[tuple[Message, Content]]
    tables: Sequence[Table]


def render(paper: Tables, language: Language) -> bytes:
    """Return it as PDF."""
    writer = Writer(language, paper.imprint)
    writer.title(paper.title, msg("As at %(day)s", day=language.day(paper.on)))
    writer.facts(paper.facts)
    for table in paper.tables:
        write_table(writer, table)
    return writer.pdf(title=paper.title, kind=paper.title)


def write_table(writer: Writer, table: Table) -> None:
    """Add a section with a drawing, if there is one, and the table that says the same."""
    language = writer.language
    writer.section(table.title)
    for text in table.before:
        writer.text(text)
    if table.drawing is not None and table.drawing.strokes:
        writer.put(Figure(table.drawing, language))
    amounts = [cell for row in table.rows for cell in row if isinstance(cell, Money)]
    figures = iter(language.figures(amounts))
    rows = [
        Row(tuple(next(figures) if isinstance(cell, Money) else _shown(cell, language) for cell in row))
        for row in table.rows
    ]
    if table.is_totalled and rows:
        rows[-1] = Row(rows[-1].cells, TOTAL_ROW)
    columns = [
        Column(head, width, figures=_is_figure(table.rows, place))
        for place, (head, width) in enumerate(zip(table.heads, table.widths, strict=True))
    ]
    writer.table(columns, rows)
    if amounts:
        writer.note(US_DOLLARS)
    for text in table.notes:
        writer.note(text)


def _is_figure(rows: Sequence[Sequence[object]], place: int) -> bool:
    return any(isinstance(row[place], Money | int | Decimal) for row in rows)


def _shown(cell: object, language: Language) -> Content:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return language.day(cell)
    if isinstance(cell, Decimal):
        places = max(-int(cell.as_tuple().exponent), 0)
        return language.number(cell, places)
    return (
        language.number(cell) if isinstance(cell, int) else cell if isinstance(cell, Message) else str(cell)
    )
