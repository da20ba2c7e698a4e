"""What a page of a part of a plan hears when it saves. For whoever owns a plan."""

from typing import Any

from flask import get_template_attribute, request

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.plans import merging, queries, trace_queries
from sipgrants.plans.commands import PartSaved
from sipgrants.plans.content import Row
from sipgrants.plans.models import Plan
from sipgrants.web import gate, saving


def sent() -> dict[str, Any]:
    """Return what the page knew and which window it is: for the commands that save a part."""
    return {"marks": request.form.get("seen"), "page": saving.window()}


def both(plan: Plan, part: str, content: list[Row]) -> list[Row]:
    """Return the rows of a page on which two changed a row: mine stand in the fields, everything else is merged."""
    now = queries.content(plan, part)
    _wholes, base = merging.read(request.form.get("seen"))
    typed = merging.identified(plan.id, part, content, now)
    return merging.with_mine(part, merging.merge(part, base, typed, now).rows)


def heard(plan: Plan, part: str, saved: PartSaved, names: list[str]) -> Any:
    """Return the answer to the autosave of a part: everything else is saved, each row that two changed comes with both."""
    return saving.answer(
        saved=_said(saved),
        here=saving.here(names),
        seen=saved.marks,
        conflicts=_conflicts(plan, part, saved) if saved.clashes else [],
        fresh=[],
    )


def only_here(names: list[str]) -> Any:
    """Return what a page hears that only told that it is open: nothing is saved, and it has seen no more than before."""
    seen = request.form.get("seen", "")
    return saving.answer(here=saving.here(names), seen=seen, conflicts=[], fresh=[])


def _said(saved: PartSaved) -> Message | None:
    if saved.clashes:
        return nmsg(
            "Saved, but for %(num)d row that somebody else changed too: choose beside it",
            "Saved, but for %(num)d rows that somebody else changed too: choose beside them",
            len(saved.clashes),
        )
    if saved.is_newer:
        return msg(
            "%(saved)s. A colleague changed other rows: open the page again to see them", saved=saving.words()
        )
    return None


def _conflicts(plan: Plan, part: str, saved: PartSaved) -> list[dict[str, Any]]:
    page = queries.page(plan, part, told=False)
    beside = get_template_attribute("plans/edit.html", "beside_now")
    others = trace_queries.authors(plan, part, saved.clashes, gate.actor().person_id)
    return [
        {
            "path": "",
            "ref": one.ref,
            "mark": one.mark,
            "values": one.theirs,
            "mine": one.mine,
            "beside": str(beside(page, one.theirs, others.get(one.ref))),
        }
        for one in saved.clashes
    ]
