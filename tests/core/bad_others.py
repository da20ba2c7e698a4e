"""Pictures that are not taken, and what is neither picture nor document, each with the sentence it gets."""

import struct

from sipgrants.core.media import MB
from tests.builders.files import chunk, docx, jpeg, pdf, png, zipped

BROKEN = "This picture is damaged or cut off: save it anew, or send it again, and choose that file."
HUGE = "This picture has too many pixels: save it in a smaller size."
BEHIND = (
    "Something else is hidden behind the end of this picture: "
    "open it, save it anew as PNG or JPEG, and choose that file."
)
PROGRAM = "This is a program or a script: programs are not taken. Attach a document or a picture."
ARCHIVE = "This is an archive: unpack it and attach its documents one by one."
PICTURE = "This kind of picture is not taken: save it as PNG or JPEG."
PAGE = "This is a web page: print it to PDF and attach that."
DRAWING = "This is an SVG drawing, which may hold scripts: save it as PNG or PDF."
OLD = "This is an old or protected Office file: save it without a password as Word, Excel or PDF."
RICH = "This is a rich text file (RTF): save it as Word (.docx) or PDF."
NOT_TAKEN = "This kind of file is not taken. Send PDF, Word (.docx), Excel (.xlsx), PNG or JPEG."
BINARY = "This is a binary workbook (.xlsb): save it as Excel workbook (.xlsx)."
SLIDES = "This is a presentation: save it as PDF."
OPEN = "This is an OpenDocument file: save it as Word (.docx), Excel (.xlsx) or PDF."
LARGE = "The file is larger than 20 MB: make it smaller, for example with fewer pictures."


def wrong_sum() -> bytes:
    data = bytearray(png())
    data[20] ^= 1
    return bytes(data)


def no_pixels() -> bytes:
    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


BAD = {
    "nothing": (b"", "The file is empty."),
    "more than 20 MB": (b"%PDF-1.7" + b"\x00" * 20 * MB, LARGE),
    "a PNG cut off": (png()[:-13], BROKEN),
    "a PNG with a wrong sum": (wrong_sum(), BROKEN),
    "a PNG without pixels": (no_pixels(), BROKEN),
    "a PNG that begins with something else": (b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"a"), BROKEN),
    "a PNG of 20,000 by 20,000 pixels": (png(20_000, 20_000), HUGE),
    "an archive behind a PNG": (png() + docx(), BEHIND),
    "a page behind a PNG": (png() + b"<html><script>1</script>", BEHIND),
    "a JPEG cut off": (jpeg()[:-2], BROKEN),
    "a JPEG's first bytes": (b"\xff\xd8\xff\xe0...", BROKEN),
    "a JPEG without a frame": (b"\xff\xd8\xff\xd9", BROKEN),
    "a JPEG of 60,000 by 60,000 pixels": (jpeg(60_000, 60_000), HUGE),
    "an archive behind a JPEG": (jpeg() + zipped({"run.exe": b"MZ"}), BEHIND),
    "a PDF behind a JPEG": (jpeg() + pdf(), BEHIND),
    "a bad picture behind a JPEG": (jpeg() + jpeg()[:-2], BROKEN),
    "thousands of JPEGs in a row": (jpeg() * 5_000, BEHIND),
    "thousands of empty JPEGs in a row": (b"\xff\xd8\xff\xd9" * 5_000, BROKEN),
    "an SVG drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", DRAWING),
    "an SVG with a declaration": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg/>', DRAWING),
    "a web page": (b"<!doctype html><script>alert(1)</script>", PAGE),
    "a web page in UTF-16": ("<html><body>".encode("utf-16"), PAGE),
    "a program of Windows": (b"MZ\x90\x00" + b"\x00" * 200, PROGRAM),
    "a program of Linux": (b"\x7fELF\x02\x01\x01", PROGRAM),
    "a script of a shell": (b"#!/bin/sh\nrm -r /", PROGRAM),
    "a script of a server": (b"<?php system($_GET[1]);", PROGRAM),
    "a plain archive": (zipped({"letter.pdf": pdf()}), ARCHIVE),
    "the beginning of an archive": (b"PK\x03\x04 broken", ARCHIVE),
    "a RAR archive": (b"Rar!\x1a\x07\x00", ARCHIVE),
    "a gzip archive": (b"\x1f\x8b\x08\x00", ARCHIVE),
    "a GIF": (b"GIF89a", PICTURE),
    "a TIFF": (b"II*\x00", PICTURE),
    "a HEIC of a telephone": (b"\x00\x00\x00\x18ftypheic", PICTURE),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", OLD),
    "rich text": (b"{\\rtf1 hello}", RICH),
    "plain text": (b"hello", NOT_TAKEN),
    "a table of commas": (b"a,b\n1,2\n", NOT_TAKEN),
    "a binary workbook": (zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), BINARY),
    "a presentation": (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), SLIDES),
    "an OpenDocument text": (
        zipped({"mimetype": b"", "META-INF/manifest.xml": b"", "content.xml": b""}), OPEN,
    ),
}  # fmt: skip
