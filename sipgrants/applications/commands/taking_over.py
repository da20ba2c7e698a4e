"""Taking over a workbook that came back, or pasted rows: by the same commands as typing, all of it or nothing."""

from collections.abc import Collection

from sipgrants.applications import check_queries
from sipgrants.applications.commands.drafting import save_part, save_section
from sipgrants.applications.models import Application
from sipgrants.applications.workbook_preview_queries import Preview, preview
from sipgrants.applications.workbook_queries import Say
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Stale
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.plans import queries as plans
from sipgrants.plans.content import PARTS
from sipgrants.plans.part_sheets import path_of
from sipgrants.plans.taken import names_new, with_identifiers


@command
def take_over(
    application: Application,
    *,
    by: Actor,
    waiting: Waiting,
    say: Say,
    marks: str,
    mine: Collection[str] = (),
) -> list[str]:
    """Make the changes that the page has shown (`marks`), and of those that clash with a colleague's the ones in `mine`;
    return the paths of what changed. Stale where the comparison is another one by now; pressed a second time it does
    nothing.
    """
    machine.check(application, "application.take_over", by=by)
    found = preview(check_queries.draft(application), by, waiting, say)
    if not found.marks:
        return []
    if found.seen != marks:
        raise Stale(
            msg("Something was changed here after you opened this page. Here is what would change now.")
        )
    wanted = {one.path for one in found.changes}
    wanted |= {one.differing.path for one in found.clashes if one.differing.path in mine}
    _demand_framework(found, wanted)
    if wanted:
        _save(application, found, wanted, by)
        machine.move(
            application, "application.take_over", by=by, sha256=waiting.sha256, changed=sorted(wanted)
        )
    return sorted(wanted)


def _demand_framework(found: Preview, wanted: Collection[str]) -> None:
    """Activities that are new come with the framework, or not at all."""
    naming = [
        part for part, rows in found.content.items() if path_of(part) in wanted and names_new(part, rows)
    ]
    if naming and path_of("framework") not in wanted:
        raise Conflict(
            msg("Your workplan or budget names activities of your results framework: take that over too.")
        )


def _save(application: Application, found: Preview, wanted: Collection[str], by: Actor) -> None:
    sections: dict[str, dict[str, object]] = {}
    for path, (section, key, value) in found.answers.items():
        if path in wanted:
            sections.setdefault(section, {})[key] = value
    for section, values in sections.items():
        save_section(application, by=by, section=section, values=values)
    for part in PARTS:
        if part in found.content and path_of(part) in wanted:
            session().flush()
            plan = plans.whole(application.plan_id)
            is_new = path_of("framework") in wanted
            outcomes = plans.content(plan, "framework") if is_new else []
            rows = with_identifiers(part, found.content[part], outcomes)
            save_part(application, by=by, part=part, content=rows)
