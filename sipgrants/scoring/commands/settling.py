"""What follows when a bar comes or goes, or a seat is left: sheets are annulled, restored, or go."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import hooks
from sipgrants.board import queries as board
from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.outbox import clockwork
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries
from sipgrants.scoring.models import Sheet
from sipgrants.scoring.queries import Picture


@command
def annul(sheet: Sheet, *, by: Actor, reason: str) -> None:
    """Annul a sheet because its author is barred now: it is kept, unread, and counts no more."""
    machine.move(sheet, "sheet.annul", by=by, reason=reason)


@command
def restore(sheet: Sheet, *, by: Actor, reason: str) -> None:
    """Give a sheet back to its author as a draft: the bar was lifted while the seal is closed."""
    machine.move(sheet, "sheet.restore", by=by, reason=reason)


@command
def settle(round_: Round) -> int:
    """Bring the sheets of a round in line with today's bars and seats; returns how many changed."""
    picture = queries.picture(round_)
    pairs = {(one.application_id, one.person_id): one for one in picture.sheets}
    changed = 0
    for (application_id, person_id), sheet in pairs.items():
        barred = person_id in picture.bars.get(application_id, {})
        if barred and sheet.state in ("draft", "handed_in"):
            annul(sheet, by=SYSTEM, reason="barred")
            changed += 1
        elif not barred and sheet.state == "annulled" and not picture.is_open:
            restore(sheet, by=SYSTEM, reason="bar lifted")
            changed += 1
    return changed + _drop_drafts(picture)


def _drop_drafts(picture: Picture) -> int:
    """Programme rule (section 6): "A replaced member's handed-in sheets stand, drafts go"."""
    sitting = {one.person_id for one in picture.seats}
    gone = [one for one in picture.sheets if one.state == "draft" and one.person_id not in sitting]
    for sheet in gone:
        audit.record("sheet.drop", sheet, SYSTEM, reason="seat left")
        session().delete(sheet)
    return len(gone)


@hooks.on_bars
def _on_bars(round_id: UUID) -> None:
    round_ = session().get(Round, round_id)
    if round_ is not None:
        settle(round_)


@hooks.on_seat
def _on_seat(_seat: object) -> None:
    for round_ in _before_board():
        settle(round_)


@clockwork("scoring.settle")
def settle_all() -> None:
    """Look for bars that came by themselves (a partner was invited, a seat ended) and settle their sheets."""
    for round_ in _before_board():
        if _is_unsettled(queries.picture(round_)):
            settle(round_)


def _is_unsettled(picture: Picture) -> bool:
    sitting = {one.person_id for one in picture.seats}
    return any(_is_wrong(one, picture, sitting) for one in picture.sheets)


def _is_wrong(sheet: Sheet, picture: Picture, sitting: set[UUID]) -> bool:
    barred = sheet.person_id in picture.bars.get(sheet.application_id, {})
    if sheet.state == "annulled":
        return not barred and not picture.is_open
    return barred or (sheet.state == "draft" and sheet.person_id not in sitting)


def _before_board() -> Iterable[Round]:
    wanted = [one.id for one in board.rounds() if one.state == "with_board"]
    return list(session().scalars(select(Round).where(Round.id.in_(wanted))))
