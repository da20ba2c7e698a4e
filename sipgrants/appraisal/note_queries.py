"""The officer's note as a page writes it: answers to the form "appraisal", also before somebody has begun one."""

from sipgrants.appraisal.models import Appraisal
from sipgrants.core.errors import NotFound
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires import shipped_queries
from sipgrants.questionnaires.models import Answer, AnswerSet, FormVersion

FORM = "appraisal"
SECTION = "note"
TEXTS = ("summary", "strengths", "weaknesses", "questions")


def answers(note: Appraisal | None) -> AnswerSet:
    """Return what is written. Where nothing is kept as answers yet, the set is made of the texts and belongs to nobody."""
    if note is not None and note.answers_id is not None:
        return questionnaires.answers(note.answers_id)
    return AnswerSet(form=_form(), answers=written(note))


def written(note: Appraisal | None) -> list[Answer]:
    """Return the texts of a note as answers: written by whoever wrote it."""
    texts = {name: getattr(note, name) for name in TEXTS if note is not None}
    return [
        Answer(key=name, value=text, revision=1, changed_by=note and note.written_by)
        for name, text in texts.items()
        if text
    ]


def _form() -> FormVersion:
    try:
        return questionnaires.form_version(FORM)
    except NotFound:  # an installation older than the form: the first note brings it in
        return shipped_queries.shipped(FORM)
