"""Taking over a workbook of score sheets that came back: by the same command as typing, all of it or nothing."""

from collections.abc import Collection
from uuid import UUID

from sipgrants.applications.models import Application
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core import audit, db
from sipgrants.core.db import command
from sipgrants.core.errors import Stale
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries
from sipgrants.scoring.commands.saving import save
from sipgrants.scoring.workbook_preview_queries import preview
from sipgrants.scoring.workbook_queries import Say


@command
def take_over(
    round_: Round, *, by: Actor, waiting: Waiting, say: Say, marks: str, mine: Collection[str] = ()
) -> list[str]:
    """Make the changes that the page has shown (`marks`), and of those that clash with what was typed here meanwhile the
    ones in `mine`; return the paths of what changed. Nothing is handed in. Stale where the comparison is another one by
    now; pressed a second time it does nothing.
    """
    found = preview(round_, by, waiting, say)
    if not found.marks:
        return []
    if found.seen != marks:
        raise Stale(
            msg("Something was changed here after you opened this page. Here is what would change now.")
        )
    wanted = {one.path for one in found.changes}
    wanted |= {one.differing.path for one in found.clashes if one.differing.path in mine}
    sheets: dict[str, dict[str, str]] = {}
    for path in wanted:
        application, block, text = found.answers[path]
        sheets.setdefault(application, {})[block] = text
    for application, typed in sorted(sheets.items()):
        save(db.find(Application, UUID(application)), by=by, typed=typed)
        sheet = queries.sheet_of(UUID(application), by.person_id)
        audit.record("sheet.take_over", sheet, by, sha256=waiting.sha256)
    return sorted(wanted)
