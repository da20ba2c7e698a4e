"""The letter that the Board has approved an application; the offer with its conditions and its date follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, begin, compose, end

SUBJECT = msg("Your application is approved")


@dataclass(frozen=True)
class Approved:
    """The Board's decision; `amount` is what it approved, which may be less than what was asked for."""

    letter: Correspondence
    matter: Matter
    decision: str
    decided_on: date
    amount: Money
    recommendations: Sequence[Content] = ()


def render(outcome: Approved, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        usual = msg(
            "I am pleased to inform you that the Governing Board approved your application on %(day)s "
            "(decision %(decision)s).",
            day=language.day(outcome.decided_on),
            decision=outcome.decision,
        )
        begin(writer, outcome.letter, usual)
        writer.facts([(msg("Amount approved"), language.money(outcome.amount))])
        if outcome.recommendations:
            writer.lead(msg("The Board also recommends:"))
            writer.items(outcome.recommendations)
        writer.text(
            msg(
                "The Secretariat will send you the offer of the award with its conditions and the date to answer by. "
                "No expenditure may be charged to the award before the agreement is in force."
            )
        )
        end(writer, outcome.letter, "")

    return compose(outcome.letter, SUBJECT, body, language, outcome.matter)
