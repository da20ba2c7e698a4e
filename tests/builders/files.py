"""Files as people bring them, made of bytes: whole and harmless unless a test says otherwise.

pdf("words")    docx()    xlsx()    png()    jpeg()    zipped({"name": b"content"})
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
WORD_MAIN, SHEET_MAIN = _MAIN.format("wordprocessingml.document"), _MAIN.format("spreadsheetml.sheet")


def pdf(words: str = "", catalog: str = "", page: str = "", more: str = "") -> bytes:
    """A PDF of one page; `catalog`, `page`: more of these dictionaries; `more`: an object of number 5."""
    content = b"%% %s" % words.encode()
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << >> /Contents 4 0 R {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *([more.encode()] if more else []),
    ]
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(made),
    )  # fmt: skip


def zipped(members: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """An archive with these members, packed; a list may name one twice."""
    made = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in pairs:
            archive.writestr(name, content)
    return made.getvalue()


def types(*kinds: str) -> bytes:
    """The list of content types."""
    parts = "".join(f'<Override PartName="/p{n}" ContentType="{kind}"/>' for n, kind in enumerate(kinds))
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{TYPES}">{parts}</Types>'.encode()


def relations(kind: str, target: str, external: bool = True) -> bytes:
    """The relations of a part: one, of `kind`."""
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'.encode()


def docx_parts(body: str = "<w:p/>", *kinds: str, **parts: bytes) -> dict[str, bytes]:
    """The parts of a Word file; `parts` with __ for / and _dot_ for a dot."""
    given = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return {
        "[Content_Types].xml": types(WORD_MAIN, *kinds),
        "_rels/.rels": relations("officeDocument", "word/document.xml", external=False),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode(),
        **given,
    }


def docx(body: str = "<w:p/>", *kinds: str, **parts: bytes) -> bytes:
    """A Word file."""
    return zipped(docx_parts(body, *kinds, **parts))


def xlsx_parts(*kinds: str, cell: str = "<v>1</v>", **parts: bytes) -> dict[str, bytes]:
    """The parts of a workbook with one cell."""
    given = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    row = f'<row r="1"><c r="A1">{cell}</c></row>'
    return {
        "[Content_Types].xml": types(SHEET_MAIN, *kinds),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}"/>'.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{row}</sheetData></worksheet>'.encode(),
        **given,
    }


def xlsx(*kinds: str, cell: str = "<v>1</v>", **parts: bytes) -> bytes:
    """A workbook."""
    return zipped(xlsx_parts(*kinds, cell=cell, **parts))


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG with its checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 2, height: int = 2) -> bytes:
    """A grey picture; a large one says its size only."""
    rows = zlib.compress(b"\x00" * (width + 1) * height) if width * height < 10_000 else zlib.compress(b"")
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """A JPEG's segments from beginning to end, with a scan that means nothing."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    segments = (
        (0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        (0xC0, frame),
        (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    )
    made = b"".join(b"\xff%c" % mark + struct.pack(">H", len(body) + 2) + body for mark, body in segments)
    return b"\xff\xd8" + made + b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"
