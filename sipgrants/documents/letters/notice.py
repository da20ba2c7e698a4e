"""The notices that an award is suspended or terminated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose


class NoticeKind(StrEnum):
    """What the notice does to the award."""

    SUSPENDED = "suspended"
    TERMINATED = "terminated"


SUBJECTS = {
    NoticeKind.SUSPENDED: msg("Notice of suspension"),
    NoticeKind.TERMINATED: msg("Notice of termination"),
}


@dataclass(frozen=True)
class Notice:
    """`steps` is what the Party is asked to do: to have the suspension lifted (until `cure_by`), or to settle the award;
    `payable` are the instalments that are still paid after a termination, by number.
    """

    letter: Correspondence
    matter: Matter
    kind: NoticeKind
    agreement: str
    effective: date
    reasons: Sequence[Content]
    steps: Sequence[Content]
    awarded: Money
    paid: Money
    cure_by: date | None = None
    payable: Sequence[tuple[int, Money]] = ()


def render(notice: Notice, language: Language) -> bytes:
    """Return the notice as PDF."""
    return compose(notice.letter, SUBJECTS[notice.kind], lambda w: _body(w, notice), language, notice.matter)


def _body(writer: Writer, notice: Notice) -> None:
    language = writer.language
    say = _suspended if notice.kind is NoticeKind.SUSPENDED else _terminated
    opening, effect, lead = say(notice, language)
    writer.text(opening)
    writer.items(notice.reasons)
    writer.facts(
        [
            (msg("Amount awarded"), language.money(notice.awarded)),
            (msg("Paid so far"), language.money(notice.paid)),
        ]
    )
    writer.text(effect)
    if notice.payable:
        writer.lead(msg("These instalments are still paid when what they wait for is there:"))
        payable = [
            (msg("Instalment %(number)s", number=one), language.money(amount))
            for one, amount in notice.payable
        ]
        writer.facts(payable)
    if notice.steps:
        writer.lead(lead)
        writer.items(notice.steps)


def _suspended(notice: Notice, language: Language) -> tuple[Message, Message, Message]:
    lead = msg("The suspension can be lifted once the following is done:")
    if notice.cure_by is not None:
        lead = msg(
            "The suspension can be lifted once the following is done, until %(day)s. After that day the award may be "
            "terminated:",
            day=language.day(notice.cure_by),
        )
    opening = msg(
        "This is notice that the award under agreement %(agreement)s is suspended from %(day)s, for these reasons:",
        agreement=notice.agreement,
        day=language.day(notice.effective),
    )
    effect = msg("While the award is suspended no payment is made and no new commitment may be entered into.")
    return opening, effect, lead


def _terminated(notice: Notice, language: Language) -> tuple[Message, Message, Message]:
    opening = msg(
        "This is notice that agreement %(agreement)s is terminated with effect from %(day)s, for these reasons:",
        agreement=notice.agreement,
        day=language.day(notice.effective),
    )
    effect = msg("From that day no new commitment may be entered into; what was not spent is to be refunded.")
    return opening, effect, msg("To settle the award, please:")
