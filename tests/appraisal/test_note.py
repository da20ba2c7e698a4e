"""The officer's note: drafted, finished, taken up again; to the Board with it, and back before a decision."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, note_queries, queries
from sipgrants.appraisal.models import Appraisal
from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.db import session
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.commands import Saved
from sipgrants.questionnaires.models import AnswerChange, AnswerSet, Section
from tests.builders import board, calls
from tests.builders import screening as made

WHOLE = {"summary": "Sound.", "strengths": "Clear.", "weaknesses": "Few.", "questions": ""}


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with clock.set_to(made.SCREENING):
        yield


def write(application: Application, **changes: str) -> None:
    commands.edit(application, by=calls.officer(), values={**WHOLE, **changes})


def test_a_draft_may_have_gaps_a_finished_one_has_none(both: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    write(application, strengths="", weaknesses=" ")
    with pytest.raises(Invalid) as refused:
        commands.finish(application, by=officer)
    assert [one.field for one in refused.value.problems] == ["note.strengths", "note.weaknesses"]
    write(application)
    commands.finish(application, by=officer)
    with pytest.raises(Conflict):
        write(application, summary="Other words.")
    commands.reopen(application, by=officer)
    write(application, summary="Other words.")
    note = queries.appraisal(application)
    assert (note and note.summary, note and note.finished_at) == ("Other words.", None)


def test_it_goes_to_the_board_once_the_appraisal_is_finished(both: Session) -> None:
    application, officer = made.eligible(made.screened_round()), calls.officer()
    for ready in (lambda: None, lambda: write(application)):
        ready()
        with pytest.raises(Conflict):
            commands.forward(application, by=officer)
    commands.finish(application, by=officer)
    commands.forward(application, by=officer)
    assert application.state == "with_board"
    with pytest.raises(Conflict):
        commands.reopen(application, by=officer)


def test_all_that_are_ready_are_forwarded_together(both: Session) -> None:
    round_ = made.screened_round()
    ready = [made.appraised(round_, iso2) for iso2 in ("ZM", "GH")]
    unfinished = made.eligible(round_, "PE")
    assert commands.forward_all(round_, by=calls.officer()) == 2
    assert ({one.state for one in ready}, unfinished.state) == ({"with_board"}, "eligible")
    assert commands.forward_all(round_, by=calls.officer()) == 0


def test_it_is_recalled_with_a_reason_before_the_board_takes_a_decision(both: Session) -> None:
    here = board.before_board({"ZM": 1})
    application = here.application("ZM")
    with pytest.raises(Invalid):
        commands.recall(application, by=here.officer, reason=" ")
    commands.recall(application, by=here.officer, reason="An annex is missing.")
    assert application.state == "eligible"
    calls.put(application, state="with_board")
    board.decide(here, board.meeting(here), application)
    with pytest.raises(Conflict):
        commands.recall(application, by=here.officer, reason="A second thought.")
    assert application.state == "with_board"


@pytest.mark.parametrize("role", [role for role in R if role != R.PROGRAMME_OFFICER])
def test_only_a_programme_officer_appraises_and_forwards(db: Session, role: R) -> None:
    application = made.appraised(made.screened_round())
    somebody = calls.somebody(role, of="NO" if role in (R.BOARD_MEMBER, R.CO_CHAIR) else "ZM")
    for act in (
        lambda: commands.edit(application, by=somebody, values=WHOLE),
        lambda: commands.finish(application, by=somebody),
        lambda: commands.reopen(application, by=somebody),
        lambda: commands.forward(application, by=somebody),
        lambda: commands.recall(application, by=somebody, reason="x"),
    ):
        with pytest.raises(Forbidden):
            act()


def test_what_is_not_appraised_waits_on_the_officers_home_page(db: Session) -> None:
    round_, officer = made.screened_round(), calls.officer()
    made.eligible(round_, "ZM")
    made.appraised(round_, "GH")
    assert [str(one.what) for one in queries.waiting_for(officer)] == [
        f"Round {round_.number}: 1 eligible application has no appraisal yet"
    ]
    assert queries.waiting_for(calls.approver()) == []


def test_two_officers_in_one_text_lose_no_word(both: Session) -> None:
    application, first, second = made.eligible(made.screened_round()), calls.officer(), calls.officer()

    def save(by: Actor, window: str, marks: str | None, **texts: str) -> Saved:
        return commands.edit(application, by=by, values=texts, marks=marks, page=window)

    opened = save(first, "1" * 16, None, summary="Sound.", strengths="").marks
    assert save(first, "1" * 16, opened, summary="Sound, and cheap.").conflicts == ()
    late = save(second, "2" * 16, opened, summary="Unsound.", strengths="Clear.")
    assert [(one.key, one.mine, one.theirs) for one in late.conflicts] == [
        ("summary", "Unsound.", "Sound, and cheap.")
    ]
    note = queries.appraisal(application)
    assert note is not None
    assert (note.summary, note.strengths) == ("Sound, and cheap.", "Clear.")
    assert [one.before for one in kept(note) if one.is_set_aside] == ["Unsound."]
    assert save(second, "2" * 16, late.marks, summary="Unsound.").conflicts != ()
    chosen = save(second, "2" * 16, questionnaires.section_marks(*place(note)), summary="Unsound.")
    assert (chosen.conflicts, note.summary) == ((), "Unsound.")
    assert {one.before for one in kept(note)} >= {"Unsound.", "Sound, and cheap."}
    earlier = next(one for one in kept(note) if one.before == "Sound, and cheap.")
    with pytest.raises(Forbidden):
        commands.put_back(application, by=calls.approver(), change_id=earlier.id)
    commands.put_back(application, by=first, change_id=earlier.id)
    assert (note.summary, note.written_by) == ("Sound, and cheap.", first.person_id)


def kept(note: Appraisal) -> list[AnswerChange]:
    wanted = select(AnswerChange).where(AnswerChange.answer_set_id == note.answers_id)
    return list(session().scalars(wanted))


def place(note: Appraisal) -> tuple[AnswerSet, Section]:
    answers = note_queries.answers(note)
    return answers, questionnaires.section(answers, note_queries.SECTION)


def test_typing_on_is_one_entry_of_the_history_and_a_colleague_another(db: Session) -> None:
    application, first, second = made.eligible(made.screened_round()), calls.officer(), calls.officer()
    for by, text in ((first, "S"), (first, "So"), (second, "Sound."), (second, "Sound. Cheap.")):
        commands.edit(application, by=by, values={"summary": text})
    found = db.scalars(select(AuditEntry).where(AuditEntry.action == "appraisal.edit")).all()
    assert [one.actor for one in found] == [str(first.person_id), str(second.person_id)]


def test_a_note_that_was_written_before_it_had_answers_is_taken_over(db: Session) -> None:
    application, officer = made.appraised(made.screened_round()), calls.officer()
    commands.reopen(application, by=officer)
    note = queries.appraisal(application)
    assert note is not None
    note.answers_id = None
    db.commit()
    shown = questionnaires.values(note_queries.answers(note))
    assert shown == {"summary": "Sound.", "strengths": "Clear.", "weaknesses": "Few."}
    commands.edit(application, by=officer, values={"summary": "Sounder."})
    assert (note.summary, note.strengths, note.weaknesses) == ("Sounder.", "Clear.", "Few.")
