"""Issuing a document: the row with its number and code at once, the PDF by the worker, once and for ever.

A stage registers for its kind of document who prints it:

    @issuing.printer("letter.reserve")
    def _print(document: IssuedDocument) -> bytes: ...

and calls `issue` inside its command. `then=` is called in the transaction that stores the PDF: to mail the link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sipgrants.core import audit, clock, files, outbox
from sipgrants.core.db import command, session
from sipgrants.core.files import Blob
from sipgrants.core.i18n import Message, msg
from sipgrants.documents import codes
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.page import Imprint
from sipgrants.documents.models import IssuedDocument
from sipgrants.lifecycle.actor import SYSTEM

PDF = "application/pdf"
Print = Callable[[IssuedDocument], bytes]
Then = Callable[[IssuedDocument], None]


@dataclass
class _House:
    """What only the edge knows: how messages are translated, where codes are checked, what every page says."""

    into: Callable[[str], Callable[[Message], str]] = lambda _locale: str
    verify_at: str = ""
    notice: Message | str = ""
    sender: tuple[str, ...] = ()


_house = _House()
_printers: dict[str, tuple[Print, Then | None]] = {}


def equip(
    into: Callable[[str], Callable[[Message], str]], base_url: str, demonstration: bool, office: str = ""
) -> None:
    """Tell the documents how to speak, where they are checked, whether they are only shown, and from where letters come.

    `office`: the lines of the Secretariat's address, with semicolons between them.
    """
    _house.sender = tuple(filter(None, (line.strip() for line in office.split(";"))))
    _house.into, _house.verify_at = into, f"{base_url}/verify"
    _house.notice = msg("Demonstration: not an official document") if demonstration else ""


def sender() -> tuple[str, ...]:
    """Return the Secretariat's address, line by line."""
    return _house.sender


def language(locale: str) -> Language:
    """Return the language in which a document is written."""
    return Language(locale, _house.into(locale))


def imprint(document: IssuedDocument | None, *, number: str = "") -> Imprint:
    """Return what stands at head and foot of an issued document; without one, of a draft."""
    if document is None:
        return Imprint(number, clock.now(), notice=_house.notice)
    return Imprint(
        document.number, document.created_at, document.code, _house.verify_at, notice=_house.notice
    )


def printer(kind: str, then: Then | None = None) -> Callable[[Print], Print]:
    """Register who prints documents of `kind`, outside any transaction."""

    def register(function: Print) -> Print:
        _printers[kind] = (function, then)
        return function

    return register


@command
def issue(
    kind: str,
    about: Any,
    *,
    number: str,
    title: str,
    locale: str,
    party_id: str | None = None,
    content_hash: str = "",
) -> IssuedDocument:
    """Issue a document about a record under a number that nobody else has; the worker prints it after the commit."""
    document = IssuedDocument(
        kind=kind,
        number=number,
        code=codes.new(),
        title=title,
        locale=locale,
        issued_on=clock.today(),
        about_type=about.subject_type,
        about_id=str(about.id),
        party_id=party_id,
        content_hash=content_hash,
    )
    session().add(document)
    session().flush()
    outbox.job("document.print", document_id=document.id)
    return document


@command
def attach(document: IssuedDocument, blob: Blob) -> None:
    """Keep the printed PDF; one that is there already is never replaced."""
    if document.file_id is not None:
        return
    name = f"{document.number.replace('/', '-')}.pdf"
    document.file_id = files.record(blob, name=name, media_type=PDF, by=SYSTEM).id
    audit.record("document.issue", document, SYSTEM, kind=document.kind, sha256=blob.sha256)
    then = _printers[document.kind][1]
    if then is not None:
        then(document)


@outbox.task("document.print")
def print_(document_id: str) -> None:
    """Print a document that has no file yet."""
    document = session().get_one(IssuedDocument, UUID(document_id))
    if document.file_id is None:
        attach(document, files.keep(_printers[document.kind][0](document)))
