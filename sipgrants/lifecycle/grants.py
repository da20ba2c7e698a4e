"""The shapes of the table of rights."""

from dataclasses import dataclass

from sipgrants.lifecycle.actor import RoleName

Roles = frozenset[RoleName]


@dataclass(frozen=True)
class Grant:
    """Who may: holders of one of `roles` (None: anybody), where all `needs` (names of predicates) agree."""

    roles: Roles | None
    needs: tuple[str, ...] = ()
    signed_in: bool = True


@dataclass(frozen=True)
class Action:
    """One word of the vocabulary with everyone who may do it.

    `second`: the roles whose holder must confirm (another person). `factor`: the second factor is asked for. `system`: the
    system may do it by itself.
    """

    name: str
    grants: tuple[Grant, ...]
    second: Roles = frozenset()
    factor: bool = False
    system: bool = False


def to(roles: Roles | RoleName, *needs: str) -> Grant:
    """Return a grant to holders of `roles`."""
    return Grant(frozenset({roles}) if isinstance(roles, RoleName) else roles, needs)


EVERYBODY = Grant(None, signed_in=False)
SIGNED_IN = Grant(None)


def signed_in(*needs: str) -> Grant:
    """Return a grant to whoever is signed in, where all `needs` agree."""
    return Grant(None, needs)


def row(
    name: str, *grants: Grant, second: Roles = frozenset(), factor: bool = False, system: bool = False
) -> tuple[str, Action]:
    """Return a row of the table: the action by its name."""
    return name, Action(name, grants, second, factor, system)
