"""What a draft hears when its pages save by themselves."""

from typing import Any
from uuid import UUID

from flask import request

from sipgrants.accounts.commands import presence
from sipgrants.applications import check_queries, commands, page_queries
from sipgrants.applications.check_queries import SIGNED
from sipgrants.applications.routes.blueprint import bp
from sipgrants.applications.routes.drafting import draft_to_write, keep_section
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import rights
from sipgrants.plans import reading, saving_routes
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires import answering_routes
from sipgrants.web import factor, gate, saving
from sipgrants.web.gate import requires

_UNSIGNED = msg("Kept on this device. It is saved when you go on and enter the code of your second factor")


@bp.post("/<uuid:application_id>/sections/<key>/autosave")
@requires("application.edit")
def autosave(application_id: UUID, key: str) -> Any:
    """Keep what is typed while it is typed; what only the focal point may say, once the second factor was given."""
    draft = draft_to_write(application_id)
    is_signed = key in SIGNED and draft.form_of(key) == "C"
    if is_signed:
        rights.demand(gate.actor(), "application.sign", draft.application)
    names = presence.be_here(draft.application.id, key, by=gate.actor())
    if "beat" in request.form:
        return answering_routes.looked(page_queries.answers_with(draft, key), key, names)
    if is_signed and not factor.is_fresh():
        return saving.only_on_the_device(_UNSIGNED)
    saved = keep_section(draft, key, sign=is_signed)
    return answering_routes.heard(page_queries.answers_with(draft, key), key, saved, names)


@bp.post("/<uuid:application_id>/plan/<part>/autosave")
@requires("application.edit")
def autosave_part(application_id: UUID, part: str) -> Any:
    """Keep what is typed on a part of the plan; a script that only tells it is there sends no rows."""
    if part not in PARTS:
        raise NotFound()
    draft = draft_to_write(application_id)
    names = presence.be_here(draft.application.id, part, by=gate.actor())
    if "beat" in request.form:
        return saving_routes.only_here(names)
    content = reading.read_part(part, request.form)
    saved = commands.merge_part(
        draft.application, by=gate.actor(), part=part, content=content, **saving_routes.sent()
    )
    return saving_routes.heard(check_queries.draft(draft.application).plan, part, saved, names)
