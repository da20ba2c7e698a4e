"""The exchange with the applicant, as the Party's team sees it."""

from uuid import UUID

from flask import redirect, render_template, url_for

from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, forms, queries
from sipgrants.appraisal.routes.blueprint import Page, bp
from sipgrants.core import db
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.web import gate
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.get("/applications/<uuid:application_id>/questions")
@requires("question.read")
def questions(application_id: UUID) -> Page:
    """What the Secretariat asked, and what was answered."""
    application = db.find(Application, application_id)
    if not rights.can(gate.actor(), "question.read", application):
        raise NotFound()
    return _page(application)


def _page(application: Application, wrong: UUID | None = None, form: forms.AnswerForm | None = None) -> str:
    return render_template(
        "appraisal/questions.html",
        application=application,
        questions=queries.questions(application),
        wrong=wrong,
        form=form or forms.AnswerForm(),
    )


@bp.post("/questions/<uuid:question_id>/answer")
@requires("question.answer")
def answer(question_id: UUID) -> Page:
    """Answer one question."""
    question, form = queries.question(gate.actor(), question_id), forms.AnswerForm()
    if not form.validate_on_submit():
        return _page(question.application, question.id, form), 422
    commands.answer(question, by=gate.actor(), text=form.answer.data)
    tell(msg("Thank you. The Secretariat has your answer."))
    return redirect(url_for("appraisal.questions", application_id=question.application_id), 303)
