"""Comments of the team: beside a question in its section, and all of them on one page."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import comment_queries, queries
from sipgrants.applications.commands import commenting as commands
from sipgrants.applications.forms import Saying
from sipgrants.applications.models import Application, Comment
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core.errors import NotFound
from sipgrants.lifecycle import rights
from sipgrants.questionnaires.texts import pick
from sipgrants.web import gate, locale
from sipgrants.web.forms import options
from sipgrants.web.gate import requires


def take(application: Application, section: str) -> str | None:
    """Take what a section's form brings for its comments; return the question to come back to, if a button says so.

    A text that stands in a comment's field goes with whichever button was pressed: nothing typed is lost.
    """
    typed = request.form
    for name, text in typed.items():
        kind, _dot, about = name.partition(".")
        if kind == "comment" and text.strip():
            commands.write(application, by=gate.actor(), section=section, question=about, text=text)
        elif kind == "answer" and text.strip():
            commands.answer(_comment(application, about), by=gate.actor(), text=text)
    for verb, command in (("settle", commands.settle), ("reopen", commands.reopen)):
        if verb in typed:
            found = _comment(application, typed[verb])
            command(found, by=gate.actor())
            return found.question
    return typed.get("talk")


def _comment(application: Application, name: str) -> Comment:
    try:
        found = comment_queries.find(gate.actor(), UUID(name))
    except ValueError:
        raise NotFound() from None
    if found.application_id != application.id:
        raise NotFound()
    return found


@bp.route("/<uuid:application_id>/comments", methods=["GET", "POST"])
@requires("comment.write")
def comments(application_id: UUID) -> Page:
    """Every comment on an application, and a new one."""
    application = queries.find(gate.actor(), application_id)
    if not rights.can(gate.actor(), "comment.read", application):
        raise NotFound()
    places = _places(application)
    form = Saying()
    form.question.choices = options([("", ""), *((key, label) for key, (_section, label) in places.items())])
    if form.validate_on_submit():
        section, _label = places[form.question.data]
        question = form.question.data.partition(".")[2]
        commands.write(application, by=gate.actor(), section=section, question=question, text=form.text.data)
        flash(gettext("Your comment is there. Your colleagues are told by mail, once a day at most."), "good")
        return _back(application_id)
    talk = comment_queries.talk(application)
    labels = {key.partition(".")[2]: label for key, (_section, label) in places.items()}
    page = render_template(
        "applications/comments.html", application=application, talk=talk, form=form, labels=labels
    )
    return page, 422 if form.errors else 200


def _places(application: Application) -> dict[str, tuple[str, str]]:
    """Return section and label of every question, by section and question."""
    return {
        f"{section.key}.{question.key}": (
            section.key,
            f"{pick(section.title, locale.choose())}: {pick(question.label, locale.choose())}",
        )
        for answers in queries.answers(application).values()
        for section in answers.form.sections
        for question in section.questions
    }


def _back(application_id: UUID) -> Page:
    return redirect(url_for("applications.comments", application_id=application_id), 303)


@bp.post("/comments/<uuid:comment_id>/answer")
@requires("comment.answer")
def answer_comment(comment_id: UUID) -> Page:
    """Say something to a comment."""
    found = comment_queries.find(gate.actor(), comment_id)
    # The command tells of an empty or overlong text.
    commands.answer(found, by=gate.actor(), text=request.form.get("text", ""))
    return _back(found.application_id)


@bp.post("/comments/<uuid:comment_id>/settle")
@requires("comment.settle")
def settle_comment(comment_id: UUID) -> Page:
    """Mark a comment as settled."""
    found = comment_queries.find(gate.actor(), comment_id)
    commands.settle(found, by=gate.actor())
    return _back(found.application_id)


@bp.post("/comments/<uuid:comment_id>/reopen")
@requires("comment.reopen")
def reopen_comment(comment_id: UUID) -> Page:
    """Open a comment again."""
    found = comment_queries.find(gate.actor(), comment_id)
    commands.reopen(found, by=gate.actor())
    return _back(found.application_id)
