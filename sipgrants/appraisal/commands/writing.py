"""The officer's appraisal of one application: drafted, finished, taken up again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.appraisal import note_queries, queries
from sipgrants.appraisal.models import Appraisal
from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import commands as questionnaires
from sipgrants.questionnaires import queries as answering
from sipgrants.questionnaires import restoring_commands as restoring
from sipgrants.questionnaires.checking import Missing
from sipgrants.questionnaires.commands import Saved
from sipgrants.questionnaires.keeping_commands import SITTING
from sipgrants.questionnaires.models import AnswerChange, AnswerSet

WRITTEN_IN = ("submitted", "returned", "eligible")
ASKED = {
    "summary": msg("Write the summary."),
    "strengths": msg("Name the strengths."),
    "weaknesses": msg("Name the weaknesses."),
}


@command
def edit(
    application: Application,
    *,
    by: Actor,
    values: Mapping[str, Any],
    marks: str | None = None,
    page: str | None = None,
) -> Saved:
    """Keep what is written so far; nobody but the Secretariat sees a draft. A text that a colleague changed since the page
    was opened is not overwritten: both come back. `values`: texts by `note_queries.TEXTS`; `marks`: what the page carried;
    `page`: which window it is.
    """
    rights.demand(by, "appraisal.edit", application)
    found = _draft(application)
    answers = _answers(found, by)
    goes_on = _goes_on(found, answers, by)
    saved = questionnaires.save_section(answers, note_queries.SECTION, values, by=by, marks=marks, page=page)
    if saved.changed:
        _mirror(found, answers, by)
    if saved.changed and not goes_on:
        audit.record("appraisal.edit", application, by, changed=sorted(saved.changed))
    return saved


@command
def put_back(application: Application, *, by: Actor, change_id: UUID) -> None:
    """Put an earlier text in the place of one of the note; what stands there now is kept."""
    rights.demand(by, "appraisal.put_back", application)
    found = _draft(application)
    change = session().get(AnswerChange, change_id)
    if change is None or change.answer_set_id != found.answers_id:
        raise NotFound()
    answers = _answers(found, by)
    restoring.put_back(answers, change, by=by)
    _mirror(found, answers, by)
    audit.record("appraisal.put_back", application, by, question=change.key)


@command
def finish(application: Application, *, by: Actor) -> None:
    """Finish the appraisal: the application can be forwarded, and the Board will read it as it is."""
    rights.demand(by, "appraisal.finish", application)
    _refuse_state(application)
    found = queries.appraisal(application)
    if found is not None and found.finished_at is not None:
        raise Conflict(msg("The appraisal is finished already."))
    missing = {name: text for name, text in ASKED.items() if not (found and getattr(found, name))}
    problems = [Problem(f"{note_queries.SECTION}.{name}", text) for name, text in missing.items()]
    wrong = answering.problems(note_queries.answers(found))
    require([*problems, *(one for one in wrong if not isinstance(one, Missing))])
    if found is not None:
        found.finished_at, found.written_by = clock.now(), by.person_id
    audit.record("appraisal.finish", application, by)


@command
def reopen(application: Application, *, by: Actor) -> None:
    """Take a finished appraisal up again; what is before the Board is recalled first."""
    rights.demand(by, "appraisal.reopen", application)
    _refuse_state(application)
    found = queries.appraisal(application)
    if found is None or found.finished_at is None:
        raise Conflict(msg("The appraisal is not finished."))
    found.finished_at = None
    audit.record("appraisal.reopen", application, by)


def _draft(application: Application) -> Appraisal:
    """Return the note while it may be written."""
    _refuse_state(application)
    found = queries.appraisal(application) or _begin(application)
    if found.finished_at is not None:
        raise Conflict(msg("The appraisal is finished: take it up again first."))
    return found


def _begin(application: Application) -> Appraisal:
    made = Appraisal(application_id=application.id, summary="", strengths="", weaknesses="", questions="")
    session().add(made)
    return made


def _answers(note: Appraisal, by: Actor) -> AnswerSet:
    """Return the answers that keep the note; one that was written before they did is taken over."""
    if note.answers_id is not None:
        return answering.answers(note.answers_id)
    made = questionnaires.answer_set(questionnaires.take_form(note_queries.FORM, by=by), by=by)
    made.answers.extend(note_queries.written(note))
    session().flush()
    note.answers_id = made.id
    return made


def _goes_on(note: Appraisal, answers: AnswerSet, by: Actor) -> bool:
    """Tell whether this is the same officer typing on: the history has one entry for a sitting, not one for each save."""
    last = max((one.changed_at for one in answers.answers), default=None)
    return note.written_by == by.person_id and last is not None and clock.now() - last < SITTING


def _mirror(note: Appraisal, answers: AnswerSet, by: Actor) -> None:
    """Keep beside the note what its answers say, for those who read it."""
    present = answering.values(answers)
    for name in note_queries.TEXTS:
        setattr(note, name, str(present.get(name) or ""))
    note.written_by = by.person_id


def _refuse_state(application: Application) -> None:
    if application.state not in WRITTEN_IN:
        raise Conflict(msg("An appraisal is written before the application goes to the Board."))
