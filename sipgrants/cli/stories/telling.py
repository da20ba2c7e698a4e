"""Telling several stories at once, in the order of time.

A story is a generator. It yields the moment of its next step, and goes on when the clock stands there; what it does
until the next `yield` is one step. Steps of all stories follow each other as they would have in life, so that the
history and the ledger are in order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from sipgrants.accounts import queries as accounts
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.applications.models import Application
from sipgrants.awards.models import Award
from sipgrants.board.models import Seat, Term
from sipgrants.core import clock, db
from sipgrants.core.db import session
from sipgrants.core.files import Blob
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.parties.models import Party, PartyStatus
from sipgrants.questionnaires.models import FormVersion, Question, Section
from sipgrants.rounds.models import Round

# What never changes while the stories are told, and is asked for at every step.
GROUND = (FormVersion, Section, Question, Party, PartyStatus)
PEOPLE = (Person, RoleAssignment, Term, Seat)
LASTING = GROUND + PEOPLE
TOLD_OF = (Round, Application, Award)  # asked for at every step of their story
Story: TypeAlias = Iterator[datetime]


@dataclass
class World:
    """What the stories share: the day of loading, who is who, a signed paper, and what there is by its key."""

    today: date
    password_hash: str
    paper: Blob
    people: dict[str, UUID] = field(default_factory=dict)
    rounds: dict[str, UUID] = field(default_factory=dict)
    applications: dict[tuple[str, int], UUID] = field(default_factory=dict)
    awards: dict[str, UUID] = field(default_factory=dict)
    held: dict[type, object] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def hold(self, kinds: tuple[type, ...]) -> None:
        """Keep all rows of these kinds in memory: a session forgets what nobody holds, and reads it again each time."""
        for kind in kinds:
            self.held[kind] = session().scalars(select(kind)).unique().all()

    def day(self, number: int) -> date:
        """Return the day `number` days after that of loading (before it, where negative)."""
        return self.today + timedelta(days=number)

    def at(self, number: int, hour: int = 9, minute: int = 0) -> datetime:
        """Return a moment of that day, in UTC."""
        return datetime.combine(self.day(number), time(hour, minute), UTC)

    def who(self, address: str) -> Actor:
        """Return the person with that address, acting. Roles of the demonstration last from beginning to end."""
        if address not in self._actors:
            self._actors[address] = accounts.actor_of(self.people[address])
        return self._actors[address]

    def office(self, name: str) -> Actor:
        """Return a person of the Secretariat: officer, officer2, finance, approver, head, admin."""
        return self.who(f"{name}@secretariat.example")

    def of(self, party: str, name: str = "focal.point") -> Actor:
        """Return a person of a Party: focal.point, drafter, manager, board."""
        return self.who(f"{name}@{party.lower()}.example")

    def round(self, key: str) -> Round:
        """Return a round of the demonstration: earlier, fifth, sixth."""
        return session().get_one(Round, self.rounds[key])


def tell(stories: list[Story]) -> None:
    """Tell the stories to their ends, inside a command; the clock stands where each step happens."""
    waiting = [(moment, number) for number, story in enumerate(stories) if (moment := next(story, None))]
    heapify(waiting)
    kept: list[object] = []
    while waiting:
        moment, number = heappop(waiting)
        rights.fresh()
        with clock.set_to(moment):
            with _remembering(kept):
                following = next(stories[number], None)
            db.step(keep=LASTING)
        if following is not None:
            heappush(waiting, (max(following, moment), number))


@contextmanager
def _remembering(kept: list[object]) -> Iterator[None]:
    """Hold what a step reads: a session forgets what nobody holds, and would read it many times. `kept` stays longer."""
    rows: list[object] = []

    def hold(_session: Session, row: object) -> None:
        (kept if isinstance(row, TOLD_OF) else rows).append(row)

    event.listen(session(), "loaded_as_persistent", hold)
    try:
        yield
    finally:
        event.remove(session(), "loaded_as_persistent", hold)
