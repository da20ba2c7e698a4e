"""Every move of a round from every state: the table of the Programme, and nothing beside it."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import RoleName
from sipgrants.lifecycle.process import ROUND
from sipgrants.rounds import commands
from tests.builders import calls


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - a wall clock has no zone


def run(verb: str, made: Any) -> None:
    """Make a move with arguments that are in order, by somebody who may."""
    head, chair = calls.somebody(RoleName.HEAD), calls.somebody(RoleName.CO_CHAIR, of="GH")
    acting, approving = calls.officer(), calls.approver()
    moves: dict[str, Any] = {
        "edit": lambda: commands.edit(made, by=acting, settings=calls.settings()),
        "announce": lambda: countersign.confirm(commands.announce(made, by=acting), by=approving),
        "extend": lambda: commands.extend(made, by=acting, closes=wall(2028, 1, 1, 1), reason="Why."),
        "start_screening": lambda: commands.start_screening(made, by=acting),
        "start_appraisal": lambda: commands.start_appraisal(made, by=acting),
        "open_board": lambda: commands.open_board(made, by=acting),
        "decide": lambda: commands.decide(made, by=chair),
        "raise_envelope": lambda: commands.raise_envelope(
            made, by=approving, envelope_minor=10**9, decision="11/3", money="Norway"
        ),
        "complete": lambda: commands.complete(made, by=acting),
        "cancel": lambda: commands.cancel(made, by=head, reason="Why."),
    }
    moves[verb]()


MOVES = sorted({move.verb for move in ROUND.moves} - {"create", "record_past"})


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", list(ROUND.states))
def test_every_move_is_possible_from_its_states_only(db: Session, verb: str, state: str) -> None:
    made = calls.round_in(state)
    calls.put(made, envelope_reason="Why.", declarations_asked_at=calls.AFTER)
    targets = {source: row.target or source for row in ROUND.rows(verb) for source in row.sources}
    late = calls.BEFORE if verb in ("announce", "edit") else calls.AFTER
    with clock.set_to(late):
        if state in targets:
            run(verb, made)
        else:
            with pytest.raises(Conflict):
                run(verb, made)
    assert made.state == targets.get(state, state)
