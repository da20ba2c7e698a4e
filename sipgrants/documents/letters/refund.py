"""The letter that asks a Party for what it was paid and did not spend."""

from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("Request for a refund")


@dataclass(frozen=True)
class Request:
    """The figures of the award in US$ from the ledger, what is due back and by when."""

    letter: Correspondence
    matter: Matter
    agreement: str
    paid: Money
    refunded: Money
    accepted: Money
    due: Money
    due_by: date


def render(request: Request, language: Language) -> bytes:
    """Return the letter as PDF."""
    return compose(request.letter, SUBJECT, lambda writer: _body(writer, request), language, request.matter)


def _body(writer: Writer, request: Request) -> None:
    language = writer.language
    writer.text(
        msg(
            "Under agreement %(agreement)s the Programme paid more than the spending that it bears. Please return "
            "%(amount)s by %(day)s.",
            agreement=request.agreement,
            amount=language.money(request.due),
            day=language.day(request.due_by),
        )
    )
    writer.facts(
        [
            (msg("Paid"), language.money(request.paid)),
            (msg("Spending accepted"), language.money(request.accepted)),
            (msg("Refunded by the Party"), language.money(request.refunded)),
            (msg("Due back"), language.money(request.due)),
        ]
    )
    writer.text(
        msg(
            "Name the number of the agreement in the transfer, and write to the Secretariat when it is made. The finance "
            "officer confirms the deposit; only then can the award be closed."
        )
    )
