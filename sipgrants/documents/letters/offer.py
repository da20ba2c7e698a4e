"""The letter that the Board has approved an application: the award, its amount, its conditions, the answer-by date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose, deadline

SUBJECT = msg("Offer of an award")


@dataclass(frozen=True)
class Offer:
    """The Board's decision in figures. `requested` and `awarded` may differ; conditions may be none."""

    letter: Correspondence
    matter: Matter
    decision: str
    decided_on: date
    requested: Money
    awarded: Money
    conditions: Sequence[Content]
    recommendations: Sequence[Content]
    answer_by: datetime


def render(offer: Offer, language: Language) -> bytes:
    """Return the letter as PDF."""
    return compose(offer.letter, SUBJECT, lambda writer: _body(writer, offer), language, offer.matter)


def _body(writer: Writer, offer: Offer) -> None:
    language = writer.language
    writer.text(
        msg(
            "I am pleased to inform you that the Governing Board approved your application on %(day)s "
            "(decision %(decision)s).",
            day=language.day(offer.decided_on),
            decision=offer.decision,
        )
    )
    writer.facts(
        [
            (msg("Amount requested"), language.money(offer.requested)),
            (msg("Amount awarded"), language.money(offer.awarded)),
            (msg("Answer by"), deadline(language, offer.answer_by, offer.matter.zone)),
        ]
    )
    _list(writer, msg("The award is subject to these conditions:"), offer.conditions)
    _list(writer, msg("The Board also recommends:"), offer.recommendations)
    if offer.awarded < offer.requested:
        writer.text(
            msg(
                "As the amount awarded is less than the amount requested, please revise the workplan and the budget so "
                "that their total equals the amount awarded. The agreement is signed once the revised plan is approved."
            )
        )
    writer.text(
        msg(
            "Please accept or decline the award by the date given above. An offer that is not answered in time lapses. "
            "No expenditure may be charged to the award before the agreement is in force."
        )
    )


def _list(writer: Writer, lead: Content, entries: Sequence[Content]) -> None:
    if entries:
        writer.lead(lead)
        writer.items(entries)
