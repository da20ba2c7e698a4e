"""The letter with the outcome of a reconsideration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("Outcome of the reconsideration you asked for")


@dataclass(frozen=True)
class Reconsidered:
    """`reinstated`: the application is eligible after all; otherwise the first finding stands. Reasons in either case.

    `asked_on` is None where nobody asked: the Secretariat found a mistake of its own.
    """

    letter: Correspondence
    matter: Matter
    asked_on: date | None
    reinstated: bool
    reasons: Sequence[Content]


def render(outcome: Reconsidered, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        if outcome.asked_on is not None:
            writer.text(
                msg(
                    "You asked on %(day)s that the finding on your application be reconsidered. An officer who had no "
                    "part in the first finding has examined your request.",
                    day=language.day(outcome.asked_on),
                )
            )
        else:
            writer.text(
                msg(
                    "An officer who had no part in the finding on your application has examined it again and has found "
                    "that it rested on a mistake, which the Secretariat regrets."
                )
            )
        if outcome.reinstated:
            writer.text(
                msg("Your application is eligible and takes its place in the round again. The reasons are:")
            )
        else:
            writer.text(msg("The finding stands: your application is not eligible. The reasons are:"))
        writer.items(outcome.reasons)

    return compose(outcome.letter, SUBJECT, body, language, outcome.matter)
