"""Office files that are not taken, each with the sentence it gets."""

import zipfile

from sipgrants.core.media import archives
from tests.builders import files
from tests.builders.files import docx, docx_parts, relations, types, xlsx, zipped

MACROS = "The file holds macros: save it without macros, or as PDF."
DAMAGED = "This file is damaged: open it in Word or Excel, save it anew, and choose the new copy."
BOMB = "Unpacked, this file would be far too large: save it anew, or save it as PDF."
OUT = "Inside this file are parts whose names lead out of it: save it anew in Word or Excel, or as PDF."
TWICE = "Inside this file is a part twice under one name: save it anew in Word or Excel, or as PDF."
OVERLAP = "Inside this file parts lie over one another: save it anew in Word or Excel, or as PDF."
BEHIND = "Something else is hidden before or behind this file's content: save it anew in Word or Excel."
NESTED = "This file holds archives inside of archives: save it as PDF."
LOCKED = "This file is protected with a password: save it without one."
ACTIVEX = "The file holds active controls (ActiveX): remove them, or save it as PDF."
OBJECTS = "The file holds embedded objects (OLE): turn them into pictures, or save it as PDF."
DDE = "The file fetches data from another program (DDE): replace the field by its text, or save it as PDF."
ENTITIES = "The file's XML declares a document type of its own: save it anew in Word or Excel, or as PDF."
ENCODING = "The file's XML is not written in UTF-8: save it anew in Word or Excel, or as PDF."
PROGRAM = "The file holds a program or a script: remove it, or save it as PDF."
SHEETS = "The workbook holds macro sheets of Excel 4.0: remove them, or save it as PDF."
TEMPLATE = "The document fetches its template from elsewhere: attach the normal template, or save it as PDF."
WORKBOOK = "The workbook draws on other files: break these links (Data, Edit links), or save it as PDF."
ELSEWHERE = "When opened, the file fetches something from elsewhere: put it into the file, or save it as PDF."
LINK = "The file holds a link to a program or to a file on a computer: remove it, or save it as PDF."
CHUNK = "The document holds another document or web page inside: put its text in, or save it as PDF."
IS_TEMPLATE = "This is a template: save it as a document (.docx) or a workbook (.xlsx)."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VND = "application/vnd.ms-"


def with_parts(**parts: bytes) -> bytes:
    return docx("<w:p/>", **parts)


def plus(name: str, content: bytes = b"x") -> bytes:
    return zipped({**docx_parts(), name: content})


def related(kind: str, target: str) -> bytes:
    return plus("word/_rels/document.xml.rels", relations(kind, target))


