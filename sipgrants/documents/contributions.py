"""The status of contributions and pledges to the Specific Trust Fund, as published every month.

Pledges, payments and help in kind stand side by side and are never added up with each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money, total

from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import TOTAL_ROW, Column, Row
from .kit.writer import Writer
from .plan import US_DOLLARS

KIND = msg("Status of contributions to the Specific Trust Fund")
_SUMS = (msg("Pledged"), msg("Received"), msg("Written off"), msg("Paid back"), msg("Outstanding"))


@dataclass(frozen=True)
class Gift:
    """A contribution: the donor's currency beside US dollars at the rate of the day; what is still outstanding."""

    donor: str
    year: str
    pledged: Money
    pledged_usd: Money
    received_usd: Money
    written_off_usd: Money = Money(0)
    refunded_usd: Money = Money(0)
    left: Money | None = None
    purpose: Content = ""

    def outstanding(self) -> Money:
        """Return what is still to come, as the ledger has it (`left`); else what was pledged but neither received nor
        written off, never below nothing.
        """
        if self.left is not None:
            return self.left
        left = self.pledged_usd - self.received_usd - self.written_off_usd
        return max(Money(0), left)


@dataclass(frozen=True)
class InKind:
    """Help in kind in words: never counted as money."""

    donor: str
    year: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line of a summary: a donor, a year, a round, and its sums in US dollars in the order of the summary's columns."""

    name: Content
    sums: Sequence[Money]


@dataclass(frozen=True)
class Contributions:
    """The status on a day. `by_donor` and `by_round` sum up pledged, received, written off, paid back, outstanding;
    `by_year` what was pledged and what arrived in it.
    """

    imprint: Imprint
    on: date
    gifts: Sequence[Gift]
    in_kind: Sequence[InKind] = ()
    by_donor: Sequence[Line] = ()
    by_year: Sequence[Line] = ()
    by_round: Sequence[Line] = ()


def render(contributions: Contributions, language: Language) -> bytes:
    """Return the statement as PDF."""
    writer = Writer(language, contributions.imprint)
    writer.title(KIND, msg("As at %(day)s", day=language.day(contributions.on)))
    gifts = contributions.gifts
    writer.facts(
        [
            (msg("Pledged"), language.money(total([g.pledged_usd for g in gifts]))),
            (msg("Received"), language.money(total([g.received_usd for g in gifts]))),
            (msg("Outstanding"), language.money(total([g.outstanding() for g in gifts]))),
        ]
    )
    writer.section(msg("Contributions and pledges"))
    _write_gifts(writer, gifts)
    in_year = (msg("Pledged in the year"), msg("Received in the year"))
    _write_sums(writer, msg("By donor"), msg("Donor"), _SUMS, contributions.by_donor)
    _write_sums(writer, msg("By year"), msg("Year"), in_year, contributions.by_year)
    _write_sums(writer, msg("By round"), msg("Meant for"), _SUMS, contributions.by_round)
    if contributions.in_kind:
        writer.section(msg("Contributions in kind"))
        columns = [Column(msg("Donor"), 1.2), Column(msg("Year"), 0.6), Column(msg("Contribution"), 3)]
        writer.table(columns, [Row((k.donor, k.year, k.text)) for k in contributions.in_kind])
        writer.note(msg("Contributions in kind are shown here and not counted as money."))
    writer.check()
    return writer.pdf(title=KIND, kind=KIND)


def _write_gifts(writer: Writer, gifts: Sequence[Gift]) -> None:
    columns = [
        Column(msg("Donor"), 1.6),
        Column(msg("Year"), 0.8),
        Column(msg("Pledged in the donor's currency"), figures=True),
        *(Column(head, figures=True) for head in _SUMS),
    ]
    amounts = [
        [g.pledged_usd, g.received_usd, g.written_off_usd, g.refunded_usd, g.outstanding()] for g in gifts
    ]
    amounts.append([total(list(column)) for column in zip(*amounts, strict=True)])
    language = writer.language
    figures = iter(language.figures([a for row in amounts for a in row]))
    rows = [
        Row((_donor(g, language), g.year, language.money(g.pledged), *(next(figures) for _ in _SUMS)))
        for g in gifts
    ]
    writer.table(columns, [*rows, Row((msg("Total"), "", "", *figures), TOTAL_ROW)] if gifts else [])
    writer.note(US_DOLLARS)
    writer.note(
        msg(
            "What is still outstanding is valued at the rate of the pledge or agreement, what came at that of its day."
        )
    )


def _write_sums(
    writer: Writer, title: Message, name: Message, heads: Sequence[Message], rows: Sequence[Line]
) -> None:
    if not rows:
        return
    writer.section(title)
    columns = [Column(name, 1.6), *(Column(head, figures=True) for head in heads)]
    figures = iter(writer.language.figures([amount for row in rows for amount in row.sums]))
    writer.table(
        columns, [Row((writer.language.text(row.name), *(next(figures) for _ in heads))) for row in rows]
    )
    writer.note(US_DOLLARS)


def _donor(gift: Gift, language: Language) -> str:
    purpose = language.text(gift.purpose)
    return f"{gift.donor} ({purpose})" if purpose else gift.donor
