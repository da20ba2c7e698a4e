"""PDFs that are not taken, each with the sentence it gets."""

import io
import zlib

import pikepdf

from tests.builders.files import docx, pdf

BROKEN = "This PDF is damaged or cut off: save it as PDF anew, or send it again, and choose that file."
LOCKED = "This PDF opens with a password only: save it without one."
BOMB = "Unpacked, this PDF would be far too large: print it to PDF and choose the new file."
EMPTY = "This PDF has no pages: save it as PDF anew and choose that file."
BEHIND = "Something else is hidden behind the end of this PDF: print it to PDF and choose the new file."
SCRIPT = "The PDF holds scripts (JavaScript): print it to PDF and choose the new file."
LAUNCH = "The PDF starts a program or opens another file: print it to PDF and choose the new file."
OPENS = "The PDF does something by itself when it is opened: print it to PDF and choose the new file."
FILES = "The PDF carries other files inside: attach them one by one, and print the PDF anew."
FORM = "This is a form of Adobe LiveCycle (XFA), which others cannot read: print it to PDF."
MEDIA = "The PDF holds video, sound or 3D objects: print it to PDF and choose the new file."
SENDS = "The PDF sends or fetches data by itself: print it to PDF and choose the new file."
HIDDEN = "This PDF does not begin as a PDF does: open it, print or save it as PDF anew, and attach that."
PAGE = "This is a web page: print it to PDF and attach that."


def annotated(entries: str) -> bytes:
    return pdf(page=f"/Annots [<< /Type /Annot /Rect [0 0 9 9] {entries} >>]")


def locked() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(made, encryption=pikepdf.Encryption(user="open", owner="sesame"))
    return made.getvalue()


def without_pages() -> bytes:
    return pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")


def packed(content: bytes) -> bytes:
    """A PDF whose page points to an object that lies in a packed stream of objects."""
    stream = zlib.compress(b"5 0 " + content, 9)
    kept = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Some 5 0 R >>",
        4: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(stream), stream),
    }
    made, rows = b"%PDF-1.5\n", b"\x00\x00\x00\x00\xff"
    for number, one in kept.items():
        rows += b"\x01" + len(made).to_bytes(3, "big") + b"\x00"
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows += b"\x02\x00\x00\x04\x00" + b"\x01" + len(made).to_bytes(3, "big") + b"\x00"
    table = b"<< /Type /XRef /Size 7 /W [1 3 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream" % (
        len(rows),
        rows,
    )
    return made + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(made))


ALERT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
BAD = {
    "a script on opening": (pdf(catalog=f"/OpenAction {ALERT}"), SCRIPT),
    "a script with an escaped name": (pdf(catalog="/OpenAction << /S /J#61vaScript /J#53 (1) >>"), SCRIPT),
    "a script by name": (pdf(catalog=f"/Names << /JavaScript << /Names [(a) {ALERT}] >> >>"), SCRIPT),
    "a script on a page": (pdf(page=f"/AA << /O {ALERT} >>"), SCRIPT),
    "a script in a field": (annotated(f"/Subtype /Widget /FT /Tx /AA << /K {ALERT} >>"), SCRIPT),
    "a script elsewhere in the file": (pdf(catalog="/OpenAction 5 0 R", more=ALERT), SCRIPT),
    "a packed script": (packed(ALERT.encode()), SCRIPT),
    "a program on opening": (pdf(catalog="/OpenAction << /S /Launch /F (cmd.exe) >>"), LAUNCH),
    "a link that starts a program": (annotated("/Subtype /Link /A << /S /Launch /F (cmd.exe) >>"), LAUNCH),
    "a link into a file inside": (annotated("/Subtype /Link /A << /S /GoToE >>"), LAUNCH),
    "a link to a file on a share": (annotated("/Subtype /Link /A << /S /GoToR /F (//example.org/a) >>"), LAUNCH),
    "a link that is a script": (annotated("/Subtype /Link /A << /S /URI /URI (javascript:alert\\(1\\)) >>"), LAUNCH),
    "printing on opening": (pdf(catalog="/OpenAction << /S /Named /N /Print >>"), OPENS),
    "an address on closing": (pdf(catalog="/AA << /WC << /S /URI /URI (https://example.org) >> >>"), OPENS),
    "files inside": (pdf(catalog="/Names << /EmbeddedFiles << /Names [] >> >>"), FILES),
    "a file beside a page": (annotated("/Subtype /FileAttachment"), FILES),
    "a file in a description": (pdf(more="<< /Type /Filespec /EF << >> >>"), FILES),
    "a portfolio": (pdf(catalog="/Collection << >>"), FILES),
    "an XFA form": (pdf(catalog="/AcroForm << /Fields [] /XFA [] >>"), FORM),
    "rich media": (annotated("/Subtype /RichMedia"), MEDIA),
    "a film": (annotated("/Subtype /Movie"), MEDIA),
    "a screen": (annotated("/Subtype /Screen /A << /S /Rendition >>"), MEDIA),
    "a form that is sent": (annotated("/Subtype /Widget /A << /S /SubmitForm /F (https://example.org) >>"), SENDS),
    "a form that fetches": (pdf(catalog="/OpenAction << /S /ImportData /F (a) >>"), SENDS),
    "a password": (locked(), LOCKED),
    "a bomb of objects": (packed(b"<< >>" + b" " * 70_000_000), BOMB),
    "hundreds of thousands of objects": (b"%PDF-1.7\n" + b"1 0 obj << >>\n" * 260_000 + b"%%EOF\n", BOMB),
    "no pages": (without_pages(), EMPTY),
    "cut off": (pdf()[:-40], BROKEN),
    "a beginning only": (b"%PDF-1.7\n", BROKEN),
    "nothing but a frame": (b"%PDF-1.7\n%%EOF\n", BROKEN),
    "an archive behind the end": (pdf() + docx(), BEHIND),
    "a page behind the end": (pdf() + b"<html><script>1</script>", BEHIND),
    "a page before the beginning": (b"<html><!--" + pdf(), PAGE),
    "words before the beginning": (b"Dear all,\n" + pdf(), HIDDEN),
}  # fmt: skip
