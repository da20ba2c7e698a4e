"""Who changed what: one page of changes for whoever has answers, rows of a plan, or both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.core.i18n import Message
from sipgrants.core.paging import Page, part
from sipgrants.plans import naming, trace_queries
from sipgrants.plans import queries as plans
from sipgrants.plans.trace_queries import RowTrace
from sipgrants.questionnaires import trace_queries as answer_traces
from sipgrants.questionnaires.models import AnswerSet
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.trace_queries import Place, Told, Trace

SIZE = 10


@dataclass(frozen=True)
class History:
    """One page of the changes, newest first, the names of who made them, and what can be asked for: sections and parts."""

    page: Page[Any]
    changes: list[Told]
    names: dict[UUID, str]
    sections: Mapping[str, Message | str]
    chosen: str


def history(
    section: str,
    number: int,
    locale: str,
    places: Sequence[Place] = (),
    plan_id: UUID | None = None,
    sections: Mapping[str, Message | str] | None = None,
) -> History:
    """Return a page of what changed in `places` and in a plan, of one section or part where `section` names it: a fixed
    number of statements.
    """
    known = sections or {}
    chosen = section if section in known else ""
    every: list[Trace | RowTrace] = [
        *(answer_traces.traces(places, chosen) if places else ()),
        *trace_queries.traces(plan_id, chosen),
    ]
    page = part(sorted(every, key=lambda one: one.at, reverse=True), number, SIZE)
    names = people.names_of(one.by for one in page.rows)
    return History(page, _told(page.rows, plan_id, locale), names, known, chosen)


def _told(rows: Sequence[Trace | RowTrace], plan_id: UUID | None, locale: str) -> list[Told]:
    answers = [one for one in rows if isinstance(one, Trace)]
    of_plan = [one for one in rows if isinstance(one, RowTrace)]
    said = dict(zip(map(id, answers), answer_traces.told(answers, locale), strict=True))
    in_plan = trace_queries.told(of_plan, plans.whole(plan_id)) if plan_id and of_plan else {}
    return [in_plan[one.id] if isinstance(one, RowTrace) else said[id(one)] for one in rows]


def of_forms(sets: Sequence[AnswerSet], locale: str) -> dict[str, Message | str]:
    """Return the sections of forms by their key, as a page offers them."""
    return {one.key: pick(one.title, locale) for answers in sets for one in answers.form.sections}


def of_plan(parts: Sequence[str]) -> dict[str, Message | str]:
    """Return the parts of a plan by what a history calls them."""
    return {trace_queries.SECTION + part: naming.TITLES[part] for part in parts}
