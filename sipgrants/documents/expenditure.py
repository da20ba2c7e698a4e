"""The expenditure statement: budget, spending of the period and in all, balance, by budget class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money, total

from .files import FileEntry, write_files
from .kit.blocks import Signatory
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer
from .plan import US_DOLLARS
from .progress_report import Chapter, write_chapters

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
    """A rate used: so many units of local currency for one US dollar, from where, for which days; beside it the UN's
    operational rate of the period, and why another one was used.
    """

    currency: str
    rate: Decimal
    source: str
    period: str
    un: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Local:
    """What was spent on a line in another currency, at which rate, and what that is in US dollars."""

    line: Content
    currency: str
    amount: Decimal
    rate: Decimal
    dollars: Money
    un: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Advance:
    """What was paid and what of it is spent."""

    paid: Money
    spent: Money


@dataclass(frozen=True)
class Statement:
    """Spending under an agreement in a period, by budget class and (`by_line`) by budget line. `opinion` is the auditor's
    or certifying officer's in a final statement; `chapters` are the other questions and answers.
    """

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
    by_line: Sequence[Spending] = ()
    local: Sequence[Local] = ()
    chapters: Sequence[Chapter] = ()
    files: Sequence[FileEntry] = ()


def render(statement: Statement, language: Language) -> bytes:
    """Return the statement as PDF."""
    kind = FINAL if statement.final else KIND
    writer = Writer(language, statement.imprint)
    writer.title(kind, statement.title)
    write_statement(writer, statement)
    write_chapters(writer, statement.chapters)
    if statement.files:
        writer.section(msg("Files"))
        write_files(writer, statement.files)
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
    _write_lines(writer, msg("Budget class"), statement.lines)
    if statement.by_line:
        writer.lead(msg("By budget line"))
        _write_lines(writer, msg("Budget line"), statement.by_line)
    _write_local(writer, statement.local)
    _write_rates(writer, statement.rates)
    if statement.opinion:
        writer.lead(msg("Opinion of the auditor"))
        writer.own_words(statement.opinion)


def _write_lines(writer: Writer, title: Content, lines: Sequence[Spending]) -> None:
    heads = (msg("Budget"), msg("Before"), msg("This period"), msg("To date"), msg("Balance"))
    columns = [Column(title, 2), *(Column(head, figures=True) for head in heads)]
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


def _write_local(writer: Writer, local: Sequence[Local]) -> None:
    if not local:
        return
    writer.lead(msg("Spent in another currency"))
    columns = [
        Column(msg("Budget line"), 2),
        Column(msg("Currency")),
        Column(msg("Amount"), figures=True),
        Column(msg("Units for US$ 1"), figures=True),
        Column(msg("UN rate"), 1.2),
        Column(msg("US dollars"), figures=True),
        Column(msg("Reason"), 1.4),
    ]
    number, money = writer.language.number, iter(writer.language.figures([one.dollars for one in local]))
    rows = [
        Row(
            (
                one.line,
                one.currency,
                number(one.amount, _places(one.amount)),
                number(one.rate, _places(one.rate)),
                one.un,
                next(money),
                one.reason,
            )
        )
        for one in local
    ]
    writer.table(columns, rows)


def _places(figure: Decimal) -> int:
    return max(2, -int(figure.as_tuple().exponent))


def _write_rates(writer: Writer, rates: Sequence[Rate]) -> None:
    if not rates:
        return
    writer.lead(msg("Rates of exchange used"))
    columns = [
        Column(msg("Currency")),
        Column(msg("Units for US$ 1"), figures=True),
        Column(msg("Period"), 1.5),
        Column(msg("UN rate"), 1.2),
        Column(msg("Source"), 1.5),
        Column(msg("Reason"), 1.3),
    ]
    number = writer.language.number
    rows = [
        Row((r.currency, number(r.rate, _places(r.rate)), r.period, r.un, r.source, r.reason)) for r in rates
    ]
    writer.table(columns, rows)
