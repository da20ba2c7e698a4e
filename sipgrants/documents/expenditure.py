"""The expenditure statement: budget, spending of the period and in all, balance, by budget class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money, total

from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer
from .plan import US_DOLLARS

KIND = msg("Expenditure statement")
FINAL = msg("Final statement of expenditure")


@dataclass(frozen=True)
class Spending:
    """A line of the statement in US dollars: budget, spent before the period, spent in the period; the difference said."""

    line: Content
    budget: Money
    before: Money
    period: Money
    explanation: str = ""

    def to_date(self) -> Money:
        """Return the spending from the start to the end of the period."""
        return self.before + self.period

    def balance(self) -> Money:
        """Return what is left of the line."""
        return self.budget - self.to_date()


@dataclass(frozen=True)
class Rate:
    """A rate used: so many units of local currency for one US dollar, from where, for which days."""

    currency: str
    rate: Decimal
    source: str
    period: str


@dataclass(frozen=True)
class Advance:
    """What was paid and what of it is spent."""

    paid: Money
    spent: Money


@dataclass(frozen=True)
class Statement:
    """Spending under an agreement in a period. `opinion` is the auditor's or certifying officer's in a final statement."""

    imprint: Imprint
    agreement: str
    title: str
    party: str
    starts: date
    ends: date
    lines: Sequence[Spending]
    advance: Advance
    rates: Sequence[Rate]
    certified_by: Signatory
    final: bool = False
    opinion: str = ""


def render(statement: Statement, language: Language) -> bytes:
    """Return the statement as PDF."""
    kind = FINAL if statement.final else KIND
    writer = Writer(language, statement.imprint)
    writer.title(kind, statement.title)
    write_statement(writer, statement)
    writer.text(
        msg(
            "I certify that the expenditure shown was incurred for the project, as the agreement says, and is supported "
            "by documents that are kept for audit."
        )
    )
    writer.signatures([statement.certified_by])
    return writer.pdf(title=kind, kind=kind)


def write_statement(writer: Writer, statement: Statement) -> None:
    """Write the figures: also a part of the final report."""
    language = writer.language
    writer.facts(
        [
            (msg("Agreement number"), statement.agreement),
            (msg("Party"), statement.party),
            (msg("Period"), language.days(statement.starts, statement.ends)),
            (msg("Paid so far"), language.money(statement.advance.paid)),
            (msg("Spent so far"), language.money(statement.advance.spent)),
            (
                msg("Unspent balance of the payments"),
                language.money(statement.advance.paid - statement.advance.spent),
            ),
        ]
    )
    _write_lines(writer, statement.lines)
    _write_rates(writer, statement.rates)
    if statement.opinion:
        writer.lead(msg("Opinion of the auditor"))
        writer.own_words(statement.opinion)


def _write_lines(writer: Writer, lines: Sequence[Spending]) -> None:
    heads = (msg("Budget"), msg("Before"), msg("This period"), msg("To date"), msg("Balance"))
    columns = [Column(msg("Budget class"), 2), *(Column(head, figures=True) for head in heads)]
    amounts = [[s.budget, s.before, s.period, s.to_date(), s.balance()] for s in lines]
    amounts.append([total(list(column)) for column in zip(*amounts, strict=True)])
    figures = iter(writer.language.figures([a for row in amounts for a in row]))
    rows = [Row((s.line, *(next(figures) for _ in heads))) for s in lines]
    writer.table(columns, [*rows, Row((msg("Total"), *figures), TOTAL_ROW)] if lines else [])
    writer.note(US_DOLLARS)
    explained = [(s.line, s.explanation) for s in lines if s.explanation]
    if explained:
        writer.lead(msg("Explanation of differences"))
        writer.facts(explained)


def _write_rates(writer: Writer, rates: Sequence[Rate]) -> None:
    if not rates:
        return
    writer.lead(msg("Rates of exchange used"))
    columns = [
        Column(msg("Currency")),
        Column(msg("Units for US$ 1"), figures=True),
        Column(msg("Period"), 1.5),
        Column(msg("Source"), 2),
    ]
    number = writer.language.number
    rows = [
        Row((r.currency, number(r.rate, max(2, -int(r.rate.as_tuple().exponent))), r.period, r.source))
        for r in rates
    ]
    writer.table(columns, rows)
