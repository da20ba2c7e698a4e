"""Which files are taken: a corpus of bad ones, each refused with its own sentence, and good ones of every kind."""

import io

import pikepdf
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from sipgrants.core import media
from sipgrants.core.media import DOCX, JPEG, ONLY_PDF, PDF, PNG, XLSX
from tests.builders import files
from tests.core import bad_office, bad_others, bad_pdfs

BAD = bad_office.BAD | {f"PDF: {name}": one for name, one in bad_pdfs.BAD.items()} | bad_others.BAD


def printed() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 720, "Inventory of mercury: JavaScript, /Launch and the like are words here.")
    canvas.bookmarkPage("first")
    canvas.addOutlineEntry("/JS and /AA", "first")
    canvas.linkURL("https://www.minamataconvention.org", (72, 700, 200, 720))
    canvas.save()
    return made.getvalue()


def saved_again(**settings: object) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as opened:
        opened.save(made, **settings)
    return made.getvalue()


def charted() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_column("A1", list(range(2_000)))
        sheet.write_formula("B1", "=SUM(A1:A9)")
        sheet.write_url("C1", "https://www.unep.org")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$9"})
        sheet.insert_chart("D1", chart)
    return made.getvalue()


def linked() -> bytes:
    link = files.relations("hyperlink", "mailto:office@example.org")
    return files.docx(
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        word___rels__document_dot_xml_dot_rels=link,
        word__embeddings__a_dot_xlsx=files.xlsx(),
    )


def at_home(kind: str, target: str) -> bytes:
    return files.docx(word___rels__settings_dot_xml_dot_rels=files.relations(kind, target))


GOOD = {
    "a PDF of bytes": (files.pdf(), PDF),
    "a PDF as ReportLab writes it": (printed(), PDF),
    "a PDF as pikepdf writes it": (saved_again(object_stream_mode=pikepdf.ObjectStreamMode.generate), PDF),
    "a PDF that anybody opens but may not change": (
        saved_again(encryption=pikepdf.Encryption(user="", owner="sesame")), PDF,
    ),
    "a PDF that opens at a page": (files.pdf(catalog="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"), PDF),
    "a PDF with a blank end": (files.pdf() + b"\r\n\x00\x00", PDF),
    "a Word file": (files.docx(), DOCX),
    "a Word file from a template on a disk": (at_home("attachedTemplate", "file:///C:\\a\\Normal.dotm"), DOCX),
    "a Word file with a dead link to another document": (at_home("hyperlink", "file:///D:\\plan%202.docx"), DOCX),
    "a Word file with a link to its neighbour": (at_home("hyperlink", "Annex%201.docx"), DOCX),
    "a workbook with a line in a text": (files.xlsx(cell='<f>IF(A2="a|b",Sheet2!A1,"c|d!")</f>'), XLSX),
    "a PDF with a link to its neighbour": (
        files.pdf(page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (b.pdf) >> >>]"), PDF,
    ),
    "a Word file with link, field and chart": (linked(), DOCX),
    "a workbook": (files.xlsx(), XLSX),
    "a workbook as XlsxWriter writes it": (charted(), XLSX),
    "a PNG": (files.png(), PNG),
    "a JPEG": (files.jpeg(), JPEG),
    "a JPEG with a second one, as telephones write it": (files.jpeg() + b"\x00" * 8 + files.jpeg(), JPEG),
}  # fmt: skip


def told(data: bytes, limits: media.Limits = media.ANY) -> str | None:
    found = media.problem(data, limits=limits)
    return str(found.message) if found else None


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_own_sentence(name: str) -> None:
    data, sentence = BAD[name]
    assert told(data) == sentence


def test_the_corpus_holds_enough_bad_files_and_every_sentence() -> None:
    sentences = {sentence for _data, sentence in BAD.values()}
    assert (len(BAD) >= 100, len(sentences) >= 40) == (True, True)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name: str) -> None:
    data, kind = GOOD[name]
    assert (told(data), media.media_type(data)) == (None, kind)


def test_where_only_letters_are_taken_a_picture_is_none() -> None:
    assert told(files.pdf(), ONLY_PDF) is None
    assert told(files.png(), ONLY_PDF) == "This is not a PDF. Save the letter as PDF and choose it again."
    assert (
        told(b"%PDF-" + b"x" * 10 * media.MB, ONLY_PDF)
        == "The file is larger than 10 MB: make it smaller, for example with fewer pictures."
    )


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_no_file_however_broken_makes_the_check_fail(name: str, draw: st.DataObject) -> None:
    data = bytearray(GOOD[name][0])
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = bytes(data[: draw.draw(st.integers(0, len(data)))])
    assert all(told(one) is None or told(one) for one in (bytes(data), cut))


@given(st.text())
def test_a_files_name_never_leads_anywhere(name: str) -> None:
    plain = media.plain_name(name)
    assert 0 < len(plain) <= 121
    assert plain.isprintable()
    assert not {"/", "\\"} & set(plain)
    assert plain not in (".", "..")


@pytest.mark.parametrize(
    ("name", "kind", "filed"),
    [
        ("Letter.PDF", PDF, "Letter.PDF"),
        ("run.exe", PNG, "run.exe.png"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("../../plan.docx", XLSX, "plan.docx.xlsx"),
        ("invoice\u202efdp.exe", PDF, "invoicefdp.exe.pdf"),
        ("", PDF, "file.pdf"),
    ],
)
def test_a_file_leaves_under_a_name_that_fits_its_content(name: str, kind: str, filed: str) -> None:
    assert media.filed_name(name, kind) == filed
