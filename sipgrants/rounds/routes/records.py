"""Rounds to read and to set up: list, record, settings, criteria."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.core.errors import Invalid
from sipgrants.rounds import commands, forms, page_queries, queries
from sipgrants.rounds.routes.blueprint import Page, bp
from sipgrants.web import gate
from sipgrants.web.forms import row_button
from sipgrants.web.gate import requires


@bp.get("/")
@requires("round.list")
def index() -> Page:
    """Every round that this person may know of."""
    page = queries.listed(gate.actor(), request.args.get("page", 1, type=int))
    return render_template("rounds/list.html", page=page)


@bp.route("/new", methods=["GET", "POST"])
@requires("round.create")
def create() -> Page:
    """Begin a round, from nothing or copied."""
    form = forms.NewRound()
    form.offer(queries.listed(gate.actor()).rows)
    if not form.validate_on_submit():
        return render_template("rounds/new.html", form=form)
    source = queries.find(gate.actor(), UUID(form.source.data)) if form.source.data else None
    made = commands.create(by=gate.actor(), source=source)
    return redirect(url_for("rounds.edit", round_id=made.id), 303)


@bp.get("/<uuid:round_id>")
@requires("round.read")
def show(round_id: UUID) -> Page:
    """The round: next step, dates, settings, criteria, what happened."""
    round_ = queries.find(gate.actor(), round_id)
    return render_template("rounds/show.html", **page_queries.record(round_, gate.actor()))


@bp.route("/<uuid:round_id>/edit", methods=["GET", "POST"])
@requires("round.edit")
def edit(round_id: UUID) -> Page:
    """The settings of a draft."""
    round_ = queries.find(gate.actor(), round_id)
    form = forms.SettingsForm(data=forms.as_typed(round_))
    form.offer(queries.form_versions())
    status = 200
    if request.method == "POST" and not row_button(form, request.form):
        if form.validate():
            try:
                commands.edit(round_, by=gate.actor(), settings=form.settings(), seen=gate.seen())
                flash(gettext("The settings are saved."), "good")
                return redirect(url_for("rounds.show", round_id=round_id), 303)
            except Invalid as refused:
                form.take(refused)
        status = 422
    return render_template("rounds/edit.html", form=form, round=round_, classes=page_queries.CLASSES), status


@bp.post("/<uuid:round_id>/forms/<kind>")
@requires("round.edit")
def renew_form(round_id: UUID, kind: str) -> Page:
    """A new version of a form, begun from the one that the round carries."""
    made = commands.renew_form(
        queries.find(gate.actor(), round_id), by=gate.actor(), kind=kind, seen=gate.seen()
    )
    flash(gettext("This round carries the new version. It is a draft until the round is announced."), "good")
    return redirect(url_for("forms.show", form_id=made.id), 303)


@bp.route("/<uuid:round_id>/criteria/<key>", methods=["GET", "POST"])
@requires("round.edit")
def describe(round_id: UUID, key: str) -> Page:
    """The steps of one criterion in words."""
    round_ = queries.find(gate.actor(), round_id)
    criterion = page_queries.criterion(round_, key)
    form = forms.StepsForm(data=forms.steps_as_typed(criterion))
    if not form.validate_on_submit():
        return render_template("rounds/criterion.html", form=form, round=round_, criterion=criterion)
    commands.describe(round_, by=gate.actor(), key=key, steps=form.steps(), seen=gate.seen())
    return redirect(url_for("rounds.show", round_id=round_id) + "#criteria", 303)
