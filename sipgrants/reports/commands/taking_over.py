"""Taking over a workbook of a report that came back: by the same commands as typing, all of it or nothing."""

from collections.abc import Collection
from typing import Any

from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core import audit
from sipgrants.core.db import command
from sipgrants.core.errors import Stale
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.reports import content_queries
from sipgrants.reports.commands.writing import save_rows, save_section
from sipgrants.reports.models import Report
from sipgrants.reports.workbook_preview_queries import preview
from sipgrants.reports.workbook_queries import Say


@command
def take_over(
    report: Report, *, by: Actor, waiting: Waiting, say: Say, marks: str, mine: Collection[str] = ()
) -> list[str]:
    """Make the changes that the page has shown (`marks`), and of those that clash with a colleague's the ones in `mine`;
    return the paths of what changed. Nothing is submitted. Stale where the comparison is another one by now; pressed a
    second time it does nothing.
    """
    machine.check(report, "report.edit", by=by)
    found = preview(content_queries.content(report), by, waiting, say)
    if not found.marks:
        return []
    if found.seen != marks:
        raise Stale(
            msg("Something was changed here after you opened this page. Here is what would change now.")
        )
    wanted = {one.path for one in found.changes}
    wanted |= {one.differing.path for one in found.clashes if one.differing.path in mine}
    sections: dict[str, dict[str, Any]] = {}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for path in wanted:
        section, name, value = found.answers[path]
        if section:
            sections.setdefault(section, {})[name] = value
        else:
            kind, _colon, key = name.partition(":")
            rows.setdefault(kind, {})[key] = value
    for section, values in sorted(sections.items()):
        save_section(report, section, values, by=by)
    for kind, typed in sorted(rows.items()):
        save_rows(report, kind, typed, by=by)
    if wanted:
        audit.record("report.take_over", report, by, sha256=waiting.sha256, changed=len(wanted))
    return sorted(wanted)
