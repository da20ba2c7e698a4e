"""The history of a draft for its own team: who changed which answer, and what went in between."""

from dataclasses import dataclass
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.applications import queries, version_queries
from sipgrants.applications.models import Application, ApplicationVersion
from sipgrants.core.paging import Page, part
from sipgrants.plans import comparing as plan_comparing
from sipgrants.plans import queries as plans
from sipgrants.plans.comparing import Change
from sipgrants.questionnaires import trace_queries
from sipgrants.questionnaires.texts import pick
from sipgrants.questionnaires.trace_queries import Told

SIZE = 10


@dataclass(frozen=True)
class History:
    """One page of the changes, the names of who made them, the sections, and what the plan lacks of the last version."""

    page: Page[trace_queries.Trace]
    changes: list[Told]
    names: dict[UUID, str]
    sections: dict[str, str]
    version: ApplicationVersion | None
    plan: list[Change]


def history(application: Application, section: str, number: int, locale: str) -> History:
    """Return a page of a draft's history (of one section where named), newest first: a fixed number of statements."""
    sets = queries.answers(application)
    page = part(trace_queries.traces(sets.values(), section), number, SIZE)
    versions = queries.versions(application)
    version = versions[0] if versions else None
    return History(
        page,
        trace_queries.told(page.rows, locale),
        people.names_of(one.by for one in page.rows),
        {one.key: pick(one.title, locale) for answers in sets.values() for one in answers.form.sections},
        version,
        _since(application, version),
    )


def _since(application: Application, version: ApplicationVersion | None) -> list[Change]:
    """What differs in framework, workplan, risks and budget between the last version and the draft."""
    if version is None:
        return []
    held = version_queries.content(version)
    return plan_comparing.compare(held["plan"], plans.canonical(plans.whole(application.plan_id)))
