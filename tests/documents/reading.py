"""Reads what a PDF says, from its content streams and its structure, without help from outside."""

import io
import re
from functools import cache
from unicodedata import normalize

import pikepdf

from sipgrants.documents.kit.language import Language

from .samples import DOCUMENTS


@cache
def rendered(name: str, locale: str) -> bytes:
    """Return an example document; made once, however many tests look at it."""
    return DOCUMENTS[name](Language(locale))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def page_texts(data: bytes) -> list[str]:
    """Return what each page shows, in drawing order, head and foot included."""
    with opened(data) as pdf:
        return [normalize("NFKC", "".join(text for _, text in _shown(page))) for page in pdf.pages]


def squeezed(text: str) -> str:
    """Return the text without white space, in which lines may break anywhere."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


def says(data: bytes) -> str:
    """Return everything the document shows, without white space."""
    return squeezed("".join(page_texts(data)))


def untagged(data: bytes) -> list[str]:
    """Return text that is neither in the structure nor marked as an artifact."""
    with opened(data) as pdf:
        return [text for page in pdf.pages for mark, text in _shown(page) if mark is None and text.strip()]


def elements(data: bytes) -> list[tuple[str, str, str]]:
    """Return the leaves and branches of the structure in reading order: role, text shown, text said instead."""
    with opened(data) as pdf:
        shown: dict[tuple[int, int], str] = {}
        numbers = {page.objgen: place for place, page in enumerate(pdf.pages)}
        for place, page in enumerate(pdf.pages):
            for mark, text in _shown(page):
                if isinstance(mark, int):
                    shown[place, mark] = shown.get((place, mark), "") + text
        found: list[tuple[str, str, str]] = []
        _walk(pdf.Root.StructTreeRoot.K, numbers, shown, found)
        return found


def _walk(element, numbers, shown, found) -> None:
    text = "".join(
        shown.get((numbers[kid.Pg.objgen], int(kid.MCID)), "")
        for kid in element.K
        if kid.get("/Type") == "/MCR"
    )
    found.append((str(element.S)[1:], normalize("NFKC", text), str(element.get("/ActualText", ""))))
    for kid in element.K:
        if kid.get("/Type") == "/StructElem":
            _walk(kid, numbers, shown, found)


def _shown(page) -> list[tuple[int | str | None, str]]:
    """Return the pieces of text of a page with what they are marked as: a number, "Artifact" or None."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    pieces: list[tuple[int | str | None, str]] = []
    marks: list[int | str | None] = [None]
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                marks.append("Artifact")
            case "BDC":
                marks.append(int(operands[1].MCID))
            case "EMC":
                marks.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                pieces.append((marks[-1], "".join(letters[code] for code in bytes(operands[0]))))
            case "TJ" | "'" | '"':
                raise AssertionError("an operator this reader does not know")
            case "T*" | "ET":
                pieces.append((marks[-1], "\n"))
    if marks != [None]:
        raise AssertionError("marked content is not closed")
    return pieces


def _letters(font) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {code: chr(code) for code in range(256)}
    table = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, _, texts in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.DOTALL):
            for place, text in enumerate(re.findall(r"<(\w+)>", texts)):
                found[int(first, 16) + place] = _utf16(text)
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
