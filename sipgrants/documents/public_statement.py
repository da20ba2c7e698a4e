"""The Co-Chairs' public statement on the outcome of a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer

KIND = msg("Statement of the Co-Chairs of the Governing Board")


@dataclass(frozen=True)
class Approved:
    """A project that was approved: its title, its Parties (the lead first), the amount decided on."""

    title: str
    parties: str
    amount: Money


@dataclass(frozen=True)
class PublicStatement:
    """What the Co-Chairs say, and the figures of the record beside it. `chairs`: the offices that adopted it."""

    imprint: Imprint
    round_name: Content
    day: date
    opening: Sequence[Content]
    closing: Sequence[Content]
    considered: int
    approved: Sequence[Approved]
    reserve: int
    not_approved: int
    total: Money
    meetings: Sequence[str]
    chairs: Sequence[str]


def render(statement: PublicStatement, language: Language) -> bytes:
    """Return the statement as PDF."""
    writer = Writer(language, statement.imprint)
    writer.title(KIND, statement.round_name)
    writer.text(language.day(statement.day))
    for paragraph in statement.opening:
        writer.text(paragraph)
    writer.facts(
        [
            (msg("Applications considered"), str(statement.considered)),
            (msg("Approved"), str(len(statement.approved))),
            (msg("In reserve"), str(statement.reserve)),
            (msg("Not approved"), str(statement.not_approved)),
            (msg("Amount approved"), language.money(statement.total)),
            (msg("Decided in"), ", ".join(statement.meetings)),
        ]
    )
    if statement.approved:
        _write_approved(writer, statement)
    for paragraph in statement.closing:
        writer.text(paragraph)
    writer.text(msg("Adopted by the Co-Chairs: %(names)s", names="; ".join(statement.chairs)))
    writer.check()
    return writer.pdf(title=KIND, kind=KIND)


def _write_approved(writer: Writer, statement: PublicStatement) -> None:
    columns = [
        Column(msg("Project"), 3),
        Column(msg("Parties"), 1.6),
        Column(msg("US dollars"), figures=True),
    ]
    figures = writer.language.figures([*(one.amount for one in statement.approved), statement.total])
    rows = [
        Row((one.title, one.parties, figure))
        for one, figure in zip(statement.approved, figures, strict=False)
    ]
    writer.table(columns, [*rows, Row((msg("Total"), "", figures[-1]), TOTAL_ROW)])
