"""The final checklist of an award: what is there and what is missing before it is completed, and before it is closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sipgrants.awards import queries as awards
from sipgrants.awards import terms
from sipgrants.awards.due import LAST
from sipgrants.awards.models import Award, Due
from sipgrants.changes import assets_queries, queries
from sipgrants.changes.assets_queries import Equipment
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund import queries as fund
from sipgrants.reports import queries as reports

STATES = ("active", "suspended", "completed", "terminated")
_DONE = ("paid", "acknowledged", "cancelled")


@dataclass(frozen=True)
class Item:
    """One line of the list: what, whether it is there, where it is done (endpoint and values; none where that page is this
    one), and the right that opens it. `holds`: whether the step is refused without it.
    """

    what: Message
    done: bool
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    holds: bool = True
    action: str = ""


@dataclass(frozen=True)
class Checklist:
    """What is asked before `complete` (none where the project ended early) and before `close`, and the equipment."""

    complete: tuple[Item, ...]
    close: tuple[Item, ...]
    equipment: Equipment


def checklist(award: Award) -> Checklist:
    """Return the list of an award: a fixed number of statements."""
    dues = awards.dues(award.id)
    places = {one.due_id: one.id for one in reports.of_award(award.id)}
    equipment = assets_queries.equipment(award.id)
    complete = tuple(_reports(dues, places, last=True)) if award.state in ("active", "suspended") else ()
    close = tuple(_close(award, dues, places, equipment)) if award.state in STATES else ()
    return Checklist(complete, close, equipment)


def _reports(dues: list[Due], places: Mapping[Any, Any], *, last: bool, holds: bool = True) -> Iterator[Item]:
    for row in dues:
        if (row.kind in LAST) is not last:
            continue
        what = msg(
            "%(report)s accepted or waived, due on %(day)s", report=terms.REPORTS[row.kind], day=row.due_on
        )
        place = places.get(row.id)
        yield Item(
            what,
            row.met_at is not None,
            "reports.show" if place else "",
            {"id": place} if place else {},
            holds,
        )


def _close(award: Award, dues: list[Due], places: Mapping[Any, Any], equipment: Equipment) -> Iterator[Item]:
    yield Item(
        msg("The award is completed or terminated"),
        award.state in ("completed", "terminated"),
        "awards.complete" if award.state == "active" else "",
        {"id": award.id},
        action="award.complete",
    )
    if award.state in ("completed", "terminated"):
        # After the completion one of them may have been reopened.
        yield from _reports(dues, places, last=True, holds=award.state == "completed")
    yield from _reports(dues, places, last=False, holds=False)
    for one in award.instalments:
        what = msg(
            "Instalment %(number)s, %(amount)s: paid or cancelled", number=one.number, amount=one.amount
        )
        yield Item(what, one.state in _DONE, "disbursements.show", {"id": one.id})
        if one.state == "paid":
            what = msg("Instalment %(number)s: the Party has acknowledged it", number=one.number)
            yield Item(what, False, "disbursements.show", {"id": one.id}, holds=False)
    yield from _money(award)
    for change in queries.of_award(award.id):
        if change.state in queries.OPEN:
            what = msg(
                "Change %(number)s: decided, and in force where it was approved", number=change.reference
            )
            yield Item(what, False, "changes.show", {"id": change.id})
    yield Item(
        msg("What becomes of each item of equipment is agreed"),
        not equipment.left,
        "changes.settle_assets",
        {"award_id": award.id},
        action="award.settle_assets",
    )


def _money(award: Award) -> Iterator[Item]:
    figures = fund.award_figures(award.id)
    at = {"id": award.id}
    if figures.unaccounted < 0:
        what = msg("%(amount)s that the Party spent beforehand: paid", amount=Money(-figures.unaccounted))
        yield Item(what, False)
    else:
        left = msg("Unspent balance of %(amount)s: asked back", amount=Money(figures.unaccounted))
        what = left if figures.unaccounted else msg("Nothing that was paid is unspent and not asked back")
        yield Item(
            what,
            figures.unaccounted == 0,
            "disbursements.refund",
            {**at, "kind": "due"},
            action="refund.record",
        )
    left = msg("Refund of %(amount)s: received and confirmed", amount=Money(figures.refunds_due))
    what = left if figures.refunds_due else msg("No refund is due")
    yield Item(
        what,
        figures.refunds_due == 0,
        "disbursements.refund",
        {**at, "kind": "received"},
        action="refund.record",
    )
