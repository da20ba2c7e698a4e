"""A workbook gives back what went into it, whatever that is; a file that is none is refused with the reason."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg
from sipgrants.questionnaires.section_sheets import normal, section_values
from sipgrants.questionnaires.sheets import Fitted, Words
from sipgrants.questionnaires.workbook_opening import LARGEST, open_workbook
from sipgrants.questionnaires.workbook_reading import fit
from sipgrants.questionnaires.workbook_writing import write
from tests.builders import workbooks
from tests.builders.workbooks import SECTION, book, cell_of, saved_again, saved_elsewhere

PATH = "A.all"
NAME = "A1 Every kind of it 1 2"


def read(data: bytes, values: dict[str, Any]) -> tuple[dict[str, Any], Fitted]:
    """The answers in a file, where `values` are kept now."""
    fitted = fit(open_workbook(data), book(values))
    return section_values("A", SECTION, fitted), fitted


def back(
    change: Callable[[Any], None], values: dict[str, Any]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    data = saved_again(write(book(values)), lambda workbook: change(workbook[NAME]))
    found, fitted = read(data, values)
    return found, [(one.cell[:1], str(one.reason)) for one in fitted.misfits]


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(values=workbooks.values)
def test_what_goes_out_comes_back_the_same(values: dict[str, Any]) -> None:
    found, fitted = read(write(book(values)), values)
    kept = {one.key: normal(one, values.get(one.key)) for one in SECTION.questions}
    assert {one.key: normal(one, found.get(one.key)) for one in SECTION.questions} == kept
    assert fitted.misfits == ()


def test_what_another_program_leaves_out_is_no_change() -> None:
    """Tabs, which .ods files lose; the styles that tell dates and amounts; locks and lists."""
    values = {
        "short": "tab\there",
        "long": "=1+1\ttwo",
        "money": 12345,
        "date": "2027-03-31",
        "choice": "later",
    }
    elsewhere = saved_again(
        saved_elsewhere(write(book(values))), lambda workbook: _without_tabs(workbook[NAME])
    )
    found, fitted = read(elsewhere, values)
    assert ({key: found[key] for key in values}, fitted.misfits) == (values, ())
    blank, fitted = read(saved_elsewhere(write(book(values))), {})
    assert ({key: blank[key] for key in values}, fitted.misfits) == (values, ())


def _without_tabs(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value, cell.data_type = cell.value.replace("\t", ""), "s"


@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(values=workbooks.sound)
def test_what_is_in_order_is_read_without_knowing_what_is_kept(values: dict[str, Any]) -> None:
    found, fitted = read(write(book(values)), {})
    assert ({key: found[key] for key in values}, fitted.misfits) == (values, ())


@pytest.mark.parametrize(
    ("key", "written", "kept"),
    [
        ("number", 12.0, "12"),
        ("number", 0.1, "0.1"),
        ("number", "١٢٫٥", "12.5"),
        ("months", 24, "24"),
        ("money", 0.1 + 0.2, 30),
        ("money", "1 234,50", 123450),
        ("money", 9e12, 9 * 10**14),
        ("date", "2027-03-31", "2027-03-31"),
        ("choice", "YES", "yes"),
        ("choice", "Yes (2)", "later"),
        ("choice", "no", "no"),
        ("long", 41227341, "41227341"),
        ("long", True, "TRUE"),
        ("short", "two\nlines", "two lines"),
        ("long", " spaces \r\n around ", "spaces \n around"),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(key: str, written: Any, kept: Any) -> None:
    def change(sheet: Any) -> None:
        cell_of(sheet, f"{PATH}.{key}").value = written

    found, misfits = back(change, {"long": "before"})
    assert (found[key], misfits) == (kept, [])


@pytest.mark.parametrize(
    ("key", "written", "reason"),
    [
        ("number", "a dozen", "This is no number. Enter figures only, for example 12 or 12.5."),
        ("number", True, "This is no number. Enter figures only, for example 12 or 12.5."),
        ("money", "12.345", "This is no amount. Enter it in US dollars, in figures, for example 180000."),
        ("money", 0.005, "This is no amount. Enter it in US dollars, in figures, for example 180000."),
        ("date", "soon", "This is no date. Enter it as 2027-03-31."),
        ("choice", "perhaps", "Choose one of the answers offered."),
        ("many=no", "rather", "Write “yes” here, or leave the cell empty."),
        ("long", "=1+1", "This formula has no result. Write the figure or the text itself."),
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(key: str, written: Any, reason: str) -> None:
    values = {
        "number": "7",
        "money": 700,
        "date": "2027-01-01",
        "choice": "no",
        "many": ["no"],
        "long": "Before",
    }

    def change(sheet: Any) -> None:
        cell_of(sheet, f"{PATH}.{key}").value = written

    found, misfits = back(change, values)
    assert misfits == [("C", reason)]
    assert {name: found.get(name, values[name]) for name in values} == values


def test_rows_are_added_emptied_and_moved_in_a_table() -> None:
    rows = [{"name": name, "answer": "yes", "cost": 100, "share": "1", "since": ""} for name in "abc"]

    def change(sheet: Any) -> None:
        first = cell_of(sheet, f"{PATH}.table#0").row
        for column in "CDEFG":
            sheet[f"{column}{first}"].value = None
        sheet.insert_rows(first + 2)
        sheet[f"C{first + 2}"] = "between"
        sheet[f"C{cell_of(sheet, f'{PATH}.table#+3').row}"] = "last"

    found, misfits = back(change, {"table": rows})
    assert ([row["name"] for row in found["table"]], misfits) == (["b", "between", "c", "last"], [])


def test_labels_are_locked_and_answers_are_open() -> None:
    sheet = load_workbook(io.BytesIO(write(book({}))))[NAME]
    row = cell_of(sheet, f"{PATH}.short").row
    assert sheet.protection.sheet is True
    assert sheet.protection.password is None
    assert (sheet[f"B{row}"].protection.locked, sheet[f"C{row}"].protection.locked) == (True, False)
    assert sheet.column_dimensions["A"].hidden is True
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists[cell_of(sheet, f"{PATH}.choice").coordinate] == "_lists!$A$2:$A$4"


def test_a_closed_section_is_locked_whole() -> None:
    sheet = load_workbook(io.BytesIO(write(book({}, closed=msg("Not now.")))))[NAME]
    open_cells = [one.coordinate for row in sheet.rows for one in row if not one.protection.locked]
    assert open_cells == []


def test_a_text_too_long_for_a_cell_is_told_in_its_place_and_stays() -> None:
    values = {"long": "😀" * 16_384, "short": "x" * 32_767}
    data = write(book(values))
    sheet = load_workbook(io.BytesIO(data))[NAME]
    assert Words().too_long in cell_of(sheet, f"{PATH}.long").value
    assert {key: read(data, values)[0][key] for key in values} == values


def archive(change: Callable[[zipfile.ZipFile], None], without: str = "") -> bytes:
    """Our workbook with a part more or another one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write(book({})))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name != without:
                after.writestr(name, before.read(name))
        change(after)
    return out.getvalue()


