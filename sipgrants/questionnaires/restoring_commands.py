"""Putting an earlier text back in the place of an answer."""

from sipgrants.core import clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import command, session
from sipgrants.questionnaires.models import Answer, AnswerChange, AnswerSet


@command
def put_back(answers: AnswerSet, change: AnswerChange, *, by: Acting) -> None:
    """Put what was kept at a change, or set aside, in the place of the answer; what stands there now is kept in turn."""
    session().refresh(answers, with_for_update={"of": AnswerSet})
    answer = next((one for one in answers.answers if one.key == change.key), None)
    if answer is None:
        answers.answers.append(
            Answer(key=change.key, value=change.before, changed_at=clock.now(), changed_by=by.person_id)
        )
    elif answer.value != change.before:
        kept = AnswerChange(
            answer_set_id=answers.id, key=answer.key, before=answer.value, changed_by=answer.changed_by
        )
        session().add(kept)
        answer.value, answer.revision = change.before, answer.revision + 1
        answer.changed_at, answer.changed_by = clock.now(), by.person_id
    session().flush()
