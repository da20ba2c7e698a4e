"""Reviewing a report: return, accept (figures first, by finance), reopen, waive; what acceptance does to the money."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from sipgrants.awards.commands.dues import meet, unmeet
from sipgrants.awards.commands.money import book_spending, take_back_spending
from sipgrants.core import clock
from sipgrants.core.db import command, lock, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import FINANCE, MANAGERS, OFFICER, Actor
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.asking import is_empty
from sipgrants.questionnaires.values import read_date
from sipgrants.reports import content_queries, kinds, queries
from sipgrants.reports.commands.submitting import check_award
from sipgrants.reports.commands.telling import tell
from sipgrants.reports.figures import total_problems
from sipgrants.reports.models import InventoryItem, Report


@command
def return_(report: Report, *, by: Actor, reason: str, sections: Sequence[str] = ()) -> None:
    """Return the report with what is to be mended: the sections named open again, all of them where none is. Figures that
    were accepted are looked at again.
    """
    lock(report.award)  # a change that comes into force at this moment gives it its plan
    machine.move(report, "report.return", by=by, reason=reason, sections=list(sections))
    _need(reason, msg("Say what is to be mended."))
    titles = {one.key: dict(one.title) for one in forms.answers(report.answers_id).form.sections}
    unknown = [Problem("sections", msg("Choose among the sections of the report."))]
    require(unknown if set(sections) - titles.keys() else [])
    report.review_note, report.to_mend = reason.strip(), [key for key in titles if key in sections]
    # A change may have come into force while it was with the Secretariat.
    report.plan_id = report.award.plan_id
    report.figures_accepted_at = report.figures_accepted_by = None
    tell(report, "return", MANAGERS, reason=reason.strip(), sections=[titles[key] for key in report.to_mend])


@command
def accept_figures(report: Report, *, by: Actor, note: str = "") -> None:
    """Accept the figures as finance officer: the programme officer may then accept the report."""
    machine.move(report, "report.accept_figures", by=by, reason=note)
    if report.figures_accepted_at is not None:
        raise Conflict(msg("The figures are accepted already."))
    require(total_problems(content_queries.content(report).figures))
    report.figures_accepted_at, report.figures_accepted_by = clock.now(), by.person_id
    tell(report, "accept_figures", OFFICER)


@command
def accept(report: Report, *, by: Actor, note: str = "") -> None:
    """Accept the report: what is owed is met, reported spending is booked in the ledger, the next instalment may move."""
    lock(report.award)
    machine.move(report, "report.accept", by=by, reason=note)
    check_award(report)
    _check_hands(report, by)
    report.accepted_at, report.accepted_by, report.review_note = clock.now(), by.person_id, note.strip()
    if report.kind in kinds.WITH_FIGURES:
        _book(report, by)
    if report.kind == kinds.INVENTORY:
        _register(report)
    _settle(report, met=True, by=by)
    tell(report, "accept", MANAGERS, reason=note.strip())


@command
def reopen(report: Report, *, by: Actor, reason: str) -> None:
    """Reopen an accepted report: what it booked is taken back until it is accepted again; what is paid stays paid."""
    lock(report.award)
    machine.move(report, "report.reopen", by=by, reason=reason, posted_minor=report.posted_minor)
    report.posted_minor, report.accepted_at, report.accepted_by = 0, None, None
    check_award(report)
    _need(reason, msg("Say why the report is reopened."))
    if report.kind == kinds.EXPENDITURE and _statement_accepted(report):
        raise Conflict(
            msg("The final statement is accepted and counts this report: reopen the statement first.")
        )
    take_back_spending(by=by, about=report, reason=reason.strip())
    report.figures_accepted_at = report.figures_accepted_by = None
    report.review_note, report.to_mend = reason.strip(), []
    report.plan_id = report.award.plan_id
    for item in report.items:
        session().delete(item)
    _settle(report, met=False, by=by)
    tell(report, "reopen", MANAGERS | FINANCE, reason=reason.strip())


@command
def waive(report: Report, *, by: Actor, reason: str) -> None:
    """Waive the report: it is not owed any more, and nothing of it counts."""
    lock(report.award)  # the figures of a later period may be accepted once this one is settled
    machine.move(report, "report.waive", by=by, reason=reason)
    check_award(report)
    _need(reason, msg("Say why the report is waived."))
    report.review_note, report.to_mend = reason.strip(), []
    _settle(report, met=True, by=by)
    tell(report, "waive", MANAGERS | OFFICER, reason=reason.strip())


def _need(reason: str, text: Message) -> None:
    require([] if reason.strip() else [Problem("reason", text)])


def _check_hands(report: Report, by: Actor) -> None:
    """Programme rule (section 3): "return, accept, reopen: programme officer (figures: finance officer too)"."""
    if report.kind not in kinds.WITH_FIGURES:
        return
    if report.figures_accepted_at is None:
        raise Conflict(msg("The finance officer accepts the figures first."))
    if report.figures_accepted_by == by.person_id:
        raise Conflict(msg("You accepted the figures: another officer accepts the report."))


def _book(report: Report, by: Actor) -> None:
    """Book what the report adds: once, in the order of the periods, never above the award."""
    if _earlier_open(report):
        raise Conflict(
            msg("Figures build on each other: the reports of earlier periods are accepted or waived first.")
        )
    figures = content_queries.content(report).figures
    require(total_problems(figures))
    report.posted_minor = figures.adds.minor
    book_spending(report.award, report.posted_minor, by=by, about=report)


def _earlier_open(report: Report) -> bool:
    query = select(Report.id).where(
        Report.award_id == report.award_id,
        Report.kind == kinds.EXPENDITURE,
        Report.id != report.id,
        Report.state.not_in(queries.SETTLED),
    )
    if report.kind == kinds.EXPENDITURE:
        query = query.where(Report.period_from < report.period_from)
    return session().scalar(query.limit(1)) is not None


def _statement_accepted(report: Report) -> bool:
    query = select(Report.id).where(
        Report.award_id == report.award_id, Report.kind == kinds.STATEMENT, Report.state == "accepted"
    )
    return session().scalar(query) is not None


def _register(report: Report) -> None:
    """Keep the accepted inventory as the register of equipment."""
    values = forms.values(forms.answers(report.answers_id))
    rows = [row for row in values.get("items") or [] if not is_empty(row)]
    if values.get("has_items") == "yes":
        report.items = [_item(position, row) for position, row in enumerate(rows)]


def _item(position: int, row: dict[str, Any]) -> InventoryItem:
    bought_on: date | None = read_date(row.get("bought_on"))
    names = ("serial", "place", "custodian", "condition", "fate", "fate_note")
    texts = {name: str(row.get(name) or "") for name in names}
    return InventoryItem(
        position=position, description=row["item"], bought_on=bought_on, minor=int(row["cost"]), **texts
    )


def _settle(report: Report, *, met: bool, by: Actor) -> None:
    if report.due_id is None:
        return
    due = queries.find_due(report.due_id)
    if met:
        meet(due, by=by)
    else:
        unmeet(due, by=by)
