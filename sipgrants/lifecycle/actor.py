"""Who acts: a person with the roles held today, or the system."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class RoleName(StrEnum):
    """The roles of the Programme."""

    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    DRAFTER = "drafter"
    READER = "reader"
    PROJECT_MANAGER = "project_manager"
    BOARD_MEMBER = "board_member"
    CO_CHAIR = "co_chair"
    EXPERT = "expert"
    PROGRAMME_OFFICER = "programme_officer"
    FINANCE_OFFICER = "finance_officer"
    APPROVING_OFFICER = "approving_officer"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


R = RoleName
FOCAL = frozenset({R.FOCAL_POINT, R.ALTERNATE})
WRITERS = FOCAL | {R.DRAFTER}
TEAM = WRITERS | {R.READER, R.PROJECT_MANAGER}
BOARD = frozenset({R.BOARD_MEMBER, R.CO_CHAIR})
OFFICER = frozenset({R.PROGRAMME_OFFICER})
FINANCE = frozenset({R.FINANCE_OFFICER})
APPROVER = frozenset({R.APPROVING_OFFICER})
SECOND = frozenset({R.PROGRAMME_OFFICER, R.APPROVING_OFFICER})  # "second officer": any other holder of these
SECRETARIAT = OFFICER | FINANCE | APPROVER | {R.HEAD, R.ADMINISTRATOR}
HEAD = frozenset({R.HEAD})
ADMIN = frozenset({R.ADMINISTRATOR})
AUDIT = frozenset({R.AUDITOR})
CHAIRS = frozenset({R.CO_CHAIR})
MANAGERS = FOCAL | {R.PROJECT_MANAGER}
OFFICE = SECRETARIAT | AUDIT  # reads whatever the Secretariat reads
# Roles that take a second person to grant.
GUARDED = BOARD | FINANCE | APPROVER | {R.HEAD, R.AUDITOR}


@dataclass(frozen=True)
class Role:
    """A role held today; `party` is the ISO code of the Party (of the nominating country for a Board role)."""

    name: RoleName
    party: str | None = None


@dataclass(frozen=True)
class Actor:
    """A person (None: nobody is signed in) with the roles held today."""

    person_id: UUID | None
    roles: frozenset[Role] = frozenset()
    is_system: bool = False

    def names(self) -> frozenset[RoleName]:
        """Return the names of the roles."""
        return frozenset(role.name for role in self.roles)

    def has(self, names: Iterable[RoleName]) -> bool:
        """Tell whether one of `names` is held, for whatever Party."""
        return not self.names().isdisjoint(names)

    def parties(self, names: Iterable[RoleName] = TEAM) -> frozenset[str]:
        """Return the Parties for which one of `names` is held."""
        wanted = frozenset(names)
        return frozenset(role.party for role in self.roles if role.party and role.name in wanted)


ANYBODY = Actor(None)
SYSTEM = Actor(None, is_system=True)
