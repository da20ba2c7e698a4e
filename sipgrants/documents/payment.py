"""The payment request and authorization of an instalment: requested, certified, approved, paid, by whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import Column, Row
from .kit.writer import Writer

KIND = msg("Payment request and authorization")
OPEN = msg("Not yet")


@dataclass(frozen=True)
class Act:
    """A step of the payment: who did it, as what, when; a reference (vendor record, certificate) where it has one."""

    step: Content
    name: str = ""
    capacity: Content = ""
    at: datetime | None = None
    reference: str = ""


@dataclass(frozen=True)
class Payment:
    """An instalment on its way. `conditions` are what it waited for and whether met, in words.

    `acts` are request, certification, approval, payment, acknowledgement in order; those not yet done have no moment.
    No bank data is printed: the vendor record is named by its reference.
    """

    imprint: Imprint
    agreement: str
    title: str
    party: str
    payee: str
    vendor_reference: str
    instalment: int
    instalments: int
    amount: Money
    awarded: Money
    paid_before: Money
    conditions: Sequence[tuple[Content, Content]]
    acts: Sequence[Act]
    payment_reference: str = ""
    paid_on: date | None = None


def render(payment: Payment, language: Language) -> bytes:
    """Return the request with its authorization as PDF."""
    writer = Writer(language, payment.imprint)
    writer.title(KIND, payment.title)
    writer.facts(_facts(payment, language))
    writer.section(msg("Conditions of the instalment"), label="")
    columns = [Column(msg("Condition"), 2), Column(msg("State"), 1.5)]
    writer.table(columns, [Row(condition) for condition in payment.conditions])
    writer.section(msg("Authorization"), label="")
    _write_acts(writer, payment.acts)
    writer.note(
        msg(
            "Request, certification and approval are acts of three different persons, recorded by the system with name "
            "and time; they stand in place of signatures."
        )
    )
    writer.check()
    return writer.pdf(title=KIND, kind=KIND)


def _facts(payment: Payment, language: Language) -> list[tuple[Content, Content]]:
    number = msg("%(number)s of %(total)s", number=payment.instalment, total=payment.instalments)
    return [
        (msg("Agreement number"), payment.agreement),
        (msg("Party"), payment.party),
        (msg("Payee"), payment.payee),
        (msg("Vendor record"), payment.vendor_reference),
        (msg("Instalment"), number),
        (msg("Amount of this payment"), language.money(payment.amount)),
        (msg("Amount of the award"), language.money(payment.awarded)),
        (msg("Paid before"), language.money(payment.paid_before)),
        (
            msg("Left after this payment"),
            language.money(payment.awarded - payment.paid_before - payment.amount),
        ),
        (msg("Payment reference"), payment.payment_reference or OPEN),
        (msg("Paid on"), language.day(payment.paid_on) if payment.paid_on else OPEN),
    ]


def _write_acts(writer: Writer, acts: Sequence[Act]) -> None:
    columns = [
        Column(msg("Step"), 1.2),
        Column(msg("Name"), 1.5),
        Column(msg("Capacity"), 1.5),
        Column(msg("When (UTC)"), 1.5),
        Column(msg("Reference"), 1.2),
    ]
    moment = writer.language.moment
    writer.table(
        columns,
        [Row((a.step, a.name, a.capacity, moment(a.at) if a.at else OPEN, a.reference)) for a in acts],
    )
