"""Archives as Word and Excel write them: every member where it says it is, none twice, none that blows up."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from sipgrants.core.i18n import Message, msg

MOST_MEMBERS = 5_000
MOST_INFLATED = 150_000_000  # bytes of all members, those of archives inside included
MOST_RATIO, RATIO_FROM = 150, 20_000_000  # a sheet of figures packs 1:20; below 20 MB nobody is hurt
DEEPEST = 1  # a chart in Word holds the workbook it is drawn from
_UNREADABLE = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
    RuntimeError,
    zlib.error,
    struct.error,
)
_START, _END = b"PK\x03\x04", b"PK\x05\x06"
_LEADS_OUT = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\\|[\x00-\x1f]")

BROKEN = msg("This file is damaged: open it in Word or Excel, save it anew, and choose the new copy.")
_LOCKED = msg("This file is protected with a password: save it without one.")
_BOMB = msg("Unpacked, this file would be far too large: save it anew, or save it as PDF.")
_NAMES = msg(
    "Inside this file are parts whose names lead out of it: save it anew in Word or Excel, or as PDF."
)
_TWICE = msg("Inside this file is a part twice under one name: save it anew in Word or Excel, or as PDF.")
_OVERLAP = msg("Inside this file parts lie over one another: save it anew in Word or Excel, or as PDF.")
_BEHIND = msg("Something else is hidden before or behind this file's content: save it anew in Word or Excel.")
_NESTED = msg("This file holds archives inside of archives: save it as PDF.")


@dataclass(frozen=True)
class Opened:
    """An archive that was looked through: its members by name, inflated; those of an archive inside as `name!/name`."""

    members: dict[str, bytes]


def names(data: bytes) -> set[str]:
    """Return the names of the members, or nothing where it is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except _UNREADABLE:
        return set()


def opened(data: bytes, depth: int = 0, room: int = MOST_INFLATED) -> Opened | Message:
    """Return what is in an archive, or why it is refused. Nothing is inflated before sizes and places are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            wrong = _shape(data, found, archive.start_dir) or _bomb(data, found, room)
            if wrong is not None:
                return wrong
            members = {one.filename: archive.read(one) for one in found}
    except _UNREADABLE:
        return BROKEN
    return _inside(members, depth, room)


def _shape(data: bytes, found: list[zipfile.ZipInfo], directory: int) -> Message | None:
    if any(one.flag_bits & 1 for one in found):
        return _LOCKED
    if any(_LEADS_OUT.search(one.orig_filename) for one in found):
        return _NAMES
    if len({one.filename.lower() for one in found}) < len(found):
        return _TWICE
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in found):
        return BROKEN
    return _places(data, found, directory)


def _places(data: bytes, found: list[zipfile.ZipInfo], directory: int) -> Message | None:
    """Members follow one another from the first byte on, and the directory follows them up to the last."""
    free = 0
    for one in sorted(found, key=lambda one: one.header_offset):
        if one.header_offset < free:
            return _OVERLAP
        if free == 0 and one.header_offset != 0:
            return _BEHIND
        header = data[one.header_offset : one.header_offset + 30]
        if header[:4] != _START or len(header) < 30:
            return BROKEN
        lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        free = one.header_offset + 30 + lengths + one.compress_size
    if free > directory:
        return _OVERLAP
    return None if data.rfind(_END) + 22 == len(data) else _BEHIND


def _bomb(data: bytes, found: list[zipfile.ZipInfo], room: int) -> Message | None:
    inflated = sum(one.file_size for one in found)
    is_bomb = len(found) > MOST_MEMBERS or inflated > room
    return _BOMB if is_bomb or (inflated > RATIO_FROM and inflated > MOST_RATIO * len(data)) else None


def _inside(members: dict[str, bytes], depth: int, room: int) -> Opened | Message:
    found, left = dict(members), room - sum(map(len, members.values()))
    for name, data in members.items():
        if not data.startswith(_START):
            continue
        if depth >= DEEPEST:
            return _NESTED
        inner = opened(data, depth + 1, left)
        if isinstance(inner, Message):
            return inner
        left -= sum(map(len, inner.members.values()))
        found |= {f"{name}!/{part}": content for part, content in inner.members.items()}
    return Opened(found)
