"""The list of changes, the record of one, its files."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from sipgrants.accounts.history import names_of, timeline
from sipgrants.awards import panels
from sipgrants.awards.models import Award
from sipgrants.awards.terms import REPORTS
from sipgrants.changes import kinds, queries
from sipgrants.changes import terms_queries as terms
from sipgrants.changes.forms import Filters
from sipgrants.changes.models import Change, ChangeDraft
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import queries as plans
from sipgrants.web import downloads, gate, locale

bp = Blueprint("changes", __name__, url_prefix="/changes")
VERBS = ("attach", "return", "approve", "sign", "refuse", "withdraw", "revise")


def find(id: UUID) -> Change:
    """Return a change that this person may know of."""
    return queries.find(gate.actor(), id)


def say(text: Message) -> None:
    """Tell on the next page that it is done."""
    flash(locale.translate(text), "good")


@bp.get("/")
@gate.requires("change.list")
def index() -> str:
    """List the changes, filtered by the address."""
    form = Filters(request.args)
    value = request.args.get("page", "1")
    number = int(value) if value.isdecimal() and len(value) < 7 else 1
    page = queries.listed(gate.actor(), state=form.state.data or "", kind=form.kind.data or "", page=number)
    return render_template("changes/list.html", page=page, form=form, labels=kinds.LABELS)


@bp.get("/<uuid:id>")
@gate.requires("change.read")
def show(id: UUID) -> str:
    """Show a change: what was and what becomes, side by side; what is next; what happened."""
    change = find(id)
    old = str(change.old_manager_id or "")
    return render_template(
        "changes/show.html",
        change=change,
        label=kinds.label(change.kind),
        comparison=queries.compare(change.old_plan_id, change.new_plan_id),
        dues=terms.dues_of(change),
        parts=terms.parts_of(change),
        words=REPORTS,
        draft=draft_of(change),
        may={verb: machine.possible(change, f"change.{verb}", gate.actor()) for verb in VERBS},
        people=names_of({old, str(change.proposed_by), str(change.decided_by or "")}),
        history=timeline(change),
    )


def draft_of(change: Change) -> ChangeDraft | None:
    """Return the draft in which a returned change is rewritten, where there is one."""
    found = queries.draft_of(change.award_id)
    return found if found is not None and found.change_id == change.id else None


@bp.get("/<uuid:id>/files/<int:number>")
@gate.requires("change.read")
def file(id: UUID, number: int) -> Response:
    """Give a file of the change, evidence or a signed copy; counted from 1, in the order in which they came."""
    files = find(id).files
    if not 0 < number <= len(files):
        raise NotFound()
    return downloads.stored(files[number - 1].file)


@bp.get("/<uuid:id>/plan/before")
@gate.requires("change.read")
def plan_before(id: UUID) -> str:
    """Show the plan as it was agreed before the change, whole."""
    change = find(id)
    return _plan(change, change.old_plan_id, msg("Plan before the change"))


@bp.get("/<uuid:id>/plan/after")
@gate.requires("change.read")
def plan_after(id: UUID) -> str:
    """Show the plan that the change makes, whole."""
    change = find(id)
    return _plan(change, change.new_plan_id, msg("Plan of the change"))


def _plan(change: Change, plan_id: UUID | None, title: Message) -> str:
    if plan_id is None:
        raise NotFound()
    award = change.award
    pages = plans.pages(plans.whole(plan_id), rules=None, asked=award.amount, months=queries.months(award))
    return render_template("changes/plan.html", change=change, title=title, pages=pages)


def _panel(award: Award, _actor: Actor) -> dict[str, Any]:
    rows = queries.of_award(award.id)
    return {
        "rows": rows,
        "labels": kinds.LABELS,
        "runs": award.state in queries.RUNNING,
        "versions": sorted(
            (one for one in rows if one.state == "in_force"),
            key=lambda one: one.in_force_at or one.proposed_at,
        ),
        "first": terms.first_plan(award, rows),
    }


panels.add(
    panels.Panel(
        name="changes",
        title=msg("Changes of the agreement"),
        template="changes/panel.html",
        load=_panel,
        action="change.list",
        place=60,
    )
)
