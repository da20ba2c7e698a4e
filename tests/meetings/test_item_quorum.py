"""Who takes part in an item: who is in the room, who answered in time."""

from datetime import UTC, datetime, timedelta

import pytest

from sipgrants.meetings.quorum import Answer, Presence, Reply, answered, in_room

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("came", "left", "there"),
    [
        (None, None, True),
        (NOON, None, True),
        (NOON + MINUTE, None, False),
        (None, NOON, False),
        (None, NOON + MINUTE, True),
    ],
)
def test_a_member_counts_while_in_the_room(came, left, there) -> None:
    assert (1 in in_room([Presence(1, came, left)], NOON)) == there


def test_a_member_who_comes_back_is_there_again() -> None:
    twice = [Presence(1, None, NOON - MINUTE), Presence(1, NOON, None)]
    assert in_room(twice, NOON) == {1}


def test_answers_by_correspondence_count_until_the_deadline_and_the_last_one_stands() -> None:
    answers = [
        Answer(1, Reply.OBJECT, NOON),
        Answer(1, Reply.AGREE, NOON - MINUTE),
        Answer(2, Reply.ABSTAIN, NOON - MINUTE),
        Answer(3, Reply.AGREE, NOON + MINUTE),
    ]
    assert answered(answers, NOON) == {1: Reply.OBJECT, 2: Reply.ABSTAIN}
