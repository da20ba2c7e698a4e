"""An application beside its appraisal; forwarding to the Board."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application
from sipgrants.appraisal import commands, forms, help_queries, note_queries, queries
from sipgrants.appraisal.models import Appraisal, ExpertInvitation
from sipgrants.appraisal.routes.blueprint import Page, bp
from sipgrants.core import db, paging
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import msg, nmsg
from sipgrants.lifecycle.actor import BOARD, SECRETARIAT
from sipgrants.parties import queries as parties
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires.commands import Conflict
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.rounds import queries as rounds
from sipgrants.screening import document_queries
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.get("/appraisal/rounds/<uuid:id>", endpoint="round")
@requires("screening.read")
def table(id: UUID) -> Page:
    """The applications to appraise and those with the Board."""
    round_ = rounds.find(gate.actor(), id)
    rows = queries.of_round(round_)
    return render_template(
        "appraisal/round.html",
        round=round_,
        page=paging.part(rows, request.args.get("page", 1, type=int), 50),
        ready=len(queries.ready_to_forward(round_)),
        waited_for=queries.waited_for(round_),
    )


@bp.post("/appraisal/rounds/<uuid:id>/forward_all")
@requires("application.forward")
def forward_all(id: UUID) -> Page:
    """Forward all whose appraisal is finished."""
    number = commands.forward_all(rounds.find(gate.actor(), id), by=gate.actor())
    tell(nmsg("%(num)s application was forwarded.", "%(num)s applications were forwarded.", number))
    return redirect(url_for("appraisal.round", id=id), 303)


@bp.get("/appraisal/applications/<uuid:application_id>")
@requires("appraisal.read")
def show(application_id: UUID) -> Page:
    """The application on one side, the appraisal on the other."""
    return page_of(queries.find(gate.actor(), application_id))


def page_of(
    application: Application, *, conflicts: Sequence[Conflict] = (), told: bool = False, **typed: Any
) -> str:
    """Return the page with what was typed. `conflicts` are those of the note; `told`: what is missing in it is named."""
    actor, note = gate.actor(), queries.appraisal(application)
    office = actor.has(SECRETARIAT) or not actor.has(BOARD)
    expert = forms.ExpertForm()
    expert.offer(parties.choices(locale.choose()))
    asked, questions = queries.invitations(application), queries.questions(application)
    known: dict[str, Any] = {
        "expert": expert,
        "question": forms.QuestionForm(),
        "wrong": "",
        "problems": (),
    }
    return render_template(
        "appraisal/show.html",
        application=application,
        document=document_queries.document(application, locale.choose()),
        page=_note_page(note, conflicts, told),
        note=note if office or (note and note.finished_at) else None,
        names=people.names_of([note.written_by] if note else []),
        invitations=asked if office else [one for one in asked if one.commented_at],
        questions=questions if office else [one for one in questions if one.answered_at],
        help=help_queries.help_for(application) if office else None,
        office=office,
        **{**known, **typed},
    )


def _note_page(note: Appraisal | None, conflicts: Sequence[Conflict], told: bool) -> SectionPage:
    return questionnaires.page(
        note_queries.answers(note), note_queries.SECTION, locale.choose(), conflicts=conflicts, told=told
    )


@bp.post("/appraisal/applications/<uuid:application_id>/reopen")
@requires("appraisal.reopen")
def reopen(application_id: UUID) -> Page:
    """Take the finished note up again."""
    application = queries.find(gate.actor(), application_id)
    commands.reopen(application, by=gate.actor())
    return redirect(url_for("appraisal.show", application_id=application_id), 303)


@bp.post("/appraisal/applications/<uuid:application_id>/forward")
@requires("application.forward")
def forward(application_id: UUID) -> Page:
    """Put it before the Board."""
    application = queries.find(gate.actor(), application_id)
    commands.forward(application, by=gate.actor(), seen=gate.seen())
    tell(msg("The application is before the Board."))
    return redirect(url_for("appraisal.show", application_id=application_id), 303)


@bp.route("/appraisal/applications/<uuid:application_id>/recall", methods=["GET", "POST"])
@requires("application.recall")
def recall(application_id: UUID) -> Page:
    """Take it back from the Board."""
    application, form = queries.find(gate.actor(), application_id), forms.ReasonForm()
    if form.validate_on_submit():
        commands.recall(application, by=gate.actor(), reason=form.reason.data, seen=gate.seen())
        tell(msg("The application is back from the Board."))
        return redirect(url_for("appraisal.show", application_id=application_id), 303)
    status = 422 if form.errors else 200
    return render_template("appraisal/recall.html", application=application, form=form), status


@bp.post("/appraisal/applications/<uuid:application_id>/invite")
@requires("expert.invite")
def invite(application_id: UUID) -> Page:
    """Ask an expert for a comment."""
    application, form = queries.find(gate.actor(), application_id), forms.ExpertForm()
    form.offer(parties.choices(locale.choose()))

    def run() -> None:
        commands.invite(
            application,
            by=gate.actor(),
            email=form.email.data or "",
            name=form.name.data or "",
            due_on=form.due_on.data,
            country=form.country.data or None,
        )

    return _take(application, form, run, "expert")


@bp.post("/appraisal/invitations/<uuid:invitation_id>/withdraw")
@requires("expert.withdraw")
def withdraw_invitation(invitation_id: UUID) -> Page:
    """Withdraw an expert's invitation."""
    found = db.find(ExpertInvitation, invitation_id)
    commands.withdraw_invitation(found, by=gate.actor())
    return redirect(url_for("appraisal.show", application_id=found.application_id) + "#experts", 303)


@bp.post("/appraisal/applications/<uuid:application_id>/ask")
@requires("question.ask")
def ask(application_id: UUID) -> Page:
    """Ask the applicant something."""
    application, form = queries.find(gate.actor(), application_id), forms.QuestionForm()

    def run() -> None:
        commands.ask(application, by=gate.actor(), text=form.text.data or "", due_on=form.due_on.data)

    return _take(application, form, run, "question")


def _take(application: Application, form: Any, run: Callable[[], None], name: str) -> Page:
    """Run a step of the page, or show the page again with what was typed in that form."""
    if form.validate_on_submit():
        try:
            run()
            return redirect(url_for("appraisal.show", application_id=application.id) + f"#{name}", 303)
        except Invalid as refused:
            form.take(refused)
    return page_of(application, **{name: form, "wrong": name}), 422
