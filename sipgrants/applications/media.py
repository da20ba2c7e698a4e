"""Which files an application takes: told by what is in them, never by their name.

Our default (no list of the Programme is published): PDF, Word and Excel without macros, PNG and JPEG; 20 MB a file, 100 MB
an application.
"""

from __future__ import annotations

import io
import zipfile

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg

MB = 1000 * 1000
LARGEST = 20 * MB
LARGEST_IN_ALL = 100 * MB
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHORT = {PDF: "PDF", DOCX: "Word", XLSX: "Excel", "image/png": "PNG", "image/jpeg": "JPEG"}
_MAGIC = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type(data: bytes) -> str | None:
    """Return the media type of a file that is taken, or None."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _office(data) if data.startswith(b"PK\x03\x04") else None


def problem(data: bytes, field: str = "file") -> Problem | None:
    """Return what is wrong with a file by itself, and what to do."""
    reason = _refusal(data)
    return Problem(field, reason) if reason else None


def _refusal(data: bytes) -> Message | None:
    if not data:
        return msg("The file is empty.")
    if len(data) > LARGEST:
        return msg("The file is larger than 20 MB: make it smaller, for example with fewer pictures.")
    if media_type(data):
        return None
    if data.startswith(_OLD_OFFICE):
        return msg(
            "This is an old or protected Office file: save it without a password as Word, Excel or PDF."
        )
    if data.startswith(b"PK\x03\x04") and _has_macros(data):
        return msg("The file holds macros: save it without macros, or as PDF.")
    return msg("This kind of file is not taken. Send PDF, Word (.docx), Excel (.xlsx), PNG or JPEG.")


def _names(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def _has_macros(data: bytes) -> bool:
    return any(name.endswith("vbaProject.bin") for name in _names(data))


def _office(data: bytes) -> str | None:
    names = _names(data)
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, at most 120 characters long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    short = f"{stem[: 119 - len(ending)]}{dot}{ending}" if dot and len(ending) < 8 else kept[:120]
    return short or "file"
