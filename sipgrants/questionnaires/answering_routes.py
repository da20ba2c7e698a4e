"""What a page of a section hears when it saves by itself: both texts where two wrote, and what colleagues changed."""

from collections.abc import Mapping
from typing import Any

from flask import get_template_attribute, request

from sipgrants.core.i18n import Message, nmsg
from sipgrants.questionnaires import marks, queries
from sipgrants.questionnaires.commands import Saved, seen_by_now
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.questionnaires.pages import QuestionPage
from sipgrants.web import locale, saving

TEMPLATE = "questionnaires/section.html"


def heard(answers: AnswerSet, key: str, saved: Saved, names: list[str]) -> Any:
    """Return the answer to a section's autosave: everything else is saved, and each conflict comes with both texts.

    `names`: who has this section open beside the reader.
    """
    said = _undecided(len(saved.conflicts)) if saved.conflicts else None
    return saving.answer(
        saved=said,
        here=saving.here(names),
        seen=saved.marks,
        conflicts=_conflicts(answers, key, saved) if saved.conflicts else [],
        fresh=_fresh(answers, key, saved) if saved.newer else [],
    )


def looked(answers: AnswerSet, key: str, names: list[str]) -> Any:
    """Return what a page hears that only told that it is open: nothing is written."""
    seen = marks.read(request.form.get("seen"))
    known, newer = seen_by_now(answers, queries.section(answers, key), seen, {})
    return heard(answers, key, Saved((), (), known, tuple(newer)), names)


def _undecided(number: int) -> Message:
    return nmsg(
        "Saved, but for %(num)d answer that somebody else changed too: choose above",
        "Saved, but for %(num)d answers that somebody else changed too: choose above",
        number,
    )


def _conflicts(answers: AnswerSet, key: str, saved: Saved) -> list[dict[str, str]]:
    mine = _questions(answers, key, saved.conflicts)
    theirs = _questions(answers, key)
    beside = get_template_attribute(TEMPLATE, "beside_now")
    return [
        {
            "path": mine[one.key].path,
            "mark": f"{one.key}:{marks.mark(one.theirs)}",
            "beside": str(beside(mine[one.key])),
            "theirs": drawn(theirs[one.key]),
        }
        for one in saved.conflicts
    ]


def _fresh(answers: AnswerSet, key: str, saved: Saved) -> list[dict[str, str]]:
    there, present = _questions(answers, key), queries.values(answers)
    return [
        {
            "path": there[one].path,
            "mark": f"{one}:{marks.mark(present.get(one))}",
            "html": drawn(there[one]),
        }
        for one in saved.newer
    ]


def _questions(answers: AnswerSet, key: str, conflicts: Any = ()) -> Mapping[str, QuestionPage]:
    page = queries.page(answers, key, locale.choose(), conflicts=conflicts, told=False)
    return {one.key: one for one in page.questions}


def drawn(question: QuestionPage) -> str:
    """Return a question as the page draws it."""
    return str(get_template_attribute(TEMPLATE, "question")(question, {}))
