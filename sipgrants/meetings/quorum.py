"""Who takes part in an item: those in the room and not barred, or those who answered in time by
correspondence.

Programme rule (section 6, Decision): "in a meeting, or by correspondence with a deadline, with quorum (two
thirds of those not barred [ours])"; a barred member "counts neither for the mean nor for that decision's
quorum".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Key: TypeAlias = Hashable


@dataclass(frozen=True, slots=True)
class Presence:
    """A member in the room or on the line, from a moment to another (None: all the time, still there)."""

    member: Key
    came_at: datetime | None = None
    left_at: datetime | None = None


class Reply(StrEnum):
    """A member's answer by correspondence; abstaining is taking part."""

    AGREE = "agree"
    OBJECT = "object"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer by correspondence and when it came."""

    member: Key
    reply: Reply
    at: datetime


def in_room(presences: Iterable[Presence], at: datetime) -> frozenset[Key]:
    """Who is there at a moment; who leaves at that moment no longer is."""
    return frozenset(
        one.member
        for one in presences
        if (one.came_at is None or one.came_at <= at) and (one.left_at is None or at < one.left_at)
    )


def answered(answers: Iterable[Answer], deadline: datetime) -> dict[Key, Reply]:
    """The answers that came by the deadline; a member's last one counts."""
    in_time = sorted((one for one in answers if one.at <= deadline), key=lambda one: one.at)
    return {one.member: one.reply for one in in_time}
