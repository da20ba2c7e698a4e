"""Questions and answers of a round: a team asks, the Secretariat answers to all."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.core.errors import Conflict, Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import TEAM
from sipgrants.parties import queries as parties
from sipgrants.rounds import commands, forms, queries, question_forms, question_queries, step_forms
from sipgrants.rounds.models import Round, RoundQuestion
from sipgrants.rounds.routes.blueprint import Page, bp
from sipgrants.web import gate, locale
from sipgrants.web.forms import options
from sipgrants.web.gate import requires
from sipgrants.web.steps import Answer, Step, take


@bp.route("/<uuid:round_id>/ask", methods=["GET", "POST"])
@requires("round_question.ask")
def ask(round_id: UUID) -> Answer:
    """Ask the Secretariat."""
    round_ = queries.find(gate.actor(), round_id)
    mine = gate.actor().parties(TEAM)
    form = question_forms.AskForm(data={"party_id": min(mine)} if len(mine) == 1 else None)
    form.party_id.choices = options(parties.choices(locale.choose(), only=mine))
    closed = question_queries.closed_for_questions(round_)
    if closed is not None:
        raise Conflict(closed)
    return take(
        form,
        lambda form: commands.ask(round_, by=gate.actor(), party_id=form.party_id.data, text=form.text.data),
        Step(
            "round_question.ask",
            url_for("rounds.show", round_id=round_id) + "#questions",
            msg(
                "The answer is published to all, in words that name nobody. Only the Secretariat learns who asked."
            ),
            crumbs=_crumbs(round_),
            here="rounds.index",
            verb=msg("Send question"),
        ),
        done=msg("Your question is sent. You get a mail when it is answered."),
    )


@bp.get("/<uuid:round_id>/questions")
@requires("round_question.list")
def questions(round_id: UUID) -> Page:
    """Every question with who asked it: for the Secretariat."""
    round_ = queries.find(gate.actor(), round_id)
    return render_template(
        "rounds/questions.html",
        round=round_,
        lines=question_queries.listed(round_),
        closed=question_queries.closed_for_questions(round_),
    )


@bp.route("/questions/<uuid:question_id>", methods=["GET", "POST"])
@requires("round_question.list")
def question(question_id: UUID) -> Page:
    """One question: what was asked and by whom, the answer to write, and what was published."""
    found = question_queries.find(gate.actor(), question_id)
    needed = question_queries.languages_of(found.round)
    form = question_forms.AnswerForm(data=question_forms.answer_as_typed(found))
    form.need(needed)
    status = 200
    if request.method == "POST":
        if form.validate():
            try:
                _written(found, form)
                return redirect(url_for("rounds.questions", round_id=found.round_id), 303)
            except Invalid as refused:
                form.take(refused)
        status = 422
    who, party = question_queries.names_asking(found)
    return render_template(
        "rounds/question.html",
        form=form,
        question=found,
        round=found.round,
        needed=needed,
        who=who,
        party=party,
        merged=question_queries.merged_with(found),
    ), status


def _written(found: RoundQuestion, form: question_forms.AnswerForm) -> None:
    draft = "draft" in request.form
    write = commands.draft_answer if draft else commands.answer
    write(
        found,
        by=gate.actor(),
        wording=forms.texts(form, "wording"),
        answer=forms.texts(form, "answer"),
        seen=gate.seen(),
    )
    flash(gettext("The draft is saved.") if draft else gettext("The answer is published."), "good")


@bp.route("/questions/<uuid:question_id>/merge", methods=["GET", "POST"])
@requires("round_question.merge")
def merge(question_id: UUID) -> Answer:
    """Answer a question together with another."""
    found = question_queries.find(gate.actor(), question_id)
    form = question_forms.MergeForm()
    others = question_queries.others(found)
    form.offer(others)
    known = {str(one.id): one for one in others}
    return take(
        form,
        lambda form: commands.merge(
            found, by=gate.actor(), same_as=known[form.same_as.data], seen=gate.seen()
        ),
        _step(
            found, "round_question.merge", msg("It gets the other question's answer; whoever asked is told.")
        ),
    )


@bp.route("/questions/<uuid:question_id>/decline", methods=["GET", "POST"])
@requires("round_question.decline")
def decline(question_id: UUID) -> Answer:
    """Decline a question."""
    found = question_queries.find(gate.actor(), question_id)
    return take(
        step_forms.Reason(),
        lambda form: commands.decline(found, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
        _step(
            found,
            "round_question.decline",
            msg("Nothing is published. Whoever asked gets the reason by mail."),
        ),
    )


@bp.route("/questions/<uuid:question_id>/correct", methods=["GET", "POST"])
@requires("round_question.correct")
def correct(question_id: UUID) -> Answer:
    """Correct a published answer by a dated note."""
    found = question_queries.find(gate.actor(), question_id)
    form = question_forms.CorrectionForm()
    question_forms.needs(form, question_queries.languages_of(found.round), "text")
    return take(
        form,
        lambda form: commands.correct(
            found, by=gate.actor(), texts=forms.texts(form, "text"), seen=gate.seen()
        ),
        _step(
            found,
            "round_question.correct",
            msg("It is shown under the answer, with its date. The answer itself stays as it was."),
        ),
    )


def _step(found: RoundQuestion, action: str, lede: Message) -> Step:
    told = [msg("everybody with a draft or an application in this round"), msg("whoever asked")]
    return Step(
        action,
        url_for("rounds.question", question_id=found.id),
        lede,
        subject=found,
        crumbs=[
            *_crumbs(found.round),
            (url_for("rounds.questions", round_id=found.round_id), msg("Questions")),
        ],
        here="rounds.index",
        facts=[(msg("Question"), locale.translate(found.wording.get("en") or found.text))],
        told=told if action == "round_question.correct" else [msg("whoever asked")],
    )


def _crumbs(round_: Round) -> list[tuple[str, object]]:
    back = url_for("rounds.show", round_id=round_.id)
    return [(url_for("rounds.index"), msg("Rounds")), (back, round_.name(locale.choose()))]
