"""What the pages of a report show: next step, task list, the report for reading, what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sipgrants.accounts import presence_queries
from sipgrants.accounts.history import names_of, timeline
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import OFFICE, TEAM, Actor
from sipgrants.lifecycle.states import ReportState
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.pages import SectionPage
from sipgrants.reports import check_queries, content_queries, figure_queries, kinds, queries
from sipgrants.reports.content_queries import Content
from sipgrants.reports.figures import Figures
from sipgrants.reports.models import Report
from sipgrants.reports.rates import UnRates
from sipgrants.reports.rows import ACTIVITIES, KINDS, SPENDING, Item

QUIET = frozenset({"report.edit"})


@dataclass(frozen=True)
class Next:
    """Who must do what by when."""

    who: Message
    what: Message
    due: datetime | None = None
    since: datetime | None = None


def next_step(report: Report) -> Next | None:
    """Return what comes next; None where nothing does."""
    if report.state in queries.OPEN:
        what = (
            msg("mend it and submit it again")
            if report.state == "returned"
            else msg("write and submit the report")
        )
        return Next(
            msg("The project manager or focal point"), what, due=queries.deadline(report, report.award)
        )
    if report.state != "submitted":
        return None
    if report.kind in kinds.WITH_FIGURES and report.figures_accepted_at is None:
        return Next(msg("The finance officer"), msg("check the figures"), since=report.submitted_at)
    return Next(msg("The programme officer"), msg("review the report"), since=report.submitted_at)


def may_read_content(report: Report, actor: Actor) -> bool:
    """Tell whether `actor` sees what is written: a report that was never submitted is the Party's own."""
    return report.submitted_version > 0 or report.party_id in actor.parties(TEAM)


def _being_mended(report: Report, actor: Actor) -> bool:
    """Tell whether `actor` reads the version that came back, since what is being mended is the Party's own until it is
    submitted again.
    """
    return report.state == ReportState.RETURNED and report.party_id not in actor.parties(TEAM)


def record(report: Report, actor: Actor) -> dict[str, Any]:
    """Return what the page of a report shows."""
    office = actor.has(OFFICE)
    is_writing = machine.possible(report, "report.edit", actor)
    versions = queries.versions(report)
    mended = _being_mended(report, actor)
    content = content_queries.content(report, versions[0] if mended and versions else None)
    return {
        "mended": mended,
        "report": report,
        "label": kinds.label(report.kind),
        "content": content,
        "next": next_step(report),
        "tasks": check_queries.progress(content) if is_writing else [],
        "opened": check_queries.opened(content) if is_writing else frozenset(),
        "present": presence_queries.others(report.id, actor.person_id) if is_writing else {},
        "may_read": may_read_content(report, actor),
        "may": {
            verb: machine.possible(report, f"report.{verb}", actor)
            for verb in ("edit", "submit", "return", "accept_figures", "accept", "reopen", "waive")
        },
        "versions": versions,
        "deadline": queries.deadline(report, report.award),
        "zone": report.award.party.zone or "UTC",
        "people": names_of({str(report.figures_accepted_by or "")}) if office else {},
        "history": timeline(report, without=QUIET),
    }


@dataclass(frozen=True)
class ReadRows:
    """Rows of the plan for reading: what each is about, and its cells. `words`: what the reports before called the state
    of an activity, by value.
    """

    kind: str
    page: SectionPage
    items: list[Item]
    before: dict[str, dict[str, Any]]
    figures: Figures | None
    rates: UnRates | None
    words: Mapping[str, Mapping[str, str]]


def dossier(content: Content, locale: str) -> tuple[list[SectionPage], dict[str, ReadRows]]:
    """Return the whole report for reading: its sections, and the rows by kind."""
    pages = forms.dossier(content.answers.form, content.values, locale)
    asked = {one.kind for _section, one in content.questions}
    return pages, {kind: read_rows(content, kind, locale) for kind in KINDS if kind in asked}


def read_rows(content: Content, kind: str, locale: str, **typed: Any) -> ReadRows:
    """Return the rows of a kind with what the plan and earlier reports say of them."""
    page, items = check_queries.rows_page(content, kind, locale, **typed)
    is_money = kind == SPENDING
    return ReadRows(
        kind,
        page,
        items,
        {} if is_money else content.before,
        content.figures if is_money else None,
        content.un_rates if is_money else None,
        figure_queries.states_said(content.report) if kind == ACTIVITIES else {},
    )
