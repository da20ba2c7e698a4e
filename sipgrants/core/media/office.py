"""Word and Excel: their parts are looked through for what acts by itself or draws on something elsewhere."""

import re
from html import unescape

from sipgrants.core.i18n import Message, msg
from sipgrants.core.media import archives, relations
from sipgrants.core.media.archives import BROKEN

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = "[Content_Types].xml"
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MACROS = msg("The file holds macros: save it without macros, or as PDF.")
_SHEETS = msg("The workbook holds macro sheets of Excel 4.0: remove them, or save it as PDF.")
_ACTIVEX = msg("The file holds active controls (ActiveX): remove them, or save it as PDF.")
_OBJECTS = msg("The file holds embedded objects (OLE): turn them into pictures, or save it as PDF.")
_DDE = msg(
    "The file fetches data from another program (DDE): replace the field by its text, or save it as PDF."
)
_ENTITIES = msg(
    "The file's XML declares a document type of its own: save it anew in Word or Excel, or as PDF."
)
_ENCODING = msg("The file's XML is not written in UTF-8: save it anew in Word or Excel, or as PDF.")
_PROGRAM = msg("The file holds a program or a script: remove it, or save it as PDF.")
_TEMPLATE = msg("This is a template: save it as a document (.docx) or a workbook (.xlsx).")
_BINARY = msg("This is a binary workbook (.xlsb): save it as Excel workbook (.xlsx).")
_SLIDES = msg("This is a presentation: save it as PDF.")
_OPEN = msg("This is an OpenDocument file: save it as Word (.docx), Excel (.xlsx) or PDF.")

_FIELDS = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)<|\b(?:\w+:)?instr=[\"']([^\"']*)[\"']")
_FORMULAS = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*\|[^<]*|[^<]*&#[^<]*)<")
_DDE_FIELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_DDE_FORMULA = re.compile(r"\w\|('[^']*'|[\w.:/\\]+)!")
_QUOTED = re.compile(r'"[^"]*"')


def media_type(data: bytes) -> str | None:
    """Return which of the two it is, by its parts; None where it is neither."""
    found = archives.names(data)
    return next((kind for part, kind in _MAIN.items() if part in found and _TYPES in found), None)


def stranger(data: bytes) -> Message | None:
    """Return what is said of an office file that is neither."""
    found = archives.names(data)
    if "xl/workbook.bin" in found:
        return _BINARY
    if "ppt/presentation.xml" in found:
        return _SLIDES
    return _OPEN if "META-INF/manifest.xml" in found and "content.xml" in found else None


def refusal(data: bytes) -> Message | None:
    """Return why a Word or Excel file is not taken, and what to do; None where nothing speaks against it."""
    found = archives.opened(data)
    if isinstance(found, Message):
        return found
    parts = found.members
    return (
        _by_name(parts) or _by_text(parts) or _by_type(parts) or relations.refusal(parts) or _by_field(parts)
    )


def _by_name(parts: dict[str, bytes]) -> Message | None:
    for name, content in parts.items():
        lower = name.lower()
        if lower.endswith(("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")):
            return _MACROS
        if "/activex/" in lower:
            return _ACTIVEX
        if content.startswith(_OLE) or "/oleobject" in lower:
            return _OBJECTS
        if content.startswith((b"MZ", b"\x7fELF", b"#!")) or lower.endswith(
            (".exe", ".js", ".vbs", ".hta", ".bat")
        ):
            return _PROGRAM
    return None


def _by_text(parts: dict[str, bytes]) -> Message | None:
    """What is searched through is UTF-8 and without a document type, so that nothing can hide in it."""
    for name, content in parts.items():
        if not name.lower().endswith((".xml", ".rels", ".vml")) or "customXml/" in name:
            continue  # a part of their own, which Word keeps as some other program wrote it
        head = content[:200]
        declared = re.search(rb"encoding=[\"']([\w.-]+)", head)
        if b"\x00" in head or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
            return _ENCODING
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return _ENTITIES
    return None


def _by_type(parts: dict[str, bytes]) -> Message | None:
    for name, content in parts.items():
        if not name.endswith(_TYPES):
            continue
        said = relations.parsed(content)
        if said is None:
            return BROKEN
        types = " ".join(one.get("ContentType", "") for one in said).lower()
        for mark, reason in (
            ("template", _TEMPLATE), ("macrosheet", _SHEETS), ("macroenabled", _MACROS), ("vbaproject", _MACROS),
            ("activex", _ACTIVEX), ("oleobject", _OBJECTS),
        ):  # fmt: skip
            if mark in types:
                return reason
        if ".main+xml" not in types:
            return BROKEN
    return None


def _by_field(parts: dict[str, bytes]) -> Message | None:
    for name, content in parts.items():
        folder = name.rsplit("!/", 1)[-1].split("/")[0]
        if folder == "word" and name.endswith(".xml"):
            words = "".join(_texts(_FIELDS, content))
            if _DDE_FIELD.search(words):
                return _DDE
        if folder == "xl" and (b"<ddeLink" in content or any(map(_is_dde, _texts(_FORMULAS, content)))):
            return _DDE
    return None


def _is_dde(formula: str) -> bool:
    return _DDE_FORMULA.search(_QUOTED.sub("", formula)) is not None


def _texts(pattern: re.Pattern[bytes], content: bytes) -> list[str]:
    found = (next(filter(None, one.groups()), b"") for one in pattern.finditer(content))
    return [unescape(one.decode("utf-8", "replace")) for one in found]
