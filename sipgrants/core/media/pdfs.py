"""PDF: read by pikepdf within limits of memory. Nothing in it may act by itself, carry files or ask for a password."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import settings

from sipgrants.core.i18n import Message, msg
from sipgrants.core.media.links import is_safe

MOST_OBJECTS = 250_000  # a report of five thousand pages has a tenth of them
# For the whole process, and once: nothing that qpdf unpacks may grow beyond (the documents made here stay far below).
settings.set_qpdf_limits(
    flate_max_memory=64_000_000,
    run_length_max_memory=64_000_000,
    max_stream_filters=4,
    parser_max_container_size=250_000,
)

_BROKEN = msg("This PDF is damaged or cut off: save it as PDF anew, or send it again, and choose that file.")
_LOCKED = msg("This PDF opens with a password only: save it without one.")
_BOMB = msg("Unpacked, this PDF would be far too large: print it to PDF and choose the new file.")
_EMPTY = msg("This PDF has no pages: save it as PDF anew and choose that file.")
_BEHIND = msg("Something else is hidden behind the end of this PDF: print it to PDF and choose the new file.")
_SCRIPT = msg("The PDF holds scripts (JavaScript): print it to PDF and choose the new file.")
_LAUNCH = msg("The PDF starts a program or opens another file: print it to PDF and choose the new file.")
_OPENS = msg("The PDF does something by itself when it is opened: print it to PDF and choose the new file.")
_FILES = msg("The PDF carries other files inside: attach them one by one, and print the PDF anew.")
_FORM = msg("This is a form of Adobe LiveCycle (XFA), which others cannot read: print it to PDF.")
_MEDIA = msg("The PDF holds video, sound or 3D objects: print it to PDF and choose the new file.")
_SENDS = msg("The PDF sends or fetches data by itself: print it to PDF and choose the new file.")

_ACTIONS = {
    "/JavaScript": _SCRIPT, "/Launch": _LAUNCH, "/GoToE": _LAUNCH, "/SubmitForm": _SENDS,
    "/ImportData": _SENDS, "/Rendition": _MEDIA, "/Movie": _MEDIA, "/Sound": _MEDIA, "/RichMediaExecute": _MEDIA,
    "/GoTo3DView": _MEDIA,
}  # fmt: skip
_SUBTYPES = {
    "/RichMedia": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/Screen": _MEDIA,
    "/3D": _MEDIA,
    "/FileAttachment": _FILES,
}
_KEYS = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/EF": _FILES,
    "/EmbeddedFiles": _FILES,
    "/Collection": _FILES,
    "/XFA": _FORM,
}
_SUSPECT = re.compile(
    rb"/(JS|JavaScript|Launch|GoToE|GoToR|SubmitForm|ImportData|Rendition|Movie|Sound|RichMedia\w*|GoTo3DView|Screen|3D"
    rb"|FileAttachment|EF|EmbeddedFiles|Collection|XFA|OpenAction|AA|URI)\b"
)


def refusal(data: bytes) -> Message | None:
    """Return why a PDF is not taken, and what to do; None where nothing speaks against it."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        return _BROKEN
    if len(data[end + 5 :].strip(b"\x00\r\n\t ")) > 0:
        return _BEHIND
    if data.count(b" obj") > MOST_OBJECTS:
        return _BOMB
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _looked_through(pdf)
    except pikepdf.PasswordError:
        return _LOCKED
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, AttributeError, KeyError, TypeError):
        return _BROKEN


def _looked_through(pdf: Any) -> Message | None:
    if len(pdf.objects) > MOST_OBJECTS:
        return _BOMB
    found = next(filter(None, map(_wrong, pdf.objects)), None)
    if any("limit exceeded" in str(one) for one in pdf.get_warnings()):
        return _BOMB
    return found or (None if len(pdf.pages) else _EMPTY)


def _wrong(found: Any) -> Message | None:
    """Return what is wrong with one object. qpdf writes names in one way: what cannot be there is not walked through."""
    one = found.stream_dict if isinstance(found, pikepdf.Stream) else found
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Array) or not _SUSPECT.search(
        one.unparse(resolved=True)
    ):
        return None
    return next(filter(None, map(_in_dictionary, _dictionaries(one))), None)


def _dictionaries(one: Any) -> Iterator[Any]:
    """Yield a dictionary and all that are written inside of it (what is elsewhere in the file has its own turn)."""
    waiting = [one]
    while waiting:
        present = waiting.pop()
        if isinstance(present, pikepdf.Dictionary):
            yield present
            inner = [present.get(str(key)) for key in present]
        else:
            inner = list(present)
        waiting += [
            each
            for each in inner
            if isinstance(each, pikepdf.Dictionary | pikepdf.Array) and not each.is_indirect
        ]


def _in_dictionary(one: Any) -> Message | None:
    kind, subtype = str(one.get("/S", "")), str(one.get("/Subtype", ""))
    if kind in _ACTIONS or subtype in _SUBTYPES:
        return _ACTIONS.get(kind) or _SUBTYPES[subtype]
    for key, reason in _KEYS.items():
        if key in one:
            return reason
    if kind in ("/URI", "/GoToR") and not is_safe(_target(one.get("/URI", one.get("/F", "")))):
        return _LAUNCH
    return _by_itself(one)


def _target(found: Any) -> str:
    """Return where a link leads; a file may be described by a dictionary."""
    return str(found.get("/UF", found.get("/F", ""))) if isinstance(found, pikepdf.Dictionary) else str(found)


def _by_itself(one: Any) -> Message | None:
    """On opening, a PDF may go to a page of its own; anything else at that moment, or at another event, is refused."""
    opening = one.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) != "/GoTo":
        return _ACTIONS.get(str(opening.get("/S", "")), _OPENS)
    events = one.get("/AA")
    if not isinstance(events, pikepdf.Dictionary):
        return None
    held: list[Any] = [events.get(str(key)) for key in events]
    kinds = [str(one.get("/S", "")) for one in held if isinstance(one, pikepdf.Dictionary)]
    return next((_ACTIONS.get(kind, _OPENS) for kind in kinds if kind != "/GoTo"), None)
