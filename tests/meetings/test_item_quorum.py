"""Quorum item by item: who is in the room, who answered in time, who has to leave."""

from datetime import UTC, datetime, timedelta

import pytest

from sipgrants.meetings.quorum import Answer, Presence, Reply, answered, in_room, must_leave, quorums

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TEN = frozenset(range(10))


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


def test_barred_members_leave_the_room_and_the_others_stay() -> None:
    assert must_leave({1, 2, 3}, {3, 4}) == {3}


def test_each_item_has_its_own_quorum() -> None:
    found = quorums(["x", "y", "z"], TEN, {"y": {0, 1, 2}, "z": TEN}, range(6))
    assert {item: (one.needed, one.present, one.entitled, one.met) for item, one in found.items()} == {
        "x": (7, 6, 10, False),
        "y": (5, 3, 7, False),
        "z": (0, 0, 0, False),
    }
