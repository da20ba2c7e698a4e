"""Pictures: read piece by piece to their end, never painted. What follows the end is not part of the picture."""

import re
import struct
import zlib

from sipgrants.core.i18n import Message, msg

MOST_PIXELS = 120_000_000  # of a good telephone, and some more; painted, four bytes each
MOST_CHUNKS = 100_000
_PNG_START = 8
_FILL = re.compile(rb"\xff+")
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_SEGMENTS = frozenset(range(0xC0, 0xF0)) | {0xFE}
_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

_BROKEN = msg("This picture is damaged or cut off: save it anew, or send it again, and choose that file.")
_HUGE = msg("This picture has too many pixels: save it in a smaller size.")
_BEHIND = msg(
    "Something else is hidden behind the end of this picture: open it, save it anew as PNG or JPEG, and choose that file."
)


def refuse_png(data: bytes) -> Message | None:
    """Return why a PNG is not taken: a chunk that is not whole, too many pixels, something behind its end."""
    seen: list[bytes] = []
    at = _PNG_START
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 4 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(seen) > MOST_CHUNKS or len(check) < 4 or zlib.crc32(body) != int.from_bytes(check, "big"):
            return _BROKEN
        if not seen and (kind != b"IHDR" or length != 13):
            return _BROKEN
        if not seen and _is_huge(*struct.unpack(">II", body[4:12])):
            return _HUGE
        seen.append(kind)
        at += 12 + length
        if kind == b"IEND":
            return _at_end(data[at:], b"IDAT" in seen)
    return _BROKEN


def refuse_jpeg(data: bytes, more: int = 3) -> Message | None:
    """Return the same of a JPEG. Telephones put smaller JPEGs behind the first: up to `more` are read too."""
    at, framed = 2, False
    while True:
        at = _next_marker(data, at)
        if at < 0:
            return _BROKEN
        marker, at = data[at], at + 1
        if marker == 0xD9:
            rest = data[at:].lstrip(b"\x00")
            if framed and more and rest.startswith(b"\xff\xd8\xff"):
                return refuse_jpeg(rest, more - 1)
            return _at_end(rest, framed)
        if marker in _BARE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if marker not in _SEGMENTS or length < 2 or at + length > len(data):
            return _BROKEN
        if marker in _FRAMES:
            framed = True
            height, width = struct.unpack(">HH", data[at + 3 : at + 7].ljust(4, b"\x00"))
            if _is_huge(width, height):
                return _HUGE
        at = _after_scan(data, at + length) if marker == 0xDA else at + length


def _next_marker(data: bytes, at: int) -> int:
    """Return where the marker's own byte stands (any number of 0xFF may go before it); -1 where there is none."""
    before = _FILL.match(data, at)
    return before.end() if before and before.end() < len(data) else -1


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next marker begins that is neither a stuffed byte nor a restart; the end where there is none."""
    found = _MARKER.search(data, at)
    return found.start() if found else len(data)


def _is_huge(width: int, height: int) -> bool:
    return width * height > MOST_PIXELS


def _at_end(rest: bytes, whole: bool) -> Message | None:
    if not whole:
        return _BROKEN
    return _BEHIND if rest.strip(b"\x00\r\n \xff") else None
