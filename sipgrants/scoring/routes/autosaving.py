"""What a sheet hears when it saves by itself."""

from typing import Any
from uuid import UUID

from flask import get_template_attribute, request

from sipgrants.applications.models import Application
from sipgrants.core.i18n import nmsg
from sipgrants.questionnaires import marks
from sipgrants.questionnaires.commands import Conflict, Saved
from sipgrants.scoring import queries
from sipgrants.scoring.commands.saving import seen_by_now
from sipgrants.scoring.routes.blueprint import bp
from sipgrants.scoring.routes.sheets import dossier_to_score, keep
from sipgrants.web import gate, saving
from sipgrants.web.gate import requires

TEMPLATE = "scoring/_sheet.html"


@bp.post("/applications/<uuid:application_id>/autosave")
@requires("sheet.edit")
def autosave(application_id: UUID) -> Any:
    """Keep what is typed while it is typed; a page that only tells that it is open writes nothing."""
    found = dossier_to_score(application_id)
    saved = _looked(found) if "beat" in request.form else keep(found)
    present = _present(found) if saved.conflicts or saved.newer else {}
    said = nmsg(
        "Saved, but for %(num)d place that you changed in another window too: choose beside it",
        "Saved, but for %(num)d places that you changed in another window too: choose beside them",
        len(saved.conflicts),
    )
    return saving.answer(
        saved=said if saved.conflicts else None,
        seen=saved.marks,
        conflicts=[_conflict(found, one) for one in saved.conflicts],
        fresh=[
            {"path": path, "mark": _mark(path, present[path]), "html": _drawn(found, path, present[path])}
            for path in saved.newer
        ],
    )


def _present(found: Application) -> dict[str, str]:
    return queries.present_blocks(queries.sheet_of(found.id, gate.actor().person_id), found.round)


def _looked(found: Application) -> Saved:
    known, newer = seen_by_now(_present(found), marks.read(request.form.get("seen")), {})
    return Saved((), (), known, tuple(newer))


def _conflict(found: Application, one: Conflict) -> dict[str, str]:
    beside = get_template_attribute(TEMPLATE, "beside")
    return {
        "path": one.key,
        "mark": _mark(one.key, one.theirs),
        "beside": str(beside(found.round.criteria, one, True)),
        "theirs": _drawn(found, one.key, one.theirs),
    }


def _mark(path: str, text: str) -> str:
    return f"{path}:{marks.mark(text)}"


def _drawn(found: Application, path: str, text: str) -> str:
    """Return a block as the page draws it."""
    return str(get_template_attribute(TEMPLATE, "block")(path, found.round.criteria, {path: text}))
