"""Reports on awards: opened when their day is near, written on the agreed plan, submitted, returned, accepted, waived.

The contents say in which states the latest reports stand. How many half-years there were before depends on the day of
loading: those before the latest are accepted.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sipgrants.awards import queries as award_queries
from sipgrants.awards.models import Award, Due
from sipgrants.cli.demonstration.reports import report_answers, review
from sipgrants.cli.demonstration.source import Row
from sipgrants.cli.stories.granting import Agenda
from sipgrants.cli.stories.telling import World
from sipgrants.cli.stories.writing import by_section
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.files import Upload
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.reports import commands as reports
from sipgrants.reports import content_queries
from sipgrants.reports.kinds import OPENED_BEFORE, WITH_FIGURES
from sipgrants.reports.models import Report
from sipgrants.reports.rows import KINDS

SUBMITTED_BEFORE = 4  # days before the due day
LATE = -20  # the day on which what has been due for long was submitted at last
FIGURES_AFTER, ACCEPTED_AFTER, RETURNED_AFTER, WAIVED_AFTER = 10, 14, 12, 20
DAYS = frozenset({"by", "held_on", "bought_on", "checked_on"})  # answers that are a number of days


class Reporting:
    """The reports of one award."""

    def __init__(self, world: World, row: Row, award_id: UUID, agenda: Agenda) -> None:
        self.world, self.row, self.award_id, self.agenda = world, row, award_id, agenda
        self.planned: dict[UUID, Row] = {}

    def plan(self, until: int = 0) -> None:
        """Put on the agenda every report that is due before `until` (a day, from that of loading), or near."""
        dues = [due for due in award_queries.dues(self.award_id) if not due.void]
        for due, reach in reaches(self.row, dues, self.world.today):
            day = (due.due_on - self.world.today).days
            if due.id not in self.planned and (day <= until or (until == 0 and reach in ("draft", "opened"))):
                self._plan_one(due, reach, day)

    def _plan_one(self, due: Due, reach: str, day: int) -> None:
        today = (clock.today() - self.world.today).days
        opened = max(day - OPENED_BEFORE, today)
        if opened >= 0:
            if reach == "opened":
                return
            opened = LATE  # the officer opens it early
        self.planned[due.id] = self._content(due, reach, day)
        self.agenda.add(self.world.at(opened, 5), partial(self._open, due.id))
        if reach == "opened":
            return
        submitted = day - SUBMITTED_BEFORE if reach != "submitted" or day > 3 * LATE else LATE
        written = max(min(submitted, -2), opened)
        self.agenda.add(self.world.at(written, 11), partial(self._write, due.id))
        self._plan_review(due.id, reach, day)

    def _plan_review(self, due_id: UUID, reach: str, day: int) -> None:
        if reach == "accepted":
            self._add(day + FIGURES_AFTER, 9, partial(self._accept_figures, due_id))
            self._add(day + ACCEPTED_AFTER, 10, partial(self._accept, due_id))
        elif reach == "returned":
            self._add(day + RETURNED_AFTER, 10, partial(self._return, due_id))
        elif reach == "waived":
            self._add(day + WAIVED_AFTER, 10, partial(self._waive, due_id))

    def _add(self, day: int, hour: int, work: Callable[[], None]) -> None:
        """Do `work` on `day`, yesterday at the latest."""
        self.agenda.add(self.world.at(min(day, -1), hour), work)

    def _content(self, due: Due, reach: str, day: int) -> Row:
        """A report as the contents describe one; the latest of its kind and state lends what the officer wrote."""
        kind = "final" if due.kind == "statement" else due.kind  # the contents have one for both
        alike = [one for one in self.row["reports"] if (one["kind"], one["reach"]) == (kind, reach)]
        found = {
            "kind": due.kind,
            "reach": reach,
            "due_day": day,
            "from_day": (due.period_from - self.world.today).days,
            "to_day": (due.period_to - self.world.today).days,
            **{name: one[name] for one in alike[-1:] for name in ("review", "spent_usd") if name in one},
        }
        return found if due.kind != "expenditure" else {**found, "spent_usd": self._spent(due)}

    def _spent(self, due: Due) -> int:
        """What a half-year brings of all that the contents say was spent, by its days; whole dollars."""
        dues = award_queries.dues(self.award_id)
        periods = [one for one in dues if one.kind == "expenditure" and one.due_on < self.world.today]
        percent = sum(one.get("spent_percent", 0) for one in self.row["reports"])
        days = sum((one.period_to - one.period_from).days + 1 for one in periods)
        own = (due.period_to - due.period_from).days + 1
        return int(self.row["amount"] * percent * own // (100 * days)) if due in periods else 0

    # --- what is done ---

    def _open(self, due_id: UUID) -> None:
        due = session().get_one(Due, due_id)
        early = (due.due_on - clock.today()).days > OPENED_BEFORE
        by = self.world.office("officer") if early else SYSTEM
        reports.create(session().get_one(Award, self.award_id), by=by, due=due)

    def _write(self, due_id: UUID) -> None:
        content, report = self.planned[due_id], self._report(due_id)
        if content["reach"] == "waived":
            return
        self._fill(report, content)
        if content["reach"] != "draft":
            reports.submit(report, by=self.world.of(self.row["lead"], "manager"))

    def _accept_figures(self, due_id: UUID) -> None:
        report = self._report(due_id)
        if report.kind in WITH_FIGURES:
            reports.accept_figures(report, by=self.world.office("finance"))

    def _accept(self, due_id: UUID) -> None:
        note = review(self.planned[due_id])
        reports.accept(self._report(due_id), by=self.world.office("officer"), note=note)

    def _return(self, due_id: UUID) -> None:
        reason = review(self.planned[due_id])
        reports.return_(self._report(due_id), by=self.world.office("officer"), reason=reason)

    def _waive(self, due_id: UUID) -> None:
        reason = review(self.planned[due_id])
        reports.waive(self._report(due_id), by=self.world.office("approver"), reason=reason)

    def _report(self, due_id: UUID) -> Report:
        return session().query(Report).filter_by(due_id=due_id).one()

    # --- what is written ---

    def _fill(self, report: Report, content: Row) -> None:
        """Write a report as its project manager; a draft has its words, its figures are still missing."""
        manager = self.world.of(self.row["lead"], "manager")
        told = self.row | {"reports": list(self.planned.values())}
        answers = {name: self._dated(name, value) for name, value in report_answers(told, content).items()}
        if content["reach"] != "draft":
            self._fill_rows(report, answers)
        form = session().get_one(AnswerSet, report.answers_id).form
        said = {name: value for name, value in answers.items() if name not in KINDS}
        for section, values in by_section(form, said):
            reports.save_section(report, section, values, by=manager)
        if report.kind == "statement" and content["reach"] != "draft":
            upload = Upload("audit.pdf", "application/pdf", self.world.paper)
            reports.add_file(report, by=manager, question="assurance_file", upload=upload)

    def _fill_rows(self, report: Report, answers: dict[str, Any]) -> None:
        manager, whole = self.world.of(self.row["lead"], "manager"), content_queries.content(report)
        asked = {question.kind for _section, question in whole.questions}
        for kind in (one for one in KINDS if one in asked and one in answers):
            cells = {item.key: row for item, row in zip(whole.items(kind), answers[kind], strict=True)}
            reports.save_rows(report, kind, cells, by=manager)

    def _dated(self, name: str, value: Any) -> Any:
        """Turn numbers of days into days, in rows too."""
        if isinstance(value, list):
            return [
                {key: self._dated(key, one) for key, one in row.items()} if isinstance(row, dict) else row
                for row in value
            ]
        return self.world.day(value).isoformat() if name in DAYS and isinstance(value, int) else value


def reaches(row: Row, dues: list[Due], today: date) -> Iterator[tuple[Due, str]]:
    """Give for every due the state that its report is to reach: accepted, submitted, returned, waived, draft, opened.

    The states of the contents count from the latest report that is due already; what is due later is opened when its day
    is near, and is a draft in writing where the contents have one that is not due yet.
    """
    last = {due.due_on for due in dues if due.kind == "final"}
    for kind in sorted({due.kind for due in dues}):
        mine = sorted((due for due in dues if due.kind == kind), key=lambda due: due.due_on)
        named = "final" if kind == "statement" else kind
        wanted = [one for one in row["reports"] if one["kind"] == named]
        later = [one for one in wanted if one["due_day"] > 0]
        past = [due for due in mine if due.due_on < today]
        states = [one["reach"] for one in wanted if one["due_day"] <= 0]
        for number, due in enumerate(past):
            place = len(states) - len(past) + number
            if kind == "inventory" and due.due_on in last:
                yield due, _of_final(row)
            else:
                yield due, states[place] if place >= 0 else "accepted"
        for number, due in enumerate(mine[len(past) :]):
            yield due, "draft" if later and number == 0 else "opened"


def _of_final(row: Row) -> str:
    return next((one["reach"] for one in row["reports"] if one["kind"] == "final"), "accepted")
