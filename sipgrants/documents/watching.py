"""The portfolio on paper: the figures, the curve as the page draws it with its table, the lists, and the method."""

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
from .kit.table import Column, Row
from .kit.writer import Writer
from .plan import US_DOLLARS

KIND = msg("Watching the portfolio")


@dataclass(frozen=True)
class Table:
    """A table with its title: cells are texts, messages, `Money` (US$), days, numbers; None stays empty. `before` stands
    above it, `notes` below.
    """

    title: Message
    heads: Sequence[Message]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float]
    before: Sequence[Message] = ()
    notes: Sequence[Message] = ()
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Portfolio:
    """The portfolio on a day. `narrowed`: to what, in words; `facts`: the figures above everything."""

    imprint: Imprint
    on: date
    facts: Sequence[tuple[Message, Content]]
    tables: Sequence[Table]
    narrowed: Sequence[tuple[Message, Content]] = ()


def render(portfolio: Portfolio, language: Language) -> bytes:
    """Return it as PDF."""
    writer = Writer(language, portfolio.imprint)
    writer.title(KIND, msg("As at %(day)s", day=language.day(portfolio.on)))
    writer.facts([*portfolio.narrowed, *portfolio.facts])
    for table in portfolio.tables:
        write_table(writer, table)
    return writer.pdf(title=KIND, kind=KIND)


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
