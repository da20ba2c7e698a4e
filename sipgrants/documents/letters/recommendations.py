"""The letter with what the Board recommends to an applicant who was not successful, criterion by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.writer import Writer

from .layout import Correspondence, Matter, compose

SUBJECT = msg("Recommendations of the Governing Board on your application")


@dataclass(frozen=True)
class Recommendations:
    """`chapters`: (criterion, or empty for the whole; what is recommended, paragraph by paragraph)."""

    letter: Correspondence
    matter: Matter
    decision: str
    chapters: Sequence[tuple[Content, Sequence[Content]]]


def render(advice: Recommendations, language: Language) -> bytes:
    """Return the letter as PDF."""

    def body(writer: Writer) -> None:
        writer.text(
            msg(
                "With decision %(decision)s the Governing Board looked at your application by the criteria of the round. "
                "This is what it recommends for a revised application:",
                decision=advice.decision,
            )
        )
        for title, paragraphs in advice.chapters:
            if title:
                writer.lead(title)
            writer.items(paragraphs)
        writer.text(
            msg("The Secretariat is glad to advise you on how to take the recommendations into account.")
        )

    return compose(advice.letter, SUBJECT, body, language, advice.matter)
