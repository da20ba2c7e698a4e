"""Which files are taken: told by what is in them, never by their name. Pure: bytes in, a sentence or nothing out.

It stands in `core` since letters, applications, agreements, reports and changes all take files and none of these rooms is
above all others; it knows nothing of grants: which kinds and how large is said by `Limits`. Never called in a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.media import office, pdfs, pictures, strangers
from sipgrants.core.media.office import DOCX, XLSX

MB = 1000 * 1000
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SHORT = {PDF: "PDF", DOCX: "Word", XLSX: "Excel", PNG: "PNG", JPEG: "JPEG"}
_ENDINGS = {PDF: (".pdf",), DOCX: (".docx",), XLSX: (".xlsx",), PNG: (".png",), JPEG: (".jpg", ".jpeg")}
_MAGIC = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_CHECKS = {
    PDF: pdfs.refusal,
    DOCX: office.refusal,
    XLSX: office.refusal,
    PNG: pictures.refuse_png,
    JPEG: pictures.refuse_jpeg,
}


@dataclass(frozen=True)
class Limits:
    """Which media types are taken, and how many bytes a file may have."""

    kinds: frozenset[str] = frozenset(SHORT)
    largest: int = 20 * MB


ANY = Limits()  # our default, no list of the Programme being published
ONLY_PDF = Limits(frozenset({PDF}), 10 * MB)


def media_type(data: bytes) -> str | None:
    """Return the media type that the content has, whether it is safe or not; None where it is not taken at all."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return office.media_type(data) if data.startswith(b"PK\x03\x04") else None


def problem(data: bytes, field: str = "file", limits: Limits = ANY) -> Problem | None:
    """Return what is wrong with a file by itself, and what to do."""
    reason = _refusal(data, limits)
    return Problem(field, reason) if reason else None


def too_large(limits: Limits = ANY) -> Message:
    """Return what is said of a file that is larger than `limits` allow."""
    return msg(
        "The file is larger than %(number)s MB: make it smaller, for example with fewer pictures.",
        number=limits.largest // MB,
    )


def _refusal(data: bytes, limits: Limits) -> Message | None:
    if not data:
        return msg("The file is empty.")
    if len(data) > limits.largest:
        return too_large(limits)
    kind = media_type(data)
    if kind in limits.kinds:
        return _CHECKS[kind](data)
    if limits.kinds == {PDF}:
        return msg("This is not a PDF. Save the letter as PDF and choose it again.")
    return office.stranger(data) or strangers.refusal(data)


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, at most 120 characters long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    short = f"{stem[: 119 - len(ending)]}{dot}{ending}" if dot and len(ending) < 8 else kept[:120]
    return short or "file"


def filed_name(name: str, kind: str) -> str:
    """Return the plain name with an ending that fits the content: what is a picture never leaves as `run.exe`."""
    plain, endings = plain_name(name), _ENDINGS[kind]
    return plain if plain.lower().endswith(endings) else plain_name(plain[:112].rstrip(". ") + endings[0])
