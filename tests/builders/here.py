"""A round before the Board, as `board` builds it."""

from dataclasses import dataclass, field

from sipgrants.applications.models import Application
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.rounds.models import Round


@dataclass
class Here:
    """A round before the Board with its people."""

    round: Round
    officer: Actor
    members: dict[str, Actor] = field(default_factory=dict)
    applications: dict[str, list[Application]] = field(default_factory=dict)

    def member(self, country: str) -> Actor:
        """The member nominated by `country`, as they are now."""
        rights.forget()
        found: Actor = rights.known("actor_of", self.members[country].person_id)
        return found

    def application(self, party: str, number: int = 1) -> Application:
        """The `number`-th application led by `party`."""
        return self.applications[party][number - 1]

    def all(self) -> list[Application]:
        """All applications, by reference."""
        return sorted(
            (one for row in self.applications.values() for one in row), key=lambda one: one.reference
        )
