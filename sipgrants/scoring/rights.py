"""Whose sheet it is, and whether the seal is open."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.core.db import session
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import fact, known, right
from sipgrants.scoring.models import Seal, Sheet


@right("sheet.own")
def _own(actor: Actor, sheet: Sheet) -> Message | None:
    return None if sheet.person_id == actor.person_id else msg("A score sheet is its author's alone.")


@right("seal.is_open")
def _is_open(_actor: Actor, subject: Any) -> Message | None:
    round_id = getattr(subject, "round_id", None) or subject.id
    opened = round_id in known("opened_seals")
    return None if opened else msg("The scores are sealed until the Co-Chairs open the seal.")


@fact("opened_seals")
def _opened() -> frozenset[UUID]:
    return frozenset(session().scalars(select(Seal.round_id).where(Seal.opened_at.is_not(None))))
