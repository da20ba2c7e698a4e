"""Who works on an award."""

from dataclasses import dataclass

from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import money
from tests.builders.remembering import remembered


@dataclass
class Team:
    """Who works on an award."""

    focal: Actor
    officer: Actor
    finance: Actor
    payer: Actor
    approver: Actor
    head: Actor


@remembered
def team(party: str = "ZM") -> Team:
    """One person of each kind; `payer` is a second finance officer."""
    return Team(
        money.acting(R.FOCAL_POINT, party=party),
        money.acting(R.PROGRAMME_OFFICER),
        money.finance(),
        money.finance(),
        money.approver(),
        money.acting(R.HEAD),
    )
