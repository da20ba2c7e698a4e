"""Putting back an earlier text of the draft, or one that was set aside when two people wrote at once."""

from uuid import UUID

from sipgrants.applications import check_queries, queries
from sipgrants.applications.commands.drafting import edit, mirror, section_of_part
from sipgrants.applications.models import Application
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import commands as plans
from sipgrants.plans import queries as plan_queries
from sipgrants.plans.models import PlanChange
from sipgrants.questionnaires import restoring_commands as questionnaires
from sipgrants.questionnaires.models import AnswerChange, AnswerSet


@command
def put_back(application: Application, *, by: Actor, change_id: UUID) -> None:
    """Put an earlier text in the place of an answer, or of a row of the plan; what stands there now is kept."""
    rights.demand(by, "application.put_back", application)
    row = session().get(PlanChange, change_id)
    if row is not None and row.plan_id == application.plan_id:
        edit(application, by=by, section=section_of_part(application, row.part))
        plans.put_back(plan_queries.whole(application.plan_id), row, by=by)
        audit.record("application.put_back", application, by, part=row.part, change=row.id)
    else:
        _put_answer_back(application, by, change_id)


def _put_answer_back(application: Application, by: Actor, change_id: UUID) -> None:
    change = session().get(AnswerChange, change_id)
    sets = queries.answers(application)
    answers = next((one for one in sets.values() if change and one.id == change.answer_set_id), None)
    if change is None or answers is None:
        raise NotFound()
    section = _section(answers, change.key)
    edit(application, by=by, section=section)
    if section in check_queries.SIGNED:
        raise Conflict(msg("What a focal point signs is signed anew on its own page."))
    questionnaires.put_back(answers, change, by=by)
    mirror(application, sets["A"])
    audit.record("application.put_back", application, by, section=section, question=change.key)


def _section(answers: AnswerSet, key: str) -> str:
    for section in answers.form.sections:
        if any(question.key == key for question in section.questions):
            return section.key
    raise NotFound()
