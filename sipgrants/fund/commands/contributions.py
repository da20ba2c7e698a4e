"""Contributions: pledged, agreed, settled or written off; receipts are in `receiving`."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from sipgrants.core import audit, clock
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import entries, queries
from sipgrants.fund.commands.posting import day_problems, post, take_turn
from sipgrants.fund.commands.rates import rate_of
from sipgrants.fund.models import Contribution, Donor
from sipgrants.fund.words import KINDS
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned


@command
def record_donor(*, by: Actor, name: str, kind: str, country_id: str | None = None) -> Donor:
    """Enter a donor in the list; every name once."""
    rights.demand(by, "donor.record")
    plain = " ".join(name.split())
    wrong = [] if plain else [Problem("name", msg("Enter the name of the donor."))]
    if session().scalar(select(Donor.id).where(func.lower(Donor.name) == plain.lower())):
        wrong.append(Problem("name", msg("This donor is in the list already.")))
    if kind not in KINDS:
        wrong.append(Problem("kind", msg("Choose what kind of donor it is.")))
    require(wrong)
    donor = Donor(name=plain, kind=kind, country_id=country_id or None)
    session().add(donor)
    session().flush()
    audit.record("donor.record", donor, by, kind=kind)
    return donor


@command
def pledge(
    *,
    by: Actor,
    donor: Donor,
    pledged: Money,
    pledged_on: date,
    rate: Decimal | None = None,
    rate_source: str = "",
    round_id: UUID | None = None,
    in_kind: bool = False,
    note: str = "",
) -> Contribution:
    """Record a pledge: shown beside the money, never inside it. `rate`: US$ for one unit of the donor's currency, without
    one the UN operational rate of the day; help in kind is described in `note`, its value may be 0.
    """
    taken, wrong = rate_of(pledged.currency, pledged_on, rate, rate_source)
    wrong = [
        *amount_problems(pledged, taken.dollars, in_kind),
        *wrong,
        *day_problems(pledged_on, "pledged_on"),
    ]
    if in_kind and not note.strip():
        wrong.append(Problem("note", msg("Say what the help in kind is.")))
    require(wrong)
    contribution = Contribution(
        number=next_number(),
        donor_id=donor.id,
        currency=pledged.currency,
        pledged_minor=pledged.minor,
        pledged_on=pledged_on,
        rate=taken.kept,
        pledged_usd_minor=pledged.at(taken.dollars, "USD").minor,
        rate_source=taken.source,
        round_id=round_id,
        in_kind=in_kind,
        note=note.strip(),
    )
    machine.begin(contribution, "contribution.pledge", by=by, minor=pledged.minor, currency=pledged.currency)
    return put(contribution)


def put(contribution: Contribution) -> Contribution:
    """Keep a new contribution, inside a command."""
    session().add(contribution)
    session().flush()
    session().refresh(contribution)
    return contribution


def next_number() -> int:
    """Return the next number of a contribution, inside a command."""
    take_turn()
    return (session().scalar(select(func.max(Contribution.number))) or 0) + 1


@command
def agree(
    contribution: Contribution,
    *,
    by: Actor,
    agreed: Money,
    agreed_on: date,
    agreement: str,
    rate: Decimal | None = None,
    rate_source: str = "",
) -> None:
    """Record the donor's agreement: from now on the money is owed to the fund, in US$ at the rate of the day: `rate` where
    one is typed (US$ for one unit), else the table's.
    """
    came = Money(queries.received_original([contribution.id]).get(contribution.id, 0), contribution.currency)
    taken, wrong = rate_of(contribution.currency, agreed_on, rate, rate_source)
    machine.move(contribution, "contribution.agree", by=by, minor=agreed.minor, reference=agreement)
    wrong += amount_problems(agreed, taken.dollars, contribution.in_kind)
    wrong += day_problems(agreed_on, "agreed_on")
    if not agreement.strip():
        wrong.append(Problem("agreement", msg("Enter the number or date of the agreement.")))
    if agreed.currency != contribution.currency:
        wrong.append(Problem("amount", msg("The agreement is in the currency of the pledge.")))
    if not wrong and agreed < came:
        wrong.append(Problem("amount", msg("More than this came already: %(amount)s.", amount=came)))
    require(wrong)
    contribution.agreed_minor, contribution.agreed_on = agreed.minor, agreed_on
    contribution.agreement = agreement.strip()
    contribution.agreed_usd_minor = agreed.at(taken.dollars, "USD").minor
    contribution.rate, contribution.rate_source = taken.kept, taken.source
    if not contribution.in_kind:
        post_owed(contribution, (agreed - came).at(taken.dollars, "USD"), agreed_on, by)


def post_owed(contribution: Contribution, owed: Money, day: date, by: Actor) -> None:
    """Post what a donor owes the fund from now on, inside a command."""
    if owed:
        post(
            entries.contribution_agreed(contribution.id, owed.minor),
            by=by,
            about=contribution,
            day=day,
            reference=contribution.agreement,
            round_id=contribution.round_id,
        )


@command
def settle(contribution: Contribution, *, by: Actor, day: date | None = None) -> None:
    """Close a contribution as received. Refused while something is owed: that is received, or written off."""
    machine.move(contribution, "contribution.settle", by=by)
    money = queries.contribution_money([contribution.id])[contribution.id]
    if money.receivable:
        amount = Money(money.receivable)
        raise Conflict(msg("%(amount)s is still owed: receive it, or write it off.", amount=amount))
    if not contribution.in_kind and not money.received:
        raise Conflict(msg("Nothing has been received yet."))
    contribution.settled_on = day or clock.today()


@command
def write_off(contribution: Contribution, *, by: Actor, reason: str) -> Proposal:
    """Ask the approving officer to give up what will not come of a contribution."""
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    rights.demand(by, "contribution.write_off", contribution)
    if contribution.state not in ("pledged", "agreed"):
        raise Conflict(msg("The contribution is closed."))
    return countersign.ask(contribution, "contribution.write_off", by=by, reason=reason.strip())


@countersigned("contribution.write_off")
def _written_off(contribution: Contribution, *, by: Actor, second: Actor) -> None:
    machine.move(contribution, "contribution.write_off", by=by, second=second.person_id)
    owed = queries.contribution_money([contribution.id])[contribution.id].receivable
    contribution.settled_on = clock.today()
    if owed > 0:
        entry = entries.contribution_written_off(contribution.id, owed)
        post(entry, by=by, about=contribution, round_id=contribution.round_id)


def amount_problems(amount: Money, rate: Decimal, in_kind: bool = False) -> list[Problem]:
    """Return what is wrong with an amount and its rate to the US dollar."""
    found = []
    if amount.minor < 0 or (amount.minor == 0 and not in_kind):
        found.append(Problem("amount", msg("Enter an amount of more than nothing.")))
    if not (rate.is_finite() and 0 < rate < 10**6):
        found.append(Problem("rate", msg("Enter the rate: US dollars for one unit of the currency.")))
    elif amount.currency == "USD" and rate != 1:
        found.append(Problem("rate", msg("For US dollars the rate is 1.")))
    return found
