"""What a role asks for: a Party or none, a letter, a second person. Pure rules.

Programme rule (section 2): "roles are personal and the designating letter is on file. Nobody grants themselves a role;
Board, finance, approving, head and auditor roles take a second person."
"""

from collections.abc import Iterable
from datetime import date

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import BOARD, FOCAL, GUARDED, SECRETARIAT, TEAM, RoleName

R = RoleName
# A team's own business: the focal point invites them. Focal points are designated by letter.
INVITED_BY_FOCAL_POINT = (R.DRAFTER, R.READER, R.PROJECT_MANAGER)
BY_LETTER = FOCAL
# Seats of the Board bring their roles (see the room `board`): they are not given one by one.
GIVEN_ONE_BY_ONE = tuple(role for role in RoleName if role not in BOARD)
_OFFICE = SECRETARIAT | {R.AUDITOR}


def is_guarded(role: RoleName) -> bool:
    """Tell whether the role takes a second person to give."""
    return role in GUARDED


def needs_party(role: RoleName) -> bool:
    """Tell whether the role is held for a Party (a Board role: for the nominating country)."""
    return role in TEAM | BOARD


def may_name_party(role: RoleName) -> bool:
    """Tell whether the role can be held for a Party: an expert's country bars where it applies."""
    return needs_party(role) or role is R.EXPERT


def problems(
    role: RoleName, party_id: str | None, from_day: date, until_day: date | None, held: Iterable[RoleName]
) -> list[Problem]:
    """Return what keeps the role from being given; `held`: what the person holds at that time already."""
    found, others = [], frozenset(held)
    if needs_party(role) and not party_id:
        found.append(Problem("party", msg("Name the Party for which the role is held.")))
    if not may_name_party(role) and party_id:
        found.append(Problem("party", msg("This role is not held for a Party: leave it empty.")))
    if until_day is not None and until_day < from_day:
        found.append(Problem("until_day", msg("The role would end before it begins.")))
    if (role in TEAM and others & _OFFICE) or (role in _OFFICE and others & TEAM):
        text = msg("Nobody is both in a Party's team and in the Secretariat or its auditor.")
        found.append(Problem("role", text))
    return found
