"""Changing a setting of the Programme: two people, and what it was stays in the history."""

from sqlalchemy import select

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import NotFound, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.fund import settings
from sipgrants.fund.models import Setting
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned


@command
def change_setting(*, by: Actor, key: str, value: str, reason: str) -> Proposal:
    """Ask a second person to change a setting; until then the present value holds."""
    rights.demand(by, "settings.edit")
    if key not in settings.DEFINITIONS:
        raise NotFound()
    wrong = [] if reason.strip() else [Problem("reason", msg("Give the reason."))]
    try:
        settings.read(key, value)
    except ValueError:
        wrong.append(Problem("value", msg("This is not a value for this setting.")))
    require(wrong)
    row = session().scalar(select(Setting).where(Setting.key == key))
    if row is None:
        row = Setting(key=key, value=settings.DEFINITIONS[key].default)
        session().add(row)
        session().flush()
    return countersign.ask(row, "settings.edit", by=by, reason=reason.strip(), value=value.strip())


@countersigned("settings.edit")
def _changed(row: Setting, *, by: Actor, second: Actor, value: str) -> None:
    settings.read(row.key, value)
    audit.record("settings.edit", row, by, key=row.key, changed=[row.value, value], second=second.person_id)
    row.value, row.changed_by, row.seconded_by = value, by.person_id, second.person_id
