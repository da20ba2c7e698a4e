"""Files: taken by what is in them, within their limits, kept by versions when they leave the draft."""

import pytest
from sqlalchemy.orm import Session

from sipgrants.applications import commands, media, queries
from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.core.files import read
from sipgrants.rounds.settings import Document
from tests.builders import applications, calls
from tests.builders.files import pdf


def test_all_files_together_have_a_limit(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        monkeypatch.setattr(media, "LARGEST_IN_ALL", 2 * len(applications.PDF) - 1)
        applications.attach(made, focal)
        with pytest.raises(Invalid):
            applications.attach(made, focal, data=pdf("and a few words more"))


def test_a_question_takes_as_many_files_as_it_says(db: Session) -> None:
    focal = calls.focal_point()
    made = applications.draft(by=focal, filled=False)
    with clock.set_to(calls.DURING):
        for number in (1, 2):
            applications.attach(made, focal, kind="signed_letter", data=pdf(str(number)))
        with pytest.raises(Invalid):
            applications.attach(made, focal, kind="signed_letter", data=pdf("3"))
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
