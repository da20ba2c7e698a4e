"""Before an award is closed: what becomes of each item of its equipment is agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from sipgrants.awards.commands import tell
from sipgrants.awards.models import Award
from sipgrants.changes import assets_queries
from sipgrants.changes.assets_queries import Item
from sipgrants.changes.models import FATES, AwardAsset
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import MANAGERS, Actor


@dataclass(frozen=True)
class Fate:
    """What becomes of one item: a key of `FATES`, who keeps or receives it, a remark."""

    fate: str
    holder: str = ""
    note: str = ""


@command
def settle_assets(award: Award, *, by: Actor, fates: Sequence[Fate]) -> None:
    """Agree what becomes of each item of the last accepted inventory, in its order; the Party is told.

    What was agreed before is replaced: it counts until the award is closed.
    """
    machine.move(award, "award.settle_assets", by=by, items=len(fates))
    items = assets_queries.register(award.id)
    if not items:
        raise Conflict(msg("No accepted inventory lists equipment: say so when the award is closed."))
    if len(items) != len(fates) or by.person_id is None:
        raise Conflict(msg("The inventory has changed meanwhile: load the page again."))
    require([one for item, fate in zip(items, fates, strict=True) for one in _problems(item, fate)])
    session().execute(delete(AwardAsset).where(AwardAsset.award_id == award.id))
    session().add_all(
        AwardAsset(
            award_id=award.id,
            position=place,
            name=item.name,
            serial=item.serial,
            minor=item.minor,
            fate=fate.fate,
            holder=fate.holder.strip(),
            note=fate.note.strip(),
            agreed_by=by.person_id,
            agreed_on=clock.today(),
        )
        for place, (item, fate) in enumerate(zip(items, fates, strict=True))
    )
    session().flush()
    rights.forget("award.equipment")
    tell(award, "settle_assets", MANAGERS)


def _problems(item: Item, fate: Fate) -> list[Problem]:
    if fate.fate not in FATES:
        return [Problem("items", msg("%(item)s: choose what becomes of it.", item=item.called))]
    if fate.fate != "disposed" and not fate.holder.strip():
        return [Problem("items", msg("%(item)s: enter who keeps it or receives it.", item=item.called))]
    return []


def proposed(items: Sequence[Item], institution: str) -> list[Fate]:
    """Return what the final report proposes for each item; what stays, stays with the institution that signed."""
    return [Fate(one.fate, one.holder or (institution if one.fate == "kept" else "")) for one in items]