def locked() -> bytes:
    """The flag of encryption in both headers of the first member."""
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory name the same bytes: as the bombs of one kernel do."""
    data = bytearray(zipped({**docx_parts(), "word/a.xml": b"<a/>", "word/b.xml": b"<b/>"}))
    first = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    last = data.rindex(b"PK\x01\x02")
    data[last + 42 : last + 46] = data[first + 42 : first + 46]
    return bytes(data)


def lying() -> bytes:
    """A member says that it is smaller than it is."""
    data = bytearray(docx("<w:p/>" * 100))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def deep() -> bytes:
    return plus("word/embeddings/a.xlsx", zipped({"b.zip": zipped({"c.zip": b"PK\x03\x04"})}))


def bomb() -> bytes:
    return plus("word/media/blank.bmp", b"\x00" * 40_000_000)


def bomb_inside() -> bytes:
    return plus("word/embeddings/a.xlsx", zipped({"zeros": b"\x00" * 40_000_000}))


def many_members() -> bytes:
    return zipped({**docx_parts(), **{f"word/{n}.xml": b"" for n in range(archives.MOST_MEMBERS)}})


def other_packing() -> bytes:
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = zipfile.ZIP_LZMA
    return bytes(data)


FIELD = "<w:r><w:instrText>{}</w:instrText></w:r>"
BAD = {
    "macros in Word": (plus("word/vbaProject.bin"), MACROS),
    "macros in Excel": (xlsx(xl__vbaProject_dot_bin=b"x"), MACROS),
    "macros under another name": (docx("", VND + "office.vbaProject"), MACROS),
    "a document that allows macros": (docx("", VND + "word.document.macroEnabled.main+xml"), MACROS),
    "macros in an embedded workbook": (
        plus("word/embeddings/a.xlsx", xlsx(xl__vbaProject_dot_bin=b"x")), MACROS,
    ),
    "macro sheets": (xlsx(VND + "excel.macrosheet+xml"), SHEETS),
    "active controls": (plus("word/activeX/activeX1.xml", b"<a/>"), ACTIVEX),
    "active controls under another name": (docx("", VND + "office.activeX+xml"), ACTIVEX),
    "an embedded object": (plus("word/embeddings/oleObject1.bin"), OBJECTS),
    "an embedded object called picture": (plus("word/media/image1.png", OLE), OBJECTS),
    "a program inside": (plus("word/media/image1.png", b"MZ\x90\x00"), PROGRAM),
    "a script inside": (plus("word/run.vbs", b"x"), PROGRAM),
    "a template from elsewhere": (related("attachedTemplate", "https://example.org/a.dotm"), TEMPLATE),
    "a picture from elsewhere": (related("image", "https://example.org/a.png"), ELSEWHERE),
    "a frame from elsewhere": (related("frame", "https://example.org/"), ELSEWHERE),
    "an object from elsewhere": (related("oleObject", "https://example.org/a"), ELSEWHERE),
    "a link to a program": (related("hyperlink", "file:///C:/windows/run.exe"), LINK),
    "a template on a share": (related("attachedTemplate", "file:////example.org/a.dotm"), TEMPLATE),
    "a link to a script beside it": (related("hyperlink", "run.vbs"), LINK),
    "a link that is a script": (related("hyperlink", "javascript:alert(1)"), LINK),
    "a link to a share": (related("hyperlink", "\\\\example.org\\a"), LINK),
    "a web page inside": (
        plus("word/_rels/document.xml.rels", relations("aFChunk", "a.html", external=False)), CHUNK,
    ),
    "links to other workbooks": (
        xlsx(xl___rels__workbook_dot_xml_dot_rels=relations("externalLink", "externalLinks/a.xml", external=False)),
        WORKBOOK,
    ),
    "DDE in a field": (docx(FIELD.format("DDEAUTO c:\\\\windows\\\\cmd.exe")), DDE),
    "DDE in pieces": (docx(FIELD.format("DD") + FIELD.format("EAUTO excel")), DDE),
    "DDE in signs": (docx(FIELD.format("&#68;&#68;E excel")), DDE),
    "DDE in a simple field": (docx('<w:fldSimple w:instr="DDE excel a b"/>'), DDE),
    "DDE in a formula": (xlsx(cell="<f>cmd|'/c calc'!A1</f>"), DDE),
    "DDE in a formula in signs": (xlsx(cell="<f>cmd&#124;'/c calc'!A1</f>"), DDE),
    "a password": (locked(), LOCKED),
    "a bomb": (bomb(), BOMB),
    "a bomb in an embedded file": (bomb_inside(), BOMB),
    "thousands of parts": (many_members(), BOMB),
    "archives in archives": (deep(), NESTED),
    "names that lead up": (plus("../../etc/cron.d/run"), OUT),
    "names from the root": (plus("/etc/passwd"), OUT),
    "names with a drive": (plus("C:/run.exe"), OUT),
    "names with backslashes": (plus("word\\..\\run.exe"), OUT),
    "two parts of one name": (zipped([*docx_parts().items(), ("word/document.xml", b"<x/>")]), TWICE),
    "two parts but for capitals": (plus("WORD/document.xml"), TWICE),
    "overlapping parts": (overlapping(), OVERLAP),
    "a part that lies about its size": (lying(), DAMAGED),
    "a part packed in another way": (other_packing(), DAMAGED),
    "something behind the end": (docx() + b"<script>1</script>", BEHIND),
    "a document behind a document": (docx() + docx(), BEHIND),
    "a document type": (
        zipped({**docx_parts(), "word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), ENTITIES,
    ),
    "another encoding": (
        zipped({**docx_parts(), "word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")}),
        ENCODING,
    ),
    "relations that cannot be read": (plus("word/_rels/document.xml.rels", b"<a"), DAMAGED),
    "relations without end": (plus("word/_rels/document.xml.rels", b"<a>" + b" " * 1_000_000), DAMAGED),
    "DDE behind a long formula": (xlsx(cell="<f>" + "a" * 300_000 + "&#65;|b!c</f>"), DDE),
    "a list of types that cannot be read": (zipped({**docx_parts(), "[Content_Types].xml": b"<a"}), DAMAGED),
    "no main part": (zipped({**docx_parts(), "[Content_Types].xml": types("text/plain")}), DAMAGED),
    "a template": (
        zipped({**docx_parts(), "[Content_Types].xml": types(files.WORD_MAIN.replace("document.main", "template.main"))}),
        IS_TEMPLATE,
    ),
}  # fmt: skip
