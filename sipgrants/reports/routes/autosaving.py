"""What a report hears when its pages save by themselves."""

from typing import Any
from uuid import UUID

from flask import get_template_attribute, request

from sipgrants.accounts.commands import presence
from sipgrants.core.i18n import msg
from sipgrants.questionnaires import answering_routes, marks
from sipgrants.questionnaires import queries as forms
from sipgrants.questionnaires.reading import read_section
from sipgrants.questionnaires.values import typed as in_field
from sipgrants.reports import content_queries, page_queries, trace_queries
from sipgrants.reports.models import Report
from sipgrants.reports.routes.pages import bp
from sipgrants.reports.routes.writing import keep_rows, keep_section, open_for_writing
from sipgrants.reports.rows import read_rows
from sipgrants.web import gate, locale, saving


@bp.post("/<uuid:id>/sections/<key>/autosave")
@gate.requires("report.edit")
def autosave(id: UUID, key: str) -> Any:
    """Keep what was typed so far."""
    report = open_for_writing(id)
    names = presence.be_here(report.id, key, by=gate.actor())
    answers = forms.answers(report.answers_id)
    if "beat" in request.form:
        return answering_routes.looked(answers, key, names)
    saved = keep_section(report, key, read_section(forms.section(answers, key), request.form))
    return answering_routes.heard(forms.answers(report.answers_id), key, saved, names)


@bp.post("/<uuid:id>/rows/<kind>/autosave")
@gate.requires("report.edit")
def autosave_rows(id: UUID, kind: str) -> Any:
    """Keep what was typed so far on the rows."""
    report = open_for_writing(id)
    content = content_queries.content(report)
    saved = keep_rows(report, kind, read_rows(*content_queries.question(content, kind), request.form))
    names = presence.be_here(report.id, kind, by=gate.actor())
    return saving.answer(
        saved=msg("Saved, but for rows that somebody else changed too: choose above")
        if saved.conflicts
        else None,
        here=saving.here(names),
        seen=saved.marks,
        conflicts=_conflicts(report, kind, saved.conflicts) if saved.conflicts else [],
        fresh=[],
    )


def _conflicts(report: Report, kind: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    content = content_queries.content(report)
    shown = page_queries.read_rows(content, kind, locale.choose(), told=False)
    beside = get_template_attribute("reports/rows.html", "beside_now")
    others = trace_queries.others(report, kind, keys, gate.actor().person_id)
    found = []
    for item, row in zip(shown.items, shown.page.questions[0].rows, strict=False):
        if item.key in keys:
            cells = content.cells[kind].get(item.key, {})
            values = {one.path: in_field(one.kind, cells.get(one.key, "")) for one in row.cells}
            found.append(
                {
                    "path": row.path,
                    "mark": f"{item.key}:{marks.mark(cells)}",
                    "beside": str(beside(cells, row, others.get(item.key))),
                    "values": values,
                }
            )
    return found
