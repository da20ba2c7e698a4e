"""Where a report keeps what is typed: its answers, and what is reported row by row on the agreed plan."""

from collections.abc import Collection
from uuid import UUID

from sipgrants.accounts import queries as people
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import trace_queries
from sipgrants.questionnaires.pages import Other
from sipgrants.questionnaires.trace_queries import Place
from sipgrants.reports.content_queries import Content
from sipgrants.reports.models import Report
from sipgrants.reports.rows import SPENDING, Item, as_table, change_key


def places(content: Content) -> list[Place]:
    """Return the place of every answer and of every row of a report."""
    present = {(row.question, str(row.origin_id)): row for row in content.report.rows}
    return trace_queries.places([content.answers]) + [
        Place(
            content.answers.id,
            change_key(question.kind, item.key),
            section.key,
            as_table(question, question.label),
            present.get((question.kind, item.key)),
            _called(question.kind, item),
        )
        for section, question in content.questions
        for item in content.items(question.kind)
    ]


def _called(kind: str, item: Item) -> Message | str:
    if kind != SPENDING:
        return f"{item.number} {item.text}".strip()
    place = f"{item.number} {item.facts['title']}".strip()
    line = ", ".join(one for one in (place, item.text) if one)
    return msg("%(line)s, year %(number)s", line=line, number=item.facts["year"])


def others(report: Report, kind: str, keys: Collection[str], person_id: UUID | None) -> dict[str, Other]:
    """Return who wrote what stands in these rows, and when, by the key of the row: one statement."""
    rows = [row for row in report.rows if row.question == kind and str(row.origin_id) in keys]
    names = people.names_of(row.changed_by for row in rows)
    return {
        str(row.origin_id): Other(
            row.cells,
            names.get(row.changed_by, "") if row.changed_by else "",
            row.changed_at,
            person_id is not None and row.changed_by == person_id,
        )
        for row in rows
    }
