"""What is not taken, by name: who knows what the file is, knows what to save it as."""

from sipgrants.core.i18n import Message, msg

_PROGRAM = msg("This is a program or a script: programs are not taken. Attach a document or a picture.")
_ARCHIVE = msg("This is an archive: unpack it and attach its documents one by one.")
_PICTURE = msg("This kind of picture is not taken: save it as PNG or JPEG.")
_PAGE = msg("This is a web page: print it to PDF and attach that.")
_DRAWING = msg("This is an SVG drawing, which may hold scripts: save it as PNG or PDF.")
_OLD = msg("This is an old or protected Office file: save it without a password as Word, Excel or PDF.")
_RICH = msg("This is a rich text file (RTF): save it as Word (.docx) or PDF.")
_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"<?php", _PROGRAM),
    (b"PK\x03\x04", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"{\\rtf", _RICH),
)
_HIDDEN_PDF = msg(
    "This PDF does not begin as a PDF does: open it, print or save it as PDF anew, and attach that."
)


def refusal(data: bytes) -> Message:
    """Return why a file of none of the kinds is not taken, and what would be."""
    for start, reason in _STARTS:
        if data.startswith(start):
            return reason
    return _text(data) or msg(
        "This kind of file is not taken. Send PDF, Word (.docx), Excel (.xlsx), PNG or JPEG."
    )


def _text(data: bytes) -> Message | None:
    head = data[:4096].lower().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    plain = head.replace(b"\x00", b"")  # UTF-16 is text too
    if b"<svg" in plain:
        return _DRAWING
    if any(mark in plain for mark in (b"<html", b"<!doctype html", b"<script", b"<body", b"<iframe")):
        return _PAGE
    if b"ftyphei" in plain or b"ftypavif" in plain or b"ftypmif1" in plain:
        return _PICTURE
    return _HIDDEN_PDF if b"%pdf-" in head[:1100] else None
