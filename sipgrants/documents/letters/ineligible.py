"""The letter that an application is not eligible, with the reasons and the way to ask for reconsideration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, begin, compose, end

SUBJECT = msg("Your application is not eligible")


@dataclass(frozen=True)
class Ineligible:
    """Each reason is one criterion that was not met; `reconsider_by` None where no reconsideration is offered."""

    letter: Correspondence
    matter: Matter
    reasons: Sequence[Content]
    reconsider_by: datetime | None = None


def render(found: Ineligible, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        begin(
            writer,
            found.letter,
            msg(
                "Thank you for your application to the Specific International Programme. The Secretariat has examined "
                "it against the conditions of the round and has found that it is not eligible, for these reasons:"
            ),
        )
        writer.items(found.reasons)
        writer.text(
            msg("The application will therefore not be placed before the Governing Board in this round.")
        )
        if found.reconsider_by:
            writer.text(
                msg(
                    "If you consider that this rests on a mistake, you may ask in writing for reconsideration, giving "
                    "your reasons, until %(moment)s.",
                    moment=language.moment(found.reconsider_by, found.matter.zone),
                )
            )
        usual = msg("The Secretariat is glad to advise you on an application in a later round.")
        end(writer, found.letter, usual)

    return compose(found.letter, SUBJECT, body, language, found.matter)
