"""Whatever is done in whatever order, refused or not: ledger, awards, instalments and refunds always agree."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sipgrants.awards import commands as award_commands
from sipgrants.awards import queries as award_queries
from sipgrants.core import clock
from sipgrants.core.errors import Refused
from sipgrants.disbursements import commands
from sipgrants.fund import commands as fund
from sipgrants.fund.accounts import Event
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle.actor import SYSTEM
from tests.builders import awards, calls, money

STEPS = 60


class World:
    """A fund, two awards, and everybody who does something to them; what comes next is drawn by `chance`."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.who = awards.team()
        money.received(2_000_000)
        self.awards = [awards.active(self.who), awards.ready(self.who)]
        self.done: list[str] = []
        self.references = 0

    def amount(self) -> int:
        return self.chance.choice([1, 99, 5_000, 1_234_567, 9_000_000, 18_000_000])

    def step(self) -> None:
        """One act by whoever usually does it; a refusal is an answer, too."""
        act = self.chance.choice(ACTS)
        award = self.chance.choice(self.awards)
        try:
            act(self, award)
            self.done.append(act.__name__)
        except Refused:
            pass

    def reference(self) -> str:
        self.references += 1
        return f"R-{self.references}"


def walk(world: World, award: Any) -> None:
    one = world.chance.choice(award.instalments)
    who = world.who
    verbs: dict[str, Callable[[], Any]] = {
        "planned": lambda: commands.request(one, by=who.focal),
        "requested": lambda: commands.certify(
            one, by=who.finance, minor=world.chance.choice([None, None, max(one.minor - 100, 1)])
        ),
        "certified": lambda: commands.approve(one, by=who.approver),
        "approved": lambda: commands.record_payment(
            one, by=who.payer, paid_on=clock.today(), reference=world.reference(), charge_minor=25
        ),
        "paid": lambda: commands.acknowledge(one, by=who.focal),
        "held": lambda: commands.release(one, by=who.officer),
    }
    verbs.get(one.state, lambda: None)()


def stop(world: World, award: Any) -> None:
    one, who = world.chance.choice(award.instalments), world.who
    world.chance.choice(
        [
            lambda: commands.send_back(one, by=who.finance, reason="Why."),
            lambda: commands.bounce(one, by=who.finance, day=clock.today(), reason="Why."),
            lambda: commands.hold(one, by=who.officer, reason="Why."),
            lambda: money.confirm(commands.cancel(one, by=who.finance, reason="Why."), who.approver),
            lambda: money.confirm(commands.override(one, by=who.approver, reason="Why."), who.head),
        ]
    )()


def refund(world: World, award: Any) -> None:
    commands.record_refund(
        award,
        by=world.who.finance,
        kind=world.chance.choice(["due", "received", "disallowed"]),
        minor=world.amount(),
        day=clock.today(),
        reason="Why.",
        reference="D",
    )


def write_off(world: World, award: Any) -> None:
    who = world.who
    money.confirm(
        commands.write_off_refund(award, by=who.finance, minor=world.amount(), reason="Why."), who.approver
    )


def report(world: World, award: Any) -> None:
    _book(award, world.amount(), world.who)


@calls.command
def _book(award: Any, minor: int, who: awards.Team) -> None:
    if award.state in ("active", "suspended", "completed", "terminated"):
        award_commands.book_spending(award, minor, by=who.finance, about=award)


def meet(world: World, award: Any) -> None:
    for due in award_queries.dues(award.id):
        award_commands.meet(due, by=SYSTEM)


def lead(world: World, award: Any) -> None:
    who = world.who
    world.chance.choice(
        [
            lambda: award_commands.activate(award, by=who.officer),
            lambda: award_commands.suspend(
                award, by=who.head, reason="Why.", cure_by=clock.today() + timedelta(30)
            ),
            lambda: award_commands.resume(award, by=who.head, reason="Why."),
            lambda: award_commands.complete(award, by=who.officer),
            lambda: money.confirm(
                award_commands.terminate(award, by=who.head, reason="Why.", payable=[1]), who.approver
            ),
            lambda: money.confirm(
                award_commands.close(award, by=who.finance, assets_note="Stays."), who.approver
            ),
        ]
    )()


def book(world: World, _award: Any) -> None:
    kind = world.chance.choice([Event.COST_PAID, Event.INTEREST_RECEIVED, Event.EXCHANGE_DIFFERENCE_FOUND])
    row = fund.book(kind, by=world.who.finance, minor=world.amount(), day=clock.today(), memo="x")
    if world.chance.random() < 0.5:
        fund.reverse(row, by=world.who.finance, reason="Why.")


# Payments are what most days bring.
ACTS = [walk, walk, walk, walk, walk, stop, refund, write_off, report, report, meet, lead, book]


def live(seed: int) -> World:
    world = World(seed)
    for step in range(STEPS):
        world.step()
        if step % 10 == 9:
            found = [f"{name}: {problem.field}: {problem.message}" for name, problem in differences()]
            assert (seed, world.done[-10:], found) == (seed, world.done[-10:], [])
    return world


@pytest.mark.parametrize("seed", range(12))
def test_everything_agrees_after_anything(db: Session, seed: int) -> None:
    assert len(live(seed).done) >= 10


@pytest.mark.parametrize("seed", [101, 102])
def test_everything_agrees_on_both_databases(both: Session, seed: int) -> None:
    assert len(live(seed).done) >= 10
