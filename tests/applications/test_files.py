"""Files: taken by what is in them, within their limits, kept by versions when they leave the draft."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from sipgrants.applications import commands, media, queries
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.files import read
from sipgrants.rounds.settings import Document
from tests.builders import applications, calls


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (office("[Content_Types].xml", "word/document.xml"), media.DOCX),
        (office("[Content_Types].xml", "xl/workbook.xml"), media.XLSX),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (office("notes.txt"), None),
        (b"PK\x03\x04 broken", None),
        (b"<html><script>", None),
        (b"GIF89a", None),
    ],
)
def test_a_file_is_told_by_what_is_in_it(data: bytes, kind: str | None) -> None:
    assert media.media_type(data) == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"%PDF-" + b"x" * media.LARGEST, "20 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "old or protected"),
        (office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
        (b"hello", "not taken"),
    ],
)
def test_a_refused_file_says_what_to_do(data: bytes, word: str) -> None:
    problem = media.problem(data)
    assert problem is not None
    assert word in str(problem.message)


@given(st.text())
def test_a_files_name_never_leads_anywhere(name: str) -> None:
    plain = media.plain_name(name)
    assert 0 < len(plain) <= 121
    assert plain.isprintable()
    assert not {"/", "\\"} & set(plain)
    assert plain not in (".", "..")


def test_all_files_together_have_a_limit(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        monkeypatch.setattr(media, "LARGEST_IN_ALL", 2 * len(applications.PDF))
        applications.attach(made, focal)
        with pytest.raises(Invalid):
            applications.attach(made, focal, data=applications.PDF + b"and more")


def test_a_question_takes_as_many_files_as_it_says(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        for number in (1, 2):
            applications.attach(made, focal, kind="signed_letter", data=applications.PDF + b"%%%d" % number)
        with pytest.raises(Invalid):
            applications.attach(made, focal, kind="signed_letter", data=applications.PDF + b"%3")
        with pytest.raises(Invalid):
            applications.attach(made, focal, kind="nonsense")


def test_the_same_file_is_attached_once(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        applications.attach(made, focal)
        with pytest.raises(Invalid):
            applications.attach(made, focal)


def test_a_required_document_is_missing_until_it_is_attached(db: Session) -> None:
    focal = calls.focal_point()
    document = Document("cofinance", {"en": "Letter of the co-financer"})
    made = applications.draft(applications.open_round(checklist=(document,)), by=focal)
    with clock.set_to(calls.DURING):
        with pytest.raises(Invalid) as refused:
            commands.submit(made, by=focal)
        assert [str(one.message) for one in refused.value.problems] == ["Attach: Letter of the co-financer."]
        applications.attach(made, focal, kind="cofinance")
        commands.submit(made, by=focal)
    assert made.state == "submitted"


def test_a_file_taken_out_of_the_draft_stays_in_the_version(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal)
    with clock.set_to(calls.DURING):
        applications.attach(made, focal)
        (kept,) = queries.files(made)
        commands.submit(made, by=focal)
        commands.detach(made, by=focal, file_id=kept.id)
    assert queries.files(made) == []
    assert queries.is_in_a_version(made, kept.file.sha256)
    assert read(queries.stored(made, kept.file.sha256)) == applications.PDF


def test_nobody_else_attaches_and_nothing_is_attached_when_it_is_too_late(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.submitted(by=focal)
    with clock.set_to(calls.DURING), pytest.raises(Forbidden):
        applications.attach(made, calls.focal_point("GH"))
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        applications.attach(made, focal)
