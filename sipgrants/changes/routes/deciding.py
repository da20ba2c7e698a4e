"""Deciding on a change, and the signatures that bring it into force."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from sipgrants.awards.terms import REPORTS
from sipgrants.changes import commands, kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.forms import Approval, PartySignature, Reason, Signature, due_rows, present_days
from sipgrants.changes.routes.pages import bp, find, say
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import OFFICER
from sipgrants.web import gate, uploads

_PARTY, _OFFICERS = msg("the focal points and the project manager"), msg("the programme officers")
_BOTH = (_PARTY, _OFFICERS)
_TOLD = {
    "return": (_PARTY,),
    "approve": (_PARTY,),
    "refuse": (_PARTY,),
    "sign": (*_BOTH, msg("with the second signature the finance officers, too")),
}
Page = str | Response | tuple[str, int]


@bp.route("/<uuid:id>/return", methods=["GET", "POST"])
@gate.requires("change.return")
def return_(id: UUID) -> Page:
    """Return a change."""
    return _with_reason(
        id, "return", commands.return_, msg("The Party mends the change and asks for it again.")
    )


@bp.route("/<uuid:id>/refuse", methods=["GET", "POST"])
@gate.requires("change.refuse")
def refuse(id: UUID) -> Page:
    """Refuse a change."""
    return _with_reason(id, "refuse", commands.refuse, msg("The agreement stays as it is."))


@bp.route("/<uuid:id>/withdraw", methods=["GET", "POST"])
@gate.requires("change.withdraw")
def withdraw(id: UUID) -> Page:
    """Take a change back."""
    return _with_reason(
        id, "withdraw", commands.withdraw, msg("The change is taken back; the agreement stays as it is.")
    )


def _with_reason(id: UUID, verb: str, command: Any, lede: Message) -> Page:
    form = Reason()
    return _step(
        id,
        verb,
        form,
        lede,
        lambda change: command(change, by=gate.actor(), reason=form.reason.data, seen=gate.seen()),
    )


@bp.route("/<uuid:id>/approve", methods=["GET", "POST"])
@gate.requires("change.approve")
def approve(id: UUID) -> Page:
    """Approve a change, with the new days of instalments."""
    change = find(id)
    lines = terms.dues(change.award, change.new_ends_on, terms.days_of(change))
    days = {one.key: one.becomes for one in lines if one.becomes}
    dues = due_rows(lines, days) if change.kind == kinds.EXTENSION else []
    form = Approval(data={"instalments": present_days(queries.movable(change.award)), "dues": dues})
    lede = msg("The amendment is printed for both to sign. It is in force with the second signature.")
    return _step(
        id,
        "approve",
        form,
        lede,
        lambda change: commands.approve(
            change,
            by=gate.actor(),
            reason=form.reason.data or "",
            days=form.days(),
            due_days=form.due_days() if dues else None,
            seen=gate.seen(),
        ),
        lines={one.key: one for one in lines},
        words=REPORTS,
        asked=terms.days_asked(change),
        parts={one.number: one for one in terms.parts_of(change)},
    )


@bp.route("/<uuid:id>/sign", methods=["GET", "POST"])
@gate.requires("change.sign")
def sign(id: UUID) -> Page:
    """Record a signature; with the second one the change is in force."""
    form = Signature() if gate.actor().has(OFFICER) else PartySignature()
    lede = msg("With the second signature everything moves in one step: dates, dues, instalments, plan.")
    return _step(
        id,
        "sign",
        form,
        lede,
        lambda change: commands.sign(
            change,
            by=gate.actor(),
            side=form.side.data,
            name=form.name.data,
            signed_on=form.signed_on.data,
            copy=uploads.of(form.copy),
            seen=gate.seen(),
        ),
    )


def _step(id: UUID, verb: str, form: Any, lede: Message, act: Any, **more: Any) -> Page:
    change = find(id)
    if form.validate_on_submit():
        try:
            act(change)
        except Invalid as refusal:
            form.take(refusal)
        else:
            say(msg("Done: those concerned were told."))
            return redirect(url_for("changes.show", id=id), 303)
    page = render_template(
        "changes/step.html",
        change=change,
        label=kinds.label(change.kind),
        verb=verb,
        form=form,
        lede=lede,
        told=_TOLD.get(verb, _BOTH),
        closed=machine.refusal(change, f"change.{verb}", gate.actor()),
        **more,
    )
    return page, 422 if form.errors else 200
