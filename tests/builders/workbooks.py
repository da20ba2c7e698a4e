"""Workbooks for tests: a form with every kind of question, texts of every script, and a file as a spreadsheet saves it."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as given_by
from openpyxl import load_workbook

from sipgrants.questionnaires.asking import Column
from sipgrants.questionnaires.section_sheets import Speaker, section_lists, section_sheet
from sipgrants.questionnaires.sheets import Book
from sipgrants.questionnaires.texts import clean
from sipgrants.questionnaires.values import read
from tests.builders.files import zipped


def label(words: str) -> dict[str, str]:
    return {"en": words}


CHOICES = [
    {"value": "yes", "label": label("Yes")},
    {"value": "no", "label": label("=No")},
    {"value": "later", "label": label("Yes")},  # the same word twice
]
CELLS = [
    {"key": "name", "kind": "short_text", "label": label("Name")},
    {"key": "answer", "kind": "choice", "label": label("Answer"), "options": CHOICES},
    {"key": "cost", "kind": "money", "label": label("Cost"), "required": False},
    {"key": "share", "kind": "number", "label": label("Share")},
    {"key": "since", "kind": "date", "label": label("Since")},
]


@dataclass(frozen=True)
class EveryKind:
    """A section with one question of every kind that is answered."""

    key: str = "all"
    position: int = 1
    title: dict[str, str] = field(default_factory=lambda: label("Every kind [of it]: 1/2?"))
    guidance: dict[str, str] = field(default_factory=lambda: label("Answer everything."))
    questions: tuple[Column, ...] = (
        Column("short", "short_text", label("Short")),
        Column("long", "long_text", label("Long"), settings={"max_words": 250}),
        Column("mail", "mail", label("Mail")),
        Column("number", "number", label("Number")),
        Column("months", "months", label("Months"), settings={"min": 1, "max": 60}),
        Column("money", "money", label("Money"), settings={"min": 1, "max": 100_000_000}),
        Column("date", "date", label("Date")),
        Column("choice", "choice", label("Choice"), settings={"options": CHOICES}),
        Column("many", "many", label("Many"), settings={"options": CHOICES}),
        Column("table", "table", label("Table"), settings={"columns": CELLS, "max": 8}),
        Column("contacts", "contacts", label("Contacts")),
    )


SECTION = EveryKind()


def book(values: dict[str, Any], **changes: Any) -> Book:
    """The workbook of that section with these answers."""
    speaker = Speaker("en", str)
    sheet = section_sheet("A", SECTION, values, speaker, SECTION.questions, changes.pop("closed", None))
    about = {"kind": "test"}
    return Book((sheet,), about, section_lists("A", SECTION, speaker), **changes)


HARD = [
    "=1+1", "+41 22 917 1234", "-5", "@SUM(A1)", "'quoted", "_x000D_", "x005F_", "_x0041_", "<r>bold</r>", "&amp;",
    "001", "1e5", "TRUE", "2027-03-31", "الزئبق في الهواء", "汞，甲基汞",
    "👩🏽‍🔬 ✓ \U0001f1ff\U0001f1f2", "a\nb\n\nc", "tab\there",
    "\u200fRTL\u200e", "é é", "#REF!", "[…] ", "https://example.org/?a=1&b=<2>", "x" * 32_767,
]  # fmt: skip
texts = given_by.one_of(given_by.sampled_from(HARD), given_by.text(max_size=80)).map(clean)
lines = texts.map(lambda text: " ".join(text.split("\n")))
figures = given_by.one_of(
    given_by.decimals(0, 10**9, places=2).map(str),
    given_by.sampled_from(["12", "0.5", "about five", "", "-3"]),
)
days = given_by.one_of(given_by.dates().map(str), given_by.sampled_from(["", "next year", "0001-01-01"]))


def kept(kind: str) -> Callable[[str], Any]:
    """What is kept of something typed."""
    return lambda typed: read(kind, typed)


values = given_by.fixed_dictionaries(
    {
        "short": lines,
        "long": texts,
        "mail": lines,
        "number": figures.map(kept("number")),
        "months": figures.map(kept("months")),
        "money": figures.map(kept("money")),
        "date": days.map(kept("date")),
        "choice": given_by.sampled_from(["", "yes", "no", "later", "gone"]),
        "many": given_by.sets(given_by.sampled_from(["yes", "no", "later"])).map(
            lambda chosen: [one for one in ("yes", "no", "later") if one in chosen]
        ),
        "table": given_by.lists(
            given_by.fixed_dictionaries(
                {
                    "name": lines,
                    "answer": given_by.sampled_from(["yes", "no", "later"]),
                    "cost": figures.map(kept("money")),
                    "share": figures.map(kept("number")),
                    "since": days.map(kept("date")),
                }
            ),
            max_size=4,
        ),
    }
)


sound = given_by.fixed_dictionaries(
    {
        "short": lines,
        "long": texts,
        "number": given_by.decimals(0, 10**9, places=2).map(str).map(kept("number")),
        "money": given_by.integers(0, 10**12),
        "date": given_by.dates().map(str),
        "choice": given_by.sampled_from(["", "yes", "no", "later"]),
    }
)


def saved_again(data: bytes, change: Callable[[Any], None] = lambda _workbook: None) -> bytes:
    """The file after another program opened it, changed something and saved it."""
    workbook = load_workbook(io.BytesIO(data))
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def saved_elsewhere(data: bytes) -> bytes:
    """The file as another program may write it: texts in their cells, dates and amounts as bare numbers in a style that
    says nothing, no protection, nothing to drop down, formulas with their results, sheets in another order of parts.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in reversed(archive.namelist())}
    texts = re.findall(r"<si>(.*?)</si>", parts.pop("xl/sharedStrings.xml"), re.DOTALL)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            part = re.sub(r"<(sheetProtection|dataValidations|dimension|pageSetup)\b.*?(/>|</\1>)", "", part)
            part = re.sub(r' s="\d+"', ' s="0"', part).replace("<f>", '<f aca="false">')
            part = re.sub(r'(<c [^>]*)t="s"><v>(\d+)</v>', lambda one: _inline(one, texts), part)
            parts[name] = re.sub(r'<c (r="\w+" s="0")><v>', r'<c \1 t="n"><v>', part)
        elif name == "[Content_Types].xml":
            parts[name] = re.sub(r"<Override [^>]*sharedStrings[^>]*/>", "", part)
        elif name == "xl/_rels/workbook.xml.rels":
            parts[name] = re.sub(r"<Relationship [^>]*sharedStrings[^>]*/>", "", part)
    return zipped({name: part.encode() for name, part in parts.items()})


def _inline(found: re.Match[str], texts: list[str]) -> str:
    return f'{found[1]}t="inlineStr"><is>{texts[int(found[2])]}</is>'


def cell_of(sheet: Any, path: str, column: str = "C") -> Any:
    """The cell beside a hidden path."""
    row = next(one.row for one in sheet["A"] if one.value == path)
    return sheet[f"{column}{row}"]
