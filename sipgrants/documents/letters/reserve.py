"""The letter that an application stands in reserve until a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, begin, compose, end

SUBJECT = msg("Your application is in reserve")


@dataclass(frozen=True)
class InReserve:
    """The reserve lasts until the end of `until`."""

    letter: Correspondence
    matter: Matter
    decision: str
    decided_on: date
    until: date
    recommendations: Sequence[Content] = ()


def render(reserve: InReserve, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        begin(
            writer,
            reserve.letter,
            msg(
                "The Governing Board considered your application on %(day)s and placed it in reserve "
                "(decision %(decision)s). It can be approved without a new application if funds become available.",
                day=language.day(reserve.decided_on),
                decision=reserve.decision,
            ),
        )
        writer.text(
            msg(
                "The reserve lasts until %(until)s. You will be told at once if the award can be made, and in any case "
                "when the reserve ends. You may withdraw the application at any time.",
                until=language.day(reserve.until),
            )
        )
        if reserve.recommendations:
            writer.lead(msg("The Board recommends:"))
            writer.items(reserve.recommendations)
        end(writer, reserve.letter, "")

    return compose(reserve.letter, SUBJECT, body, language, reserve.matter)
