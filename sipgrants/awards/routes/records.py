"""The list of awards and the page of one."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from uuid import UUID

from flask import Response, render_template, request
from werkzeug.wrappers import Response as Redirect

from sipgrants.accounts.history import timeline
from sipgrants.awards import commands, forms, next_queries, queries, waiting_queries
from sipgrants.awards.due import LAST
from sipgrants.awards.models import Award
from sipgrants.awards.panels import panels
from sipgrants.awards.routes.blueprint import award_of, bp, crumbs, round_choices
from sipgrants.awards.terms import REPORTS
from sipgrants.core import clock, ladder
from sipgrants.core.errors import NotFound
from sipgrants.core.money import Money
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.rights import known
from sipgrants.web import downloads, gate
from sipgrants.web.gate import requires
from sipgrants.web.tables import csv_answer


def _chosen() -> tuple[queries.Filter, forms.AwardFilter, int]:
    form = forms.AwardFilter(request.args)
    form.offer(round_choices())
    text, state = form.q.data or "", form.state.data or ""
    try:
        round_id = UUID(form.round.data) if form.round.data else None
    except ValueError:
        raise NotFound() from None
    return (
        queries.Filter(state=state, round_id=round_id, text=text),
        form,
        sum(map(bool, (text, state, round_id))),
    )


@bp.get("")
@requires("award.list")
def index() -> str:
    """List the awards this person may read."""
    chosen, form, active = _chosen()
    number = request.args.get("page", "1")
    page = queries.listed(gate.actor(), chosen, int(number) if number.isdecimal() and len(number) < 7 else 1)
    return render_template(
        "awards/index.html",
        page=page,
        form=form,
        active=active,
        figures=queries.figures(page.rows),
        rounds=known("rounds.names"),
        to_offer=queries.to_be_offered() if rights.can(gate.actor(), "award.offer") else [],
        args={name: value for name, value in request.args.to_dict().items() if name != "page"},
    )


@bp.get("/awards.csv")
@requires("award.list")
def export() -> Response:
    """Return the same list, whole, as CSV."""
    chosen, _form, _active = _chosen()
    head = ["number", "party", "title", "state", "awarded_usd", "paid_usd", "starts_on", "ends_on"]
    return csv_answer("awards", head, _rows(queries.every(gate.actor(), chosen)))


def _rows(found: list[Award]) -> Iterable[Sequence[object]]:
    figures = queries.figures(found)
    for one in found:
        yield [
            one.number,
            one.party_id,
            one.title,
            one.state,
            one.amount.decimal(),
            Money(figures[one.id].paid_net).decimal(),
            one.starts_on or "",
            one.ends_on or "",
        ]


@bp.get("/<uuid:id>")
@requires("award.read")
def show(id: UUID) -> str:
    """Show an award: next step, money, instalments, what is due, agreement, what happened."""
    award, actor = award_of(id), gate.actor()
    dues = queries.dues(id)
    return render_template(
        "awards/show.html",
        award=award,
        figures=queries.figures([award])[id],
        dues=dues,
        next=next_queries.next_step(award, dues),
        panels=[(one, one.load(award, actor)) for one in panels() if rights.can(actor, one.action, award)],
        waiting=countersign.asked_about(award),
        documents=queries.documents(award),
        history=timeline(award, *award.instalments, without=("vendor.confirm",)),
        crumbs=crumbs(),
        rounds=known("rounds.names"),
        types=commands.TYPES,
        kinds=REPORTS,
        handed_in=known("dues.handed_in"),
        reminders=_reminders(award),
        rungs=known("reminder.rungs"),
        reported=all(row.met_at for row in dues if row.kind in LAST),
    )


def _reminders(award: Award) -> dict[Hashable, date | None]:
    """Return the day of the next reminder of each report that is waited for."""
    return {
        one.about_id: ladder.next_day(one.due_on, clock.today(), known("reminder.rungs"))
        for one in waiting_queries.waited([award])
        if one.about_type == "due"
    }


@bp.get("/<uuid:id>/signed_copy")
@requires("award.read")
def signed_copy(id: UUID) -> Redirect:
    """Return the signed copy of the agreement."""
    award = award_of(id)
    if award.signed_copy is None:
        raise NotFound()
    stored = award.signed_copy
    return downloads.stored(stored)
