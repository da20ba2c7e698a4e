"""Money: a fund with something in it, and who works with it; awards in any state are in `awards`."""

from itertools import count
from typing import Any

from sqlalchemy import select

import sipgrants.app  # noqa: F401 - importing the application binds rights, facts and proofs
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.money import Money
from sipgrants.fund import commands as fund
from sipgrants.fund.models import Contribution, Donor
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders.people import actor_of, person
from tests.builders.remembering import remembered

_numbers = count(1)


@remembered
def acting(*roles: R, party: str | None = None) -> Actor:
    """Somebody new with these roles."""
    return actor_of(person(*roles, party=party))


@remembered
def finance() -> Actor:
    return acting(R.FINANCE_OFFICER)


@remembered
def approver() -> Actor:
    return acting(R.APPROVING_OFFICER)


@remembered
def confirm(proposal: countersign.Proposal, by: Actor | None = None) -> Any:
    """The second person confirms."""
    return countersign.confirm(proposal, by=by or approver())


@remembered
def donor(name: str = "Norway") -> Donor:
    """A donor (made once)."""
    found = session().scalar(select(Donor).where(Donor.name == name))
    return found or fund.record_donor(by=finance(), name=name, kind="government")


@remembered
def pledged(dollars: int = 1_000_000, **values: Any) -> Contribution:
    """A pledge in US dollars, or in another currency by `pledged=Money(...)` and `rate`."""
    given = {"donor": donor(), "pledged": Money.usd(dollars), "pledged_on": clock.today(), **values}
    return fund.pledge(by=finance(), **given)


@remembered
def agreed(dollars: int = 1_000_000, **values: Any) -> Contribution:
    """A contribution that was agreed."""
    made = pledged(dollars, **values)
    fund.agree(
        made,
        by=finance(),
        agreed=made.pledged,
        agreed_on=clock.today(),
        agreement=f"A/{made.number}",
        rate=made.rate,
    )
    return made


@remembered
def received(dollars: int = 1_000_000) -> Contribution:
    """A contribution that came in full and is closed."""
    made = agreed(dollars)
    officer = finance()
    fund.receive(made, by=officer, amount=made.pledged, day=clock.today(), reference=f"D/{next(_numbers)}")
    fund.settle(made, by=officer)
    return made


@remembered
def contribution_in(state: str) -> Contribution:
    """A contribution in `state`."""
    if state == "written_off":
        made = agreed()
        confirm(fund.write_off(made, by=finance(), reason="The donor withdrew."))
        return made
    return {"pledged": pledged, "agreed": agreed, "received": received}[state]()
