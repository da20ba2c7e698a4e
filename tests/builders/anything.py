"""A fund and two awards to which anything may happen, in any order: what happens is drawn by chance.

world = World(seed)      made through the commands; refusals are answers, too
world.step()             one act of one person
world.disagreements()    what does not reconcile, as `flask fund verify` would say it
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sipgrants.awards import commands as award_commands
from sipgrants.awards import queries as award_queries
from sipgrants.awards.commands import Part
from sipgrants.awards.models import Award, Instalment
from sipgrants.core import clock
from sipgrants.core.db import command, find
from sipgrants.core.errors import NotFound, Refused
from sipgrants.core.money import Money
from sipgrants.disbursements import commands, queries
from sipgrants.disbursements.models import Refund
from sipgrants.fund import commands as fund
from sipgrants.fund import queries as fund_queries
from sipgrants.fund.accounts import Event
from sipgrants.fund.models import Contribution, Donor
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle import countersign
from sipgrants.lifecycle.actor import SYSTEM, Actor
from tests.builders import awards, money
from tests.builders.teams import Team

AMOUNTS = (1, 99, 5_000, 1_234_567, 9_000_000, 18_000_000)
RATES = (Decimal("1.08312"), Decimal("0.00166"), Decimal(3))


@dataclass
class World:
    """Who acts on what; `rows` are identifiers, so that another session can take part (`seen_by`)."""

    seed: int
    who: Team
    approver: Actor
    donor: UUID
    rows: list[UUID]
    chance: random.Random
    done: list[str] = field(default_factory=list)
    gifts: list[UUID] = field(default_factory=list)
    references: int = 0

    def award(self) -> Award:
        return find(Award, self.chance.choice(self.rows))

    def amount(self) -> int:
        return self.chance.choice(AMOUNTS)

    def reference(self) -> str:
        self.references += 1
        return f"R-{id(self)}-{self.references}"

    def step(self) -> None:
        """One act by whoever usually does it."""
        act = self.chance.choice(ACTS)
        try:
            act(self)
            self.done.append(act.__name__)
        except Refused:
            pass

    def second(self, proposal: countersign.Proposal, by: Actor) -> Any:
        return countersign.confirm(proposal, by=by)

    def beside(self, seed: int) -> "World":
        """The same for somebody who works on it at the same time, with a chance of their own."""
        return World(seed, self.who, self.approver, self.donor, self.rows, random.Random(seed))

    def disagreements(self) -> list[str]:
        """Return what does not agree, with the seed and what was done last; nothing where all is well."""
        found = [f"{name}: {problem.field}: {problem.message}" for name, problem in differences()]
        return [f"{self.seed}: {one} after {self.done[-10:]}" for one in found]


def world(seed: int) -> World:
    """A fund with money, an award that runs and one that may begin, and everybody who does something to them."""
    who = awards.team()
    money.received(2_000_000)
    rows = [awards.active(who).id, awards.ready(who).id]
    return World(seed, who, money.approver(), money.donor().id, rows, random.Random(seed))


def refunded(minor: int = 100) -> Refund:
    """What came back of an instalment that was paid."""
    given: dict[str, Any] = {"kind": "received", "day": clock.today(), "reason": "Not spent."}
    award = awards.instalment_in("acknowledged").award
    return commands.record_refund(award, by=money.finance(), minor=minor, reference="D-1", **given)


def walk(world: World) -> None:
    """An instalment goes one step, or many."""
    award = world.award()
    one = world.chance.choice(award.instalments)
    for _step in range(world.chance.randint(1, 5)):
        forward(world, one)


def forward(world: World, one: Instalment) -> None:
    """The next step of an instalment."""
    who, less = world.who, world.chance.choice([None, None, max(one.minor - 100, 1)])
    paid = {"paid_on": clock.today(), "reference": world.reference(), "charge_minor": 25}
    verbs: dict[str, Callable[[], Any]] = {
        "planned": lambda: commands.request(one, by=who.focal),
        "requested": lambda: commands.certify(one, by=who.finance, minor=less),
        "certified": lambda: commands.approve(one, by=who.approver),
        "approved": lambda: commands.record_payment(one, by=who.payer, **paid),
        "paid": lambda: commands.acknowledge(one, by=who.focal),
        "held": lambda: commands.release(one, by=who.officer),
    }
    verbs.get(one.state, lambda: None)()


def stop(world: World) -> None:
    """Something comes in the way of an instalment, or two officers let it go."""
    award, who = world.award(), world.who
    one = world.chance.choice(award.instalments)
    world.chance.choice(
        [
            lambda: commands.send_back(one, by=who.finance, reason="Why."),
            lambda: commands.bounce(one, by=who.finance, day=clock.today(), reason="Why."),
            lambda: commands.hold(one, by=who.officer, reason="Why."),
            lambda: world.second(commands.cancel(one, by=who.finance, reason="Why."), who.approver),
            lambda: world.second(commands.override(one, by=who.approver, reason="Why."), who.head),
        ]
    )()


def refund(world: World) -> None:
    """Money is asked back, comes back, or is disallowed: any amount, or all of it."""
    award = world.award()
    figures = fund_queries.award_figures(award.id)
    commands.record_refund(
        award,
        by=world.who.finance,
        kind=world.chance.choice(["due", "received", "disallowed"]),
        minor=world.chance.choice([world.amount(), figures.unaccounted, figures.refunds_due]),
        day=clock.today(),
        reason="Why.",
        reference="D",
    )


def write_off(world: World) -> None:
    """A refund that will not come."""
    award, who = world.award(), world.who
    world.second(
        commands.write_off_refund(award, by=who.finance, minor=world.amount(), reason="Why."), who.approver
    )


def take_back(world: World) -> None:
    """A refund or a disallowance was entered wrongly."""
    award = world.award()
    rows = queries.refunds(award.id)
    if not rows:
        raise NotFound()
    refund, _is_back = world.chance.choice(rows)
    commands.take_back_refund(award, by=world.who.finance, refund=refund, reason="Why.")


def charge(world: World) -> None:
    """A bank's charge, or interest on an advance."""
    book_it = world.chance.choice([commands.record_charge, commands.record_interest])
    book_it(
        world.award(), by=world.who.finance, minor=world.amount(), day=clock.today(), reference="Statement"
    )