def bomb(into: zipfile.ZipFile) -> None:
    into.writestr("xl/media/zeros.xml", b"\0" * 70_000_000, zipfile.ZIP_DEFLATED)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa">]><sst>&a;</sst>'
BAD = {
    "empty": (b"", "The file is empty."),
    "text": (b"name;amount", "This is not an Excel workbook: save it as .xlsx and choose it again."),
    "old": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "This is an old or protected Excel file: save it without a password as .xlsx.",
    ),
    "large": (b"PK\x03\x04" + b"\0" * LARGEST, "This file is too large: at most 5 MB."),
    "torn": (
        write(book({}))[:3000],
        "This workbook cannot be read: it is damaged. Save it once more as .xlsx and send that.",
    ),
    "bomb": (
        archive(bomb),
        "This workbook holds too much once it is opened. Send the one that you downloaded here.",
    ),
    "document type": (
        archive(lambda into: into.writestr("xl/sharedStrings.xml", ENTITIES), "xl/sharedStrings.xml"),
        "This workbook cannot be read: it is damaged. Save it once more as .xlsx and send that.",
    ),
    "in another alphabet": (
        archive(
            lambda into: into.writestr("xl/sharedStrings.xml", ENTITIES.encode("utf-16")),
            "xl/sharedStrings.xml",
        ),
        "This workbook cannot be read: it is damaged. Save it once more as .xlsx and send that.",
    ),
    "macros": (
        archive(lambda into: into.writestr("xl/vbaProject.bin", b"x")),
        "The file holds macros: save it without macros, as .xlsx.",
    ),
    "another's": (
        archive(lambda _into: None, "xl/workbook.xml"),
        "This is not a workbook of this system. Download one here, fill it in and send it back.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_workbook_of_ours_is_refused_with_the_reason(kind: str) -> None:
    data, reason = BAD[kind]
    with pytest.raises(Invalid) as refused:
        open_workbook(data)
    assert str(refused.value) == reason


def test_a_million_lines_are_not_walked_through() -> None:
    def far(workbook: Any) -> None:
        workbook[NAME]["XFD1048576"] = "far"

    data = saved_again(write(book({"short": "here"})), far)
    assert read(data, {})[0]["short"] == "here"
