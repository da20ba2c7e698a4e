"""Recommendations to unsuccessful applicants: a round's list, and one by one beside what they were drafted from."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from sipgrants.core import db
from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.meetings import advice_queries as queries
from sipgrants.meetings.advice_models import Advice
from sipgrants.meetings.advising import GENERAL
from sipgrants.meetings.commands import advice as commands
from sipgrants.meetings.routes.blueprint import Page, bp
from sipgrants.rounds import queries as rounds
from sipgrants.rounds.models import Round
from sipgrants.screening.letters import queries as letters
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires


@bp.get("/rounds/<uuid:round_id>/advice")
@requires("advice.read")
def advice_list(round_id: UUID) -> Page:
    """The unsuccessful applications of a round, and how far their recommendations are."""
    return _list(rounds.find(gate.actor(), round_id))


@bp.post("/rounds/<uuid:round_id>/advice/draft")
@requires("advice.draft")
def draft_advice(round_id: UUID) -> Page:
    """Draft what is missing, from the Board's own words."""
    number = commands.draft_all(rounds.find(gate.actor(), round_id), by=gate.actor(), seen=gate.seen())
    return _back(round_id, nmsg("%(num)s draft was made.", "%(num)s drafts were made.", number))


@bp.post("/rounds/<uuid:round_id>/advice/release")
@requires("advice.release")
def release_all_advice(round_id: UUID) -> Page:
    """Release all that is drafted, together."""
    round_ = rounds.find(gate.actor(), round_id)
    try:
        number = commands.release_all(round_, by=gate.actor(), seen=gate.seen())
    except Invalid as refused:
        return _list(round_, refused.problems), 422
    said = nmsg("%(num)s applicant is told.", "%(num)s applicants are told.", number)
    return _back(round_id, said)


@bp.get("/advice/<uuid:advice_id>")
@requires("advice.read")
def advice(advice_id: UUID) -> Page:
    """The recommendations to one applicant."""
    return _page(db.find(Advice, advice_id))


@bp.post("/advice/<uuid:advice_id>")
@requires("advice.edit")
def edit_advice(advice_id: UUID) -> Page:
    """Save what an officer edited, or save and release it."""
    found = db.find(Advice, advice_id)
    typed = {
        key.partition(".")[2]: text for key, text in request.form.items() if key.startswith("paragraphs.")
    }
    try:
        commands.edit(found, by=gate.actor(), paragraphs=typed, seen=gate.seen())
    except Invalid as refused:
        return _page(found, typed, refused.problems), 422
    flash(locale.translate(msg("Saved.")), "good")
    return redirect(url_for("meetings.advice", advice_id=advice_id), 303)


@bp.post("/advice/<uuid:advice_id>/redraft")
@requires("advice.redraft")
def redraft_advice(advice_id: UUID) -> Page:
    """Draft anew from the record."""
    commands.redraft(db.find(Advice, advice_id), by=gate.actor(), seen=gate.seen())
    return redirect(url_for("meetings.advice", advice_id=advice_id), 303)


@bp.post("/advice/<uuid:advice_id>/release")
@requires("advice.release")
def release_advice(advice_id: UUID) -> Page:
    """Release the recommendations to one applicant."""
    found = db.find(Advice, advice_id)
    try:
        commands.release(found, by=gate.actor(), seen=gate.seen())
    except Invalid as refused:
        return _page(found, None, refused.problems), 422
    flash(locale.translate(msg("Released: the applicant is told.")), "good")
    return redirect(url_for("meetings.advice", advice_id=advice_id), 303)


def _back(round_id: UUID, said: Message) -> Page:
    flash(locale.translate(said), "good")
    return redirect(url_for("meetings.advice_list", round_id=round_id), 303)


def _list(round_: Round, problems: tuple[Problem, ...] = ()) -> str:
    lines = queries.lines(round_)
    drafted = sum(one.advice is not None and one.advice.state == "drafted" for one in lines)
    missing = sum(one.advice is None for one in lines)
    return render_template(
        "meetings/advice_list.html",
        round=round_,
        lines=lines,
        drafted=drafted,
        missing=missing,
        problems=problems,
    )


def _page(found: Advice, typed: dict[str, str] | None = None, problems: tuple[Problem, ...] = ()) -> str:
    round_ = found.application.round
    said = queries.sources(round_).get(found.application_id, queries.Sources())
    reader = letters.recipient(found.application.party_id)
    return render_template(
        "meetings/advice.html",
        advice=found,
        round=round_,
        keys=[GENERAL, *(one.key for one in round_.criteria)],
        titles={one.key: one.label for one in round_.criteria},
        paragraphs={**found.paragraphs, **(typed or {})},
        comments=said.comments,
        language=locale.NAMES[locale.nearest(reader.locale if reader else None)],
        problems=problems,
    )
