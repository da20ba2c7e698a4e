"""The layout all letters share: letterhead, reference and date, addressee, subject, text, signature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.kit.columns import Columns
from sipgrants.documents.kit.language import Content, Language
from sipgrants.documents.kit.page import CONVENTION, PROGRAMME, SECRETARIAT, Imprint
from sipgrants.documents.kit.styles import ADDRESS, ADDRESS_STRONG, LETTERHEAD, LETTERHEAD_SMALL, SUBJECT
from sipgrants.documents.kit.text import Text
from sipgrants.documents.kit.writer import Writer

UNEP = msg("United Nations Environment Programme")


@dataclass(frozen=True)
class Correspondence:
    """What any letter needs beside its matter.

    `sender` is the Secretariat's address line by line, `recipient` the addressee's (ministry, street, country),
    `signed` what stands in place of ink where the letter was signed in the system, `copies` who else receives it.
    `opening` and `closing`: paragraphs of the round's own, instead of the usual first and last one.
    """

    imprint: Imprint
    day: date
    recipient_name: str
    recipient_function: str
    recipient: Sequence[str]
    signatory: str
    signatory_function: Content
    sender: Sequence[str] = ()
    signed: Content = ""
    copies: Sequence[str] = ()
    opening: Sequence[str] = ()
    closing: Sequence[str] = ()


@dataclass(frozen=True)
class Matter:
    """The application or project a letter speaks of. `moment` formatting uses `zone`, the reader's (IANA name)."""

    reference: str
    title: str
    party: str
    round_name: Content
    partners: Sequence[str] = ()
    zone: str = "UTC"


def compose(
    letter: Correspondence,
    subject: Content,
    body: Callable[[Writer], None],
    language: Language,
    matter: Matter | None = None,
) -> bytes:
    """Return a letter as PDF; `body` writes what stands between the salutation and the closing."""
    writer = Writer(language, letter.imprint)
    _head(writer, letter)
    _addressee(writer, letter)
    writer.text(subject, SUBJECT)
    if matter:
        writer.facts(_facts(matter))
    writer.text(_salutation(letter))
    body(writer)
    writer.text(msg("Yours sincerely,"))
    writer.signatures(
        [Signatory(SECRETARIAT, letter.signatory, letter.signatory_function, letter.signed)], keep=2
    )
    if letter.copies:
        writer.note(msg("Copy to: %(names)s", names="; ".join(letter.copies)))
    writer.check()
    return writer.pdf(title=subject, kind=msg("Letter"), masthead=True)


def begin(writer: Writer, letter: Correspondence, usual: Content) -> None:
    """Write the round's own opening, or the usual one."""
    for paragraph in letter.opening or (usual,):
        writer.text(paragraph)


def end(writer: Writer, letter: Correspondence, usual: Content) -> None:
    """Write the round's own closing, or the usual one (none where that is empty)."""
    for paragraph in letter.closing or (usual,):
        if paragraph:
            writer.text(paragraph)


def deadline(language: Language, moment: datetime, zone: str) -> str:
    """Return a deadline for a table: in the reader's zone and, on a line of its own, in UTC."""
    utc = language.moment(moment)
    return utc if zone == "UTC" else f"{language.moment(moment, zone)}\n{utc}"


def _head(writer: Writer, letter: Correspondence) -> None:
    language = writer.language
    start = [Text(PROGRAMME, language, LETTERHEAD), Text(CONVENTION, language, LETTERHEAD_SMALL)]
    lines: list[Content] = [UNEP, SECRETARIAT, *letter.sender]
    end = [Text(line, language, LETTERHEAD_SMALL) for line in lines]
    writer.put(Columns(start, end, share=0.56, rules=(0, 1.2)))


def _addressee(writer: Writer, letter: Correspondence) -> None:
    language = writer.language
    start = [Text(letter.recipient_name, language, ADDRESS_STRONG)]
    start += [
        Text(line, language, ADDRESS) for line in (letter.recipient_function, *letter.recipient) if line
    ]
    reference = msg("Reference: %(number)s", number=letter.imprint.number)
    end = [Text(language.day(letter.day), language, ADDRESS), Text(reference, language, ADDRESS)]
    writer.space(10)
    writer.put(Columns(start, end, share=0.56))
    writer.space(6)


def _salutation(letter: Correspondence) -> Content:
    return msg("Dear %(name)s,", name=letter.recipient_name)


def _facts(matter: Matter) -> list[tuple[Content, Content]]:
    facts: list[tuple[Content, Content]] = [
        (msg("Reference"), matter.reference),
        (msg("Project title"), matter.title),
        (msg("Lead Party"), matter.party),
    ]
    if matter.partners:
        facts.append((msg("Partner Parties"), ", ".join(matter.partners)))
    return [*facts, (msg("Round"), matter.round_name)]
