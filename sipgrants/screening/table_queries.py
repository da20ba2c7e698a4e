"""The table of a round that is screened: one row for each application, sorted and narrowed; how far the round is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from sipgrants.applications.models import Application
from sipgrants.core.db import session
from sipgrants.lifecycle.process import PROCESSES
from sipgrants.rounds.models import Round
from sipgrants.screening import checklist, queries
from sipgrants.screening.checklist import Answer
from sipgrants.screening.models import ScreeningLine


@dataclass(frozen=True)
class Row:
    """An application in the table of its round: one mark for every rule of the checklist (None: not proposed)."""

    application: Application
    marks: dict[str, Answer | None]
    open_lines: int
    no_lines: int
    all_lines: int

    def rules(self, answer: str) -> list[str]:
        """Return the rules whose gravest line gives this answer ("no", "open"), in the order of the checklist."""
        return [rule for rule, mark in self.marks.items() if mark == answer]

    @property
    def is_clear(self) -> bool:
        """Tell whether every line says yes: it may be found eligible with the others."""
        return any(self.marks.values()) and not self.open_lines and not self.no_lines


# How the table may be sorted; whatever ties goes by reference.
ORDERS: dict[str, Callable[[Row], Any]] = {
    "waiting": lambda row: (row.application.state != "submitted", not row.all_lines, -row.open_lines),
    "no": lambda row: -row.no_lines,
    "clear": lambda row: (
        row.application.state != "submitted",
        not row.is_clear,
        row.open_lines + row.no_lines,
    ),
    "received": lambda row: row.application.submitted_at or row.application.created_at,
}


def table(round_: Round, *, state: str = "", rule: str = "", answer: str = "", order: str = "") -> list[Row]:
    """Return the submitted applications of a round with their marks: as many statements for one as for many.

    `state` narrows it to one state; `rule` and `answer` ("yes", "open", "no") to those with such a mark; `order` is one
    of `ORDERS`, else they come by reference.
    """
    query = select(Application).where(
        Application.round_id == round_.id, Application.submitted_version > 0, Application.state != "draft"
    )
    if state:
        query = query.where(Application.state == state)
    found = list(session().scalars(query.order_by(Application.reference)).unique())
    by_application = _lines_of_round(round_)
    rows = [_row(one, by_application.get(one.id, [])) for one in found]
    if answer:
        rows = [row for row in rows if answer in _answers(row, rule)]
    return sorted(rows, key=ORDERS[order]) if order in ORDERS else rows


def progress(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """Return how many applications are in each state, in the order of the process, empty states left out."""
    counted = Counter(row.application.state for row in rows)
    return [(state, counted[state]) for state in PROCESSES["application"].states if counted[state]]


def next_to_screen(application: Application) -> Application | None:
    """Return the next application of the round, by reference, that waits for a finding; after the last comes the first."""
    waiting = [one for one in queries.submitted_in(application.round) if one.id != application.id]
    later = [one for one in waiting if one.reference > application.reference]
    return next(iter(later or waiting), None)


def _answers(row: Row, rule: str) -> set[str]:
    return {str(one) for key, one in row.marks.items() if one and rule in ("", key)}


def _lines_of_round(round_: Round) -> dict[UUID, list[ScreeningLine]]:
    query = select(ScreeningLine).join(
        Application,
        and_(
            Application.id == ScreeningLine.application_id,
            Application.submitted_version == ScreeningLine.version,
        ),
    )
    found: dict[UUID, list[ScreeningLine]] = defaultdict(list)
    for one in session().scalars(query.where(Application.round_id == round_.id)):
        found[one.application_id].append(one)
    return found


def _row(application: Application, found: Iterable[ScreeningLine]) -> Row:
    answers: dict[str, list[Answer]] = defaultdict(list)
    for one in found:
        answers[checklist.rule_of(one.key)].append(checklist.answer(one))
    every = [one for some in answers.values() for one in some]
    return Row(
        application,
        {rule: checklist.gravest(answers[rule]) for rule in checklist.RULES},
        every.count(Answer.OPEN),
        every.count(Answer.NO),
        len(every),
    )
