"""What earlier reports of an award say, and the figures of a report beside them and beside the award's money."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.awards.advances import Advance
from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.core.money import ZERO, Money
from sipgrants.fund import queries as fund
from sipgrants.fund import rate_queries
from sipgrants.lifecycle.states import InstalmentState
from sipgrants.plans.models import BudgetLine
from sipgrants.questionnaires.asking import columns, options
from sipgrants.questionnaires.models import AnswerSet, Question, Section
from sipgrants.reports import rows as row_rules
from sipgrants.reports.figures import Figures, Line
from sipgrants.reports.kinds import EXPENDITURE, STATEMENT
from sipgrants.reports.models import Report, ReportRow
from sipgrants.reports.queries import STANDING
from sipgrants.reports.rates import Band, UnRates
from sipgrants.reports.rows import ACTIVITIES, SPENDING, Cells, Item

PAID = frozenset({InstalmentState.PAID, InstalmentState.ACKNOWLEDGED})


def figures(report: Report, items: Sequence[Item], typed: Cells) -> Figures:
    """Return the figures of a report; `items` are the lines of the plan, `typed` what was typed on them."""
    before, waiting = spent_before(report)
    is_total = report.kind == STATEMENT
    lines = [_line(item, before.pop(item.key, 0), typed.get(item.key, {}), is_total) for item in items]
    lines += _lines_gone(before, typed, is_total)
    money = fund.award_figures(report.award_id)
    return Figures(
        lines=tuple(lines),
        award=Money(report.award.amount_minor),
        paid=Money(money.paid_net),
        counted=Money(money.accepted - money.disallowed - report.posted_minor),
        waiting=Money(waiting),
        is_total=is_total,
        advance=_advance(report.award, money.paid),
        asked_share=_asked_share(report.award),
        free=fund.setting("class_share"),
    )


def _advance(award: Award, paid: int) -> Advance:
    last = [(one.paid_on, one.number, one.minor) for one in award.instalments if one.state in PAID]
    return Advance(paid=Money(paid), last=Money(max(last)[2] if last else 0))


def _asked_share(award: Award) -> int | None:
    """Per cent of the last advance that an instalment still to come waits for."""
    coming = [one for one in award.instalments if one.state not in {*PAID, InstalmentState.CANCELLED}]
    return award.spent_share if any(one.waits_for_spending for one in coming) else None


def un_rates(report: Report, currencies: Collection[str]) -> UnRates:
    """Return the UN operational rates of a report's period: two statements at most."""
    found = rate_queries.bounds(currencies, report.period_from, report.period_to)
    bands = {currency: Band(low, high) for currency, (low, high) in found.items()}
    return UnRates(bands, fund.setting("rate_share"))


def _line(item: Item, before: int, typed: Mapping[str, Any], is_total: bool) -> Line:
    spent = row_rules.spent(typed)
    label = f"{item.number} {item.facts['title']}".strip()
    approved = Money(item.facts["minor"])
    now = Money(spent - before if is_total else spent)
    return Line(
        item.key, label, item.text, item.facts["class"], item.facts["year"], approved, Money(before), now
    )


def _lines_gone(before: Mapping[str, int], typed: Cells, is_total: bool) -> list[Line]:
    """Lines that a revision took out of the plan, with the spending that was reported on them."""
    keys = [UUID(key) for key, minor in before.items() if minor]
    if not keys:
        return []
    found = session().scalars(select(BudgetLine).where(BudgetLine.id.in_(keys)).order_by(BudgetLine.position))
    lines = []
    for one in found:
        key, spent = str(one.id), row_rules.spent(typed.get(str(one.id), {}))
        was = before[key]
        now = Money(spent - was if is_total else spent)
        lines.append(Line(key, "", one.explanation, one.budget_class, one.year, ZERO, Money(was), now))
    return lines


def spent_before(report: Report) -> tuple[dict[str, int], int]:
    """Return spending of earlier reports by line, and that of all reports that wait to be accepted: one statement."""
    query = (
        select(ReportRow.origin_id, Report.state, Report.period_from, func.sum(ReportRow.minor))
        .join(Report, Report.id == ReportRow.report_id)
        .where(Report.award_id == report.award_id, Report.kind == EXPENDITURE, Report.id != report.id)
        .where(ReportRow.question == SPENDING, Report.state.in_(STANDING))
        .group_by(ReportRow.origin_id, Report.state, Report.period_from)
    )
    before: dict[str, int] = defaultdict(int)
    waiting = 0
    for origin, state, since, minor in session().execute(query):
        if report.kind == STATEMENT or since < report.period_from:
            before[str(origin)] += int(minor)
        if state == "submitted":
            waiting += int(minor)
    return before, waiting


def said_before(report: Report) -> dict[str, dict[str, Any]]:
    """Return what the latest earlier report says of each indicator and activity, by key: one statement."""
    query = (
        select(ReportRow.origin_id, ReportRow.cells)
        .join(Report, Report.id == ReportRow.report_id)
        .where(Report.award_id == report.award_id, Report.id != report.id, Report.state.in_(STANDING))
        .where(ReportRow.question != SPENDING, Report.period_to < report.period_to)
        .order_by(Report.period_to)
    )
    return {str(origin): cells for origin, cells in session().execute(query)}


def states_said(report: Report) -> dict[str, Mapping[str, str]]:
    """Return what each state of an activity is called in the forms of the award's reports: one statement.

    A later form may offer fewer states (the final one knows none that goes on), yet what was said before has its word.
    """
    query = (
        select(Question)
        .join(Section, Section.id == Question.section_id)
        .join(AnswerSet, AnswerSet.form_id == Section.form_id)
        .join(Report, Report.answers_id == AnswerSet.id)
        .where(Report.award_id == report.award_id, Question.kind == ACTIVITIES)
        .order_by(Report.period_to)
    )
    states = [one for asked in session().scalars(query) for one in columns(asked) if one.key == "state"]
    return {value: label for one in states for value, label in options(one)}
