"""The letter that the Board has not approved an application, with its recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, begin, compose, end

SUBJECT = msg("Decision of the Governing Board on your application")


@dataclass(frozen=True)
class NotApproved:
    """`from_reserve`: the application stood in reserve, and the reserve's date has passed or funds did not suffice."""

    letter: Correspondence
    matter: Matter
    decision: str
    decided_on: date
    recommendations: Sequence[Content]
    from_reserve: bool = False


def render(outcome: NotApproved, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        facts = {"day": language.day(outcome.decided_on), "decision": outcome.decision}
        if outcome.from_reserve:
            # The round's own words speak of a decision of its Board; here its time has simply passed.
            writer.text(
                msg(
                    "By decision %(decision)s your application was placed in reserve. The time of the reserve ended on "
                    "%(day)s without funds becoming available, and the application could not be approved.",
                    **facts,
                )
            )
        else:
            usual = msg(
                "The Governing Board considered your application on %(day)s and regrets that it could not approve "
                "it in this round (decision %(decision)s).",
                **facts,
            )
            begin(writer, outcome.letter, usual)
        if outcome.recommendations:
            writer.lead(msg("The Board recommends:"))
            writer.items(outcome.recommendations)
        usual = msg(
            "You are welcome to submit a revised application in a later round. The Secretariat is glad to advise "
            "you on how to take the recommendations into account."
        )
        end(writer, outcome.letter, usual)

    return compose(outcome.letter, SUBJECT, body, language, outcome.matter)