def report(world: World) -> None:
    """An accepted report's spending; or all of it is taken back."""
    book_report(world.award(), world.amount(), world.who.finance, back=world.chance.random() < 0.2)


@command
def book_report(award: Award, minor: int, by: Actor, back: bool = False) -> None:
    """What accepting or reopening a report does to the ledger."""
    if back and award.state != "closed":
        award_commands.take_back_spending(by=by, about=award, reason="Why.")
    elif award.state in ("active", "suspended", "completed", "terminated"):
        award_commands.book_spending(award, minor, by=by, about=award)


def meet(world: World) -> None:
    """All that is due was done."""
    for due in award_queries.dues(world.award().id):
        award_commands.meet(due, by=SYSTEM)


def amend(world: World) -> None:
    """A change in force: a later end, or what is not under way is cut anew."""
    award = world.award()
    open_ = [one for one in award.instalments if one.state in ("planned", "held")]
    if not open_ or award.ends_on is None:
        raise NotFound()
    minors = [one.minor for one in open_]
    first = world.chance.randint(1, max(sum(minors) - 1, 1))
    parts = [Part(open_[0].number, first), Part(open_[0].number + 1, sum(minors) - first)]
    later = award.ends_on + timedelta(world.chance.choice([-900, 30, 180]))
    given: dict[str, Any] = world.chance.choice([{"ends_on": later}, {"parts": parts}])
    award_commands.amend(award, by=world.who.officer, **given)


def lead(world: World) -> None:
    """The award itself moves."""
    award, who, soon = world.award(), world.who, clock.today() + timedelta(30)
    world.chance.choice(
        [
            lambda: award_commands.activate(award, by=who.officer),
            lambda: award_commands.suspend(award, by=who.head, reason="Why.", cure_by=soon),
            lambda: award_commands.resume(award, by=who.head, reason="Why."),
            lambda: award_commands.complete(award, by=who.officer),
            lambda: world.second(
                award_commands.terminate(award, by=who.head, reason="Why.", payable=[1]), who.approver
            ),
            lambda: world.second(
                award_commands.close(award, by=who.finance, assets_note="Stays."), who.approver
            ),
        ]
    )()


def book(world: World) -> None:
    """A posting by hand, and perhaps its reversal."""
    kind = world.chance.choice([Event.COST_PAID, Event.INTEREST_RECEIVED, Event.EXCHANGE_DIFFERENCE_FOUND])
    row = fund.book(kind, by=world.who.finance, minor=world.amount(), day=clock.today(), memo="x")
    if world.chance.random() < 0.5:
        fund.reverse(row, by=world.who.finance, reason="Why.")


def give(world: World) -> None:
    """A donor pledges, in dollars or in another currency."""
    currency = world.chance.choice(["USD", "EUR", "XOF"])
    rate = Decimal(1) if currency == "USD" else world.chance.choice(RATES)
    made = fund.pledge(
        by=world.who.finance,
        donor=find(Donor, world.donor),
        pledged=Money(world.amount(), currency),
        pledged_on=clock.today(),
        rate=rate,
        rate_source="By hand",
    )
    world.gifts.append(made.id)


def gift(world: World) -> None:
    """A pledge is agreed to, comes in part or whole, is closed, is written off; a posting about it is reversed."""
    if not world.gifts:
        raise NotFound()
    one, by = find(Contribution, world.chance.choice(world.gifts)), world.who.finance
    rate = Decimal(1) if one.currency == "USD" else world.chance.choice(RATES)
    rated: dict[str, Any] = {"rate": rate, "rate_source": "By hand"}
    today, part = clock.today(), Money(world.amount(), one.currency)
    world.chance.choice(
        [
            lambda: fund.agree(one, by=by, agreed=part, agreed_on=today, agreement="A", **rated),
            lambda: fund.receive(one, by=by, amount=part, day=today, reference=world.reference(), **rated),
            lambda: fund.receive(one, by=by, amount=part, day=today, reference=world.reference(), **rated),
            lambda: fund.settle(one, by=by),
            lambda: world.second(fund.write_off(one, by=by, reason="Why."), world.approver),
            lambda: [
                fund.reverse(row, by=by, reason="Why.")
                for row in fund_queries.about("contribution", one.id)[:1]
            ],
        ]
    )()


# Payments are what most days bring.
ACTS = [
    walk, walk, walk, walk, walk, walk, stop, refund, take_back, write_off, charge, report, report, meet, amend, lead,
    book, give, gift, gift,
]  # fmt: skip
