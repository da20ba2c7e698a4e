"""A later deadline for everybody: what moves with it, and what it may not pass."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sipgrants.core import clock
from sipgrants.core.audit import AuditEntry
from sipgrants.core.errors import Invalid
from sipgrants.rounds import commands
from tests.builders import calls
from tests.builders.calls import wall


@pytest.mark.parametrize(("follow", "day"), [(True, 9), (False, 10)])
def test_questions_follow_an_extended_deadline_where_the_officer_says_so(
    both: Session, follow: bool, day: int
) -> None:
    made = calls.announced_round()
    with clock.set_to(calls.DURING):
        commands.extend(
            made,
            by=calls.officer(),
            closes=wall(2027, 6, 30, 23, 59),
            reason="Floods.",
            questions_follow=follow,
        )
    until = datetime(2027, 6 if follow else 5, day, 16, tzinfo=UTC)
    both.expire_all()
    entry = both.scalars(select(AuditEntry).where(AuditEntry.action == "round.extend")).one()
    assert (made.questions_until, entry.details.get("questions_until")) == (
        until,
        str(until) if follow else None,
    )


def test_a_deadline_does_not_move_beyond_the_day_on_which_scores_are_due(db: Session) -> None:
    made = calls.put(calls.announced_round(), scores_due_at=datetime(2027, 6, 15, tzinfo=UTC))
    with clock.set_to(calls.DURING), pytest.raises(Invalid) as refused:
        commands.extend(made, by=calls.officer(), closes=wall(2027, 6, 30, 23, 59), reason="Floods.")
    assert [one.field for one in refused.value.problems] == ["scores_due"]
