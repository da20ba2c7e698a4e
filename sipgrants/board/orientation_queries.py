"""The documents for members, and who attended which Master Class."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import queries
from sipgrants.board.models import Seat
from sipgrants.board.orientation_models import MasterClass, Orientation
from sipgrants.core.db import session
from sipgrants.lifecycle.actor import BOARD, Actor


def documents(*, withdrawn: bool = False) -> list[Orientation]:
    """Return the documents that members read, the newest first; `withdrawn`: those that they read no longer."""
    wanted = Orientation.withdrawn_at.is_not(None) if withdrawn else Orientation.withdrawn_at.is_(None)
    order = (Orientation.day.desc(), Orientation.title, Orientation.locale)
    return list(session().scalars(select(Orientation).where(wanted).order_by(*order)))


def for_home(actor: Actor) -> list[Orientation]:
    """Return what a member of today finds on the home page; nothing for others."""
    return documents() if actor.has(BOARD) else []


def classes() -> list[MasterClass]:
    """Return the Master Classes, the latest first, with who attended."""
    order = (MasterClass.day.desc(), MasterClass.created_at.desc())
    return list(session().scalars(select(MasterClass).order_by(*order)))


def offered(one: MasterClass) -> list[Seat]:
    """Return who may have attended: those who sat on that day, and those who had a seat that began later."""
    seats = {seat.person_id: seat for seat in queries.standing_on(one.day)}
    return sorted(seats.values(), key=lambda seat: (seat.region, seat.country_id))


def not_yet(seats: Iterable[Seat], held: Iterable[MasterClass]) -> list[Seat]:
    """Return who sits and attended no Master Class so far."""
    came: set[UUID] = {row.person_id for one in held for row in one.attended}
    return [seat for seat in seats if seat.person_id not in came]
