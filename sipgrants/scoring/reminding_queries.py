"""Which members of the Board are waited for: who has not declared, whose score sheets are not in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import queries as board
from sipgrants.core.db import session
from sipgrants.lifecycle import reminding
from sipgrants.lifecycle.reminding import Missing
from sipgrants.rounds.models import Round
from sipgrants.scoring import queries
from sipgrants.screening.days import local_day

# By when a member declares after being asked: the Programme names no day [ours].
DECLARE_WITHIN = timedelta(days=14)
_BEFORE_BOARD = ("appraisal", "with_board")


@reminding.source("declarations", mail="declarations_missing", words=reminding.members)
def undeclared(about: Round | None) -> list[Missing]:
    """Return the members who have not declared on every application of the round."""
    found = []
    for round_ in _rounds(about):
        if round_.declarations_asked_at is None or round_.state not in _BEFORE_BOARD:
            continue
        asked = local_day(round_.declarations_asked_at, round_.zone)
        missing = {one.seat.person_id: one.open for one in board.register(round_.id) if one.open}
        found += _missing("declarations", round_, missing, asked + DECLARE_WITHIN, asked)
    return found


@reminding.source("scores", mail="scores_missing", words=reminding.members)
def unscored(about: Round | None) -> list[Missing]:
    """Return the members whose score sheets are not all in, until the seal is open."""
    found = []
    for round_ in _rounds(about):
        if round_.state != "with_board" or round_.scoring_mode == "none" or queries.is_unsealed(round_.id):
            continue
        missing = Counter(person_id for _, person_id in queries.picture(round_).missing)
        due_on = local_day(round_.scores_due_at, round_.zone) if round_.scores_due_at else None
        found += _missing("scores", round_, missing, due_on)
    return found


def _rounds(about: Round | None) -> Iterable[Round]:
    running = select(Round).where(Round.state.in_(_BEFORE_BOARD))
    return [about] if about is not None else list(session().scalars(running))


def _missing(
    kind: str, round_: Round, missing: Mapping[UUID, int], due_on: date | None, begun: date | None = None
) -> list[Missing]:
    # A day that moves begins its ladder anew.
    what = (f"round.{kind}", f"{round_.id}/{due_on or ''}")
    told: dict[str, Any] = {
        "round_id": round_.id,
        "names": round_.names,
        "zone": round_.zone,
        "due": round_.scores_due_at.isoformat() if round_.scores_due_at else None,
    }
    return [
        Missing(what, str(person_id), person_id, round_, {**told, "number": number}, due_on, begun)
        for person_id, number in missing.items()
    ]
