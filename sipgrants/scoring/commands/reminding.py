"""Reminding those who have not declared or scored yet: by an officer's button, and by the ladder of the Programme."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.board import queries as board
from sipgrants.core import audit, clock, outbox
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import msg
from sipgrants.core.ladder import rung_days, rung_due
from sipgrants.core.outbox import Mail, clockwork
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, Actor
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries

_KIND = "scores_missing"


@command
def remind_declarations(round_: Round, *, by: Actor) -> int:
    """Write to every member who still has to declare; returns how many."""
    rights.demand(by, "reminder.send", round_)
    missing = {one.seat.person_id: one.open for one in board.register(round_.id) if one.open}
    return _remind("declarations_missing", round_, missing, by)


@command
def remind_scores(round_: Round, *, by: Actor) -> int:
    """Write to every member whose sheets are not all in; returns how many."""
    rights.demand(by, "reminder.send", round_)
    return _remind(_KIND, round_, _missing(round_), by)


def _missing(round_: Round) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for _, person_id in queries.picture(round_).missing:
        found[person_id] = found.get(person_id, 0) + 1
    return found


def _remind(kind: str, round_: Round, missing: dict[UUID, int], by: Actor) -> int:
    if not missing:
        raise Conflict(msg("Nobody is missing."))
    for person_id, number in missing.items():
        outbox.mail(
            kind,
            person_id=person_id,
            about=round_,
            number=number,
            round_id=round_.id,
            names=round_.names,
            zone=round_.zone,
            due=round_.scores_due_at.isoformat() if round_.scores_due_at else None,
        )
    audit.record("reminder.send", round_, by, kind=kind, people=len(missing))
    return len(missing)


@clockwork("scoring.reminders")
def remind_all() -> None:
    """Remind on the rungs of the ladder before and after the day on which scores are due, while the seal is closed."""
    for one in board.rounds():
        if one.state != "with_board" or one.scores_due_at is None or queries.is_unsealed(one.id):
            continue
        due, last = one.scores_due_at.date(), _last(one.id)
        climbed = [rung for rung, day in rung_days(due) if last and last >= day]
        round_ = session().get_one(Round, one.id)
        if rung_due(due, clock.today(), climbed) is not None and _missing(round_):
            remind_scores(round_, by=SYSTEM)


def _last(round_id: UUID) -> date | None:
    latest = session().scalar(
        select(func.max(Mail.created_at)).where(Mail.kind == _KIND, Mail.subject_id == str(round_id))
    )
    return latest.date() if latest else None
