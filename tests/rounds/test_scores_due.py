"""By when the Board scores: set in a draft, set and moved later by an officer, until the seal is open."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, Forbidden, Invalid
from sipgrants.rounds import commands
from tests.builders import calls


def fields(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {one.field for one in refused.value.problems}


def test_the_day_of_the_scores_is_set_and_moved_until_the_seal_is_open(db: Session) -> None:
    made, acting = calls.round_in("with_board"), calls.officer()
    with clock.set_to(calls.AFTER):
        commands.set_scores_due(made, by=acting, due=calls.wall(2027, 7, 1, 23, 59))
        assert made.scores_due_at == datetime(2027, 7, 1, 21, 59, tzinfo=UTC)
        commands.set_scores_due(made, by=acting, due=calls.wall(2027, 6, 20, 12, 0))
        for wrong in (calls.wall(2027, 5, 1, 12, 0), calls.wall(2027, 6, 1, 10, 0)):
            with pytest.raises(Invalid) as refused:
                commands.set_scores_due(made, by=acting, due=wrong)
            assert fields(refused) == {"scores_due"}
        with pytest.raises(Forbidden):
            commands.set_scores_due(made, by=calls.approver(), due=calls.wall(2027, 7, 1, 23, 59))
    assert made.scores_due_at == datetime(2027, 6, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("changes", [{"state": "decided"}, {"scoring_mode": "none"}])
def test_no_day_is_set_where_nobody_scores(db: Session, changes: dict[str, str]) -> None:
    made = calls.put(calls.round_in("with_board"), **changes)
    with clock.set_to(calls.AFTER), pytest.raises(Conflict):
        commands.set_scores_due(made, by=calls.officer(), due=calls.wall(2027, 7, 1, 23, 59))


def test_scores_are_due_after_the_deadline_of_the_round(db: Session) -> None:
    with pytest.raises(Invalid) as refused:
        calls.draft_round(scores_due=calls.wall(2027, 5, 31, 12, 0))
    assert fields(refused) == {"scores_due"}
    made = calls.draft_round(scores_due=calls.wall(2027, 9, 1, 12, 0))
    assert made.scores_due_at == datetime(2027, 9, 1, 10, 0, tzinfo=UTC)
