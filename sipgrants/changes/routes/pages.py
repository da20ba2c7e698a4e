"""The list of changes, the record of one, its files."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from sipgrants.accounts.history import names_of, timeline
from sipgrants.awards import panels
from sipgrants.changes import kinds, queries
from sipgrants.changes.forms import Filters
from sipgrants.changes.models import Change, ChangeDraft
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.web import downloads, gate, locale

bp = Blueprint("changes", __name__, url_prefix="/changes")
VERBS = ("return", "approve", "sign", "refuse", "withdraw", "revise")


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
        draft=draft_of(change),
        may={verb: machine.possible(change, f"change.{verb}", gate.actor()) for verb in VERBS},
        people=names_of({old, str(change.proposed_by), str(change.decided_by or "")}),
        history=timeline(change),
    )


def draft_of(change: Change) -> ChangeDraft | None:
    """Return the draft in which a returned change is rewritten, where there is one."""
    found = queries.draft_of(change.award_id)
    return found if found is not None and found.change_id == change.id else None


@bp.get("/<uuid:id>/files/<which>")
@gate.requires("change.read")
def file(id: UUID, which: str) -> Response:
    """Give the evidence or the signed copy."""
    change = find(id)
    stored = {"evidence": change.evidence, "signed": change.signed_copy}.get(which)
    if stored is None:
        raise NotFound()
    return downloads.stored(stored)


panels.add(
    panels.Panel(
        name="changes",
        title=msg("Changes of the agreement"),
        template="changes/panel.html",
        load=lambda award, _actor: {
            "rows": queries.of_award(award.id),
            "labels": kinds.LABELS,
            "runs": award.state in queries.RUNNING,
        },
        action="change.list",
        place=60,
    )
)
