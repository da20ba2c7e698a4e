"""The pages of Parties: the list, one Party with its history, keeping both."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import Invalid
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.rights import known
from sipgrants.parties import commands, queries, regions
from sipgrants.parties.forms import FilterForm, NewPartyForm, PartyForm, StatusForm
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.parties.queries import Filter
from sipgrants.web import gate, locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

bp = Blueprint("parties", __name__, url_prefix="/parties")
Answer = Response | str | tuple[str, int]


@bp.app_template_filter("party_name")
def party_name(party: Any) -> str:
    """Return the short name of a Party (or of its code) in the reader's language."""
    found = session().get(Party, party) if isinstance(party, str) else party
    return found.name(locale.current()) if found else str(party or "")


@bp.app_template_filter("region_name")
def region_name(key: str) -> str:
    """Return what a region is called in the reader's language."""
    return locale.translate(regions.region(key))


@bp.app_template_filter("status_name")
def status_name(value: str, kind: str = "eligibility") -> str:
    """Return what a status is called."""
    return locale.translate(regions.value(kind, value))


def page_number() -> int:
    """Return the page that the address asks for."""
    value = request.args.get("page", "1")
    return int(value) if value.isdecimal() and len(value) < 7 else 1


@bp.get("/")
@requires("party.read")
def index() -> str:
    """List the Parties."""
    form = FilterForm(request.args)
    wanted = Filter(
        text=form.text.data or "",
        region=form.region.data if form.region.data in regions.LABELS else "",
        standing=form.standing.data if form.standing.data in regions.STANDINGS else "",
        ldc=form.ldc.data,
        sids=form.sids.data,
    )
    page = queries.index(wanted, locale=locale.current(), page=page_number())
    active = sum(
        bool(value) for value in (wanted.text, wanted.region, wanted.standing, wanted.ldc, wanted.sids)
    )
    return render_template("parties/index.html", page=page, form=form, active=active)


@bp.get("/<string(length=2):id>")
@requires("party.read")
def show(id: str) -> str:
    """Show one Party: names, dates, status with its history and reasons, focal points."""
    party = queries.find(id)
    return render_template(
        "parties/show.html",
        party=party,
        status=queries.status_on(party, clock.today()),
        kinds=[(kind, name, _history(party, kind)) for kind, name in regions.KINDS.items()],
        contacts=known("party.contacts", party.id),
        events=known("party.history", party.id),
    )


def _history(party: Party, kind: str) -> list[PartyStatus]:
    """Newest first; what counts always is the oldest."""
    found = [one for one in party.statuses if one.kind == kind]
    return sorted(found, key=lambda one: one.from_day or date.min, reverse=True)


@bp.route("/add", methods=["GET", "POST"])
@requires("party.add")
def add() -> Answer:
    """Add a Party."""
    form = NewPartyForm()
    if form.validate_on_submit():
        codes = {name: form[name].data or "" for name in ("iso3", "m49")}
        try:
            party = commands.add(form.iso2.data, by=gate.actor(), **codes, **form.values())
            return _done(party, msg("The Party is in the list. Record its eligibility now."))
        except Invalid as error:
            form.take(error)
    return render_template("parties/edit.html", form=form, party=None), 422 if form.errors else 200


@bp.route("/<string(length=2):id>/edit", methods=["GET", "POST"])
@requires("party.edit")
def edit(id: str) -> Answer:
    """Change names, region, dates and sources of a Party."""
    party, form = queries.find(id), PartyForm()
    if form.validate_on_submit():
        try:
            commands.edit(party, by=gate.actor(), seen=gate.seen(), **form.values())
            return _done(party, msg("The Party is changed."))
        except Invalid as error:
            form.take(error)
    elif not form.is_submitted():
        form.show(party)
    return render_template("parties/edit.html", form=form, party=party), 422 if form.errors else 200


@bp.route("/<string(length=2):id>/status", methods=["GET", "POST"])
@requires("party.record_status")
def record_status(id: str) -> Answer:
    """Record what a Party is from a day on, with the reason."""
    party, form = queries.find(id), StatusForm(request.form or request.args)
    if form.validate_on_submit():
        try:
            _record(party, form)
            return _done(party, msg("The status is recorded."))
        except Invalid as error:
            form.take(error)
    return render_template("parties/status.html", form=form, party=party), 422 if form.errors else 200


def _record(party: Party, form: StatusForm) -> None:
    commands.record_status(
        party,
        form.kind.data,
        form.value.data,
        from_day=form.from_day.data,
        reason=form.reason.data,
        source=form.source.data or "",
        by=gate.actor(),
        seen=gate.seen(),
    )


def _done(party: Party, message: Message) -> Response:
    tell(message)
    return redirect(url_for("parties.show", id=party.id), 303)
