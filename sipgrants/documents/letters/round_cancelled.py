"""The letter that a round is cancelled and its applications with it."""

from dataclasses import dataclass

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.styles import QUOTE
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("The round is cancelled")


@dataclass(frozen=True)
class RoundCancelled:
    """The reason as the head gave it."""

    letter: Correspondence
    matter: Matter
    reason: Content


def render(cancelled: RoundCancelled, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        writer.text(
            msg("I regret to inform you that the round named above has been cancelled, for this reason:")
        )
        writer.text(cancelled.reason, QUOTE)
        writer.text(
            msg(
                "Your application has been withdrawn by the system. It remains readable to you, and you may use it as "
                "the beginning of an application in a later round."
            )
        )

    return compose(cancelled.letter, SUBJECT, body, language, cancelled.matter)
