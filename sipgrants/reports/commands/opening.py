"""Opening a report for a due: by the system when the day is near, or by an officer; what is known is filled in."""

from datetime import timedelta

from sqlalchemy import func, select

from sipgrants.awards.commands.dues import followed_by
from sipgrants.awards.models import Award, Due
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import MANAGERS, SYSTEM, Actor
from sipgrants.questionnaires import commands as answers
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.reports import kinds, queries
from sipgrants.reports.commands import prefilling
from sipgrants.reports.commands.telling import tell
from sipgrants.reports.models import Report


@command
def create(award: Award, *, by: Actor, due: Due) -> Report:
    """Open the report that is owed; the Party is told. What the award, the plan or the last report says is filled in."""
    _check_owed(award, due)
    report = Report(
        award_id=award.id,
        award=award,
        due_id=due.id,
        kind=due.kind,
        number=_next_number(award, due.kind),
        period_from=due.period_from,
        period_to=due.period_to,
        due_on=due.due_on,
        plan_id=award.plan_id,
        answers_id=_answers(award, due, by).id,
    )
    report.state = ""
    machine.begin(report, "report.create", by=by, kind=due.kind, due_on=due.due_on)
    session().add(report)
    session().flush()
    prefilling.fill_rows(report)
    tell(report, "create", MANAGERS)
    return report


def open_near() -> int:
    """Open every report whose due day is near; returns how many. The system does this by itself."""
    near = queries.to_open(clock.today() + timedelta(kinds.OPENED_BEFORE))
    for due, award in near:
        create(award, by=SYSTEM, due=due)
    return len(near)


@followed_by
@command
def follow_award(award: Award, *, by: Actor) -> None:
    """Let the reports that are still being written follow a change or the termination of the award: its plan, the days of
    their dues. What was typed stays; a report that is not owed any more is waived.
    """
    query = select(Report, Due).outerjoin(Due, Due.id == Report.due_id)
    for report, due in session().execute(
        query.where(Report.award_id == award.id, Report.state.in_(queries.OPEN))
    ):
        report.plan_id = award.plan_id
        if due is not None and due.void:
            machine.move(
                report, "report.waive", by=SYSTEM, reason="The agreement changed: it is not owed any more."
            )
        elif due is not None:
            report.period_from, report.period_to, report.due_on = due.period_from, due.period_to, due.due_on
    session().flush()


def _check_owed(award: Award, due: Due) -> None:
    if due.award_id != award.id or due.void or due.met_at is not None:
        raise Conflict(msg("This report is not owed."))
    if award.state not in queries.OWING:
        raise Conflict(
            msg("Reports are opened while the award is active, suspended, completed or terminated.")
        )
    if session().scalar(select(Report.id).where(Report.due_id == due.id)) is not None:
        raise Conflict(msg("This report is open already."))


def _next_number(award: Award, kind: str) -> int:
    highest = select(func.max(Report.number)).where(Report.award_id == award.id, Report.kind == kind)
    return (session().scalar(highest) or 0) + 1


def _answers(award: Award, due: Due, by: Actor) -> AnswerSet:
    made = answers.answer_set(forms.form_version(due.kind), by=by)
    for section, values in prefilling.known_answers(award, due.kind).items():
        answers.save_section(made, section, values, by=by)
    return made
