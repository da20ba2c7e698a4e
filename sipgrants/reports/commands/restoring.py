"""Putting back an earlier text of a report, or one that was set aside when two people wrote at once."""

from uuid import UUID

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires import restoring_commands as answers
from sipgrants.questionnaires.keeping_commands import Hand
from sipgrants.questionnaires.models import AnswerChange
from sipgrants.reports import content_queries
from sipgrants.reports.commands.writing import check_open, write_row
from sipgrants.reports.models import Report


@command
def put_back(report: Report, *, by: Actor, change_id: UUID) -> None:
    """Put an earlier text in the place of an answer, or of a row of the plan; what stands there now is kept."""
    rights.demand(by, "report.put_back", report)
    change = session().get(AnswerChange, change_id)
    if change is None or change.answer_set_id != report.answers_id:
        raise NotFound()
    kind, _colon, key = change.key.partition(":")
    check_open(report, by, content_queries.section_of(content_queries.content(report), kind))
    if key:
        _put_row_back(report, kind, key, change, by)
    else:
        answers.put_back(forms.answers(report.answers_id), change, by=by)
    audit.record("report.put_back", report, by, question=change.key)


def _put_row_back(report: Report, kind: str, key: str, change: AnswerChange, by: Actor) -> None:
    if key not in {item.key for item in content_queries.content(report).items(kind)}:
        raise Conflict(msg("The agreed plan does not have this row any more."))
    row = next((one for one in report.rows if one.question == kind and str(one.origin_id) == key), None)
    hand = Hand(report.answers_id, by, None)
    if row is not None:
        hand.keep_always(change.key, row)
    write_row(report, row, kind, key, change.before[0], hand)
    session().flush()
