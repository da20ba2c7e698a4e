"""The letter that closes an award, with the final settlement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.table import TOTAL_ROW, Column, Row
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("Closure of the award and final settlement")


@dataclass(frozen=True)
class Asset:
    """An item of equipment and what becomes of it."""

    name: str
    serial: str
    value: Money
    fate: Content


@dataclass(frozen=True)
class Settlement:
    """The figures of the award at closure, from the ledger.

    paid - refunded - written off - refunds still due = accepted spending - disallowed.
    """

    awarded: Money
    paid: Money
    refunded: Money
    written_off: Money
    accepted: Money
    disallowed: Money
    refunds_due: Money = Money(0)

    def net_paid(self) -> Money:
        """Return what the Party keeps of the payments."""
        return self.paid - self.refunded - self.written_off - self.refunds_due

    def net_accepted(self) -> Money:
        """Return the spending that the award bears."""
        return self.accepted - self.disallowed


@dataclass(frozen=True)
class Closure:
    """A closed award: its agreement, the day of closing, the settlement, the equipment."""

    letter: Correspondence
    matter: Matter
    agreement: str
    closed_on: date
    settlement: Settlement
    assets: Sequence[Asset] = ()
    note: str = ""


def render(closure: Closure, language: Language) -> bytes:
    """Return the letter as PDF."""
    return compose(closure.letter, SUBJECT, lambda writer: _body(writer, closure), language, closure.matter)


def _body(writer: Writer, closure: Closure) -> None:
    writer.text(
        msg(
            "All reports under agreement %(agreement)s have been accepted and the balance is settled. The award was "
            "closed on %(day)s with these figures:",
            agreement=closure.agreement,
            day=writer.language.day(closure.closed_on),
        )
    )
    _write_settlement(writer, closure.settlement)
    if closure.assets:
        writer.lead(msg("Equipment bought from the award:"))
        _write_assets(writer, closure.assets)
    if closure.note:
        writer.text(msg("Equipment: %(note)s", note=closure.note))
    writer.text(
        msg(
            "Please keep the accounts and supporting documents of the project available for audit as the agreement says."
        )
    )
    writer.text(msg("The Secretariat thanks you and all who took part in the project."))


def _write_settlement(writer: Writer, settlement: Settlement) -> None:
    lines = [
        (msg("Amount awarded"), settlement.awarded),
        (msg("Paid"), settlement.paid),
        (msg("Refunded by the Party"), settlement.refunded),
        (msg("Written off"), settlement.written_off),
        (msg("Refunds still due"), settlement.refunds_due),
        (msg("Net paid"), settlement.net_paid()),
        (msg("Spending accepted"), settlement.accepted),
        (msg("Disallowed"), settlement.disallowed),
        (msg("Spending the award bears"), settlement.net_accepted()),
        (msg("Balance"), settlement.net_paid() - settlement.net_accepted()),
    ]
    figures = writer.language.figures([amount for _, amount in lines])
    rows = [Row((label, figure)) for (label, _), figure in zip(lines, figures, strict=True)]
    rows[-1] = Row(rows[-1].cells, TOTAL_ROW)
    writer.table([Column(msg("Settlement"), 3), Column(msg("US dollars"), figures=True)], rows)


def _write_assets(writer: Writer, assets: Sequence[Asset]) -> None:
    columns = [
        Column(msg("Item"), 2),
        Column(msg("Serial number"), 1.3),
        Column(msg("Value"), figures=True),
        Column(msg("What becomes of it"), 2),
    ]
    figures = writer.language.figures([asset.value for asset in assets])
    writer.table(columns, [Row((a.name, a.serial, f, a.fate)) for a, f in zip(assets, figures, strict=True)])
