"""Comments of a team on the questions of its draft: written, answered, settled."""

from sipgrants.applications import comment_queries, queries
from sipgrants.applications.models import Application, Comment, Remark
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, process, rights
from sipgrants.lifecycle.actor import Actor

LONGEST = 4000


@command
def write(application: Application, *, by: Actor, section: str, question: str, text: str) -> Comment:
    """Say something about a question of the draft; the colleagues are told. The button pressed twice says it once."""
    rights.demand(by, "comment.write", application)
    _demand_draft(application)
    require(_problems(text))
    _demand_question(application, section, question)
    said = _said_already(application, by, section, question, text.strip())
    if said is not None:
        return said
    made = Comment(application=application, section=section, question=question, remarks=[])
    machine.begin(made, "comment.write", by=by, section=section, question=question)
    session().add(made)
    _say(made, by, text)
    return made


def _demand_draft(application: Application) -> None:
    if process.target("application", "edit", application.state) is None:
        raise Conflict(msg("This application is no longer being written: its comments are closed."))


def _problems(text: str) -> list[Problem]:
    if not text.strip():
        return [Problem("text", msg("Write what you want to say."))]
    return too_long("text", text, LONGEST)


def _demand_question(application: Application, section: str, question: str) -> None:
    for answers in queries.answers(application).values():
        for one in answers.form.sections:
            if one.key == section and any(asked.key == question for asked in one.questions):
                return
    require([Problem("question", msg("Choose the question that you write about."))])


def _said_already(
    application: Application, by: Actor, section: str, question: str, text: str
) -> Comment | None:
    for one in comment_queries.of(application):
        first = one.remarks[0]
        is_here = (one.state, one.section, one.question) == ("open", section, question)
        if is_here and (first.written_by, first.text) == (by.person_id, text):
            return one
    return None


def _say(to: Comment, by: Actor, text: str) -> None:
    session().add(Remark(comment=to, text=text.strip(), written_by=by.person_id))
    session().flush()


@command
def answer(comment: Comment, *, by: Actor, text: str) -> None:
    """Say something to a comment; the colleagues are told."""
    machine.check(comment, "comment.answer", by=by)
    _demand_draft(comment.application)
    require(_problems(text))
    last = comment.remarks[-1]
    if (last.written_by, last.text) != (by.person_id, text.strip()):
        machine.move(comment, "comment.answer", by=by)
        _say(comment, by, text)


@command
def settle(comment: Comment, *, by: Actor) -> None:
    """Mark a comment as settled: it is counted no more, and stays to be read."""
    machine.check(comment, "comment.settle", by=by)
    _demand_draft(comment.application)
    machine.move(comment, "comment.settle", by=by)
    comment.settled_by, comment.settled_at = by.person_id, clock.now()


@command
def reopen(comment: Comment, *, by: Actor) -> None:
    """Open a settled comment again."""
    machine.check(comment, "comment.reopen", by=by)
    _demand_draft(comment.application)
    machine.move(comment, "comment.reopen", by=by)
    comment.settled_by = comment.settled_at = None
