"""Contributions from before this system: one person writes down what was agreed and what came, a second confirms."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund.commands.contributions import next_number, post_owed, put
from sipgrants.fund.commands.posting import day_problems
from sipgrants.fund.commands.rates import rate_of
from sipgrants.fund.commands.receiving import book_receipt
from sipgrants.fund.models import Contribution, Donor, OpeningContribution
from sipgrants.fund.rates import kept
from sipgrants.lifecycle import countersign, machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.countersign import Proposal, countersigned


@dataclass(frozen=True)
class Opening:
    """What is known of an earlier contribution. Rates are US$ for one unit, None: the table's of the day, with its source;
    `settled`: nothing more will come.
    """

    agreed: Money
    agreed_on: date
    agreement: str
    received: Money
    received_on: date | None = None
    rate: Decimal | None = None
    received_rate: Decimal | None = None
    settled: bool = False
    round_id: UUID | None = None
    note: str = ""
    rate_source: str | None = None
    received_source: str | None = None


@command
def record_opening(*, by: Actor, donor: Donor, opening: Opening) -> Proposal:
    """Write an earlier contribution down and ask the approving officer to confirm it; only then it counts."""
    rights.demand(by, "contribution.record_opening")
    opening, wrong = _with_rates(opening)
    require([*wrong, *_problems(opening)])
    row = OpeningContribution(donor_id=donor.id, content=_written(opening), recorded_by=by.person_id)
    session().add(row)
    session().flush()
    return countersign.ask(row, "contribution.record_opening", by=by, reason=opening.note.strip())


def _with_rates(opening: Opening) -> tuple[Opening, list[Problem]]:
    """A rate that was not typed is the table's of now: what the second person confirms is a figure that stays."""
    currency, arrived = (
        opening.agreed.currency,
        opening.received_on if opening.received else opening.agreed_on,
    )
    agreed, wrong = rate_of(currency, opening.agreed_on, opening.rate)
    came, amiss = rate_of(currency, arrived, opening.received_rate)
    wrong += [Problem("received_rate", one.message) for one in amiss]
    found = replace(
        opening,
        rate=agreed.dollars,
        rate_source=agreed.source,
        received_rate=came.dollars,
        received_source=came.source,
    )
    return found, wrong


@countersigned("contribution.record_opening")
def _recorded(row: OpeningContribution, *, by: Actor, second: Actor) -> Contribution:
    if row.contribution_id is not None:
        raise Conflict(msg("This contribution is recorded already."))
    opening = read(row)
    rate, received_rate = _booked(opening.rate), _booked(opening.received_rate)
    made = _contribution(row.donor_id, opening)
    machine.begin(made, "contribution.record_opening", by=by, second=second.person_id, opening=row.id)
    put(made)
    row.contribution_id = made.id
    post_owed(made, opening.agreed.at(rate, "USD"), opening.agreed_on, by)
    if opening.received:
        book_receipt(
            made,
            by=by,
            amount=opening.received,
            day=opening.received_on or opening.agreed_on,
            reference=opening.agreement,
            rate=received_rate,
            source=opening.received_source,
        )
    return made


def _booked(rate: Decimal | None) -> Decimal:
    if rate is None:
        raise ValueError("an opening record is kept with its rates")
    return rate


def _contribution(donor_id: UUID, opening: Opening) -> Contribution:
    rate = _booked(opening.rate)
    return Contribution(
        number=next_number(),
        donor_id=donor_id,
        state="received" if opening.settled else "agreed",
        currency=opening.agreed.currency,
        pledged_minor=opening.agreed.minor,
        agreed_minor=opening.agreed.minor,
        rate=kept(rate),
        rate_source=opening.rate_source,
        pledged_usd_minor=opening.agreed.at(rate, "USD").minor,
        agreed_usd_minor=opening.agreed.at(rate, "USD").minor,
        pledged_on=opening.agreed_on,
        agreed_on=opening.agreed_on,
        agreement=opening.agreement,
        round_id=opening.round_id,
        note=opening.note,
        is_opening=True,
        settled_on=opening.received_on if opening.settled else None,
    )


def _written(opening: Opening) -> dict[str, object]:
    return {
        "currency": opening.agreed.currency,
        "agreed_minor": opening.agreed.minor,
        "agreed_on": opening.agreed_on.isoformat(),
        "agreement": opening.agreement.strip(),
        "received_minor": opening.received.minor,
        "received_on": opening.received_on.isoformat() if opening.received_on else None,
        "rate": str(opening.rate),
        "received_rate": str(opening.received_rate),
        "settled": opening.settled,
        "round_id": str(opening.round_id) if opening.round_id else None,
        "note": opening.note.strip(),
        "rate_source": opening.rate_source,
        "received_source": opening.received_source,
    }


def read(row: OpeningContribution) -> Opening:
    """Return what was written down."""
    content = row.content
    return Opening(
        agreed=Money(content["agreed_minor"], content["currency"]),
        agreed_on=date.fromisoformat(content["agreed_on"]),
        agreement=content["agreement"],
        received=Money(content["received_minor"], content["currency"]),
        received_on=date.fromisoformat(content["received_on"]) if content["received_on"] else None,
        rate=Decimal(content["rate"]),
        received_rate=Decimal(content["received_rate"]),
        settled=content["settled"],
        round_id=UUID(content["round_id"]) if content["round_id"] else None,
        note=content["note"],
        rate_source=content.get("rate_source"),
        received_source=content.get("received_source"),
    )


def _problems(opening: Opening) -> list[Problem]:
    found = day_problems(opening.agreed_on, "agreed_on")
    if opening.agreed.minor <= 0:
        found.append(Problem("agreed", msg("Enter an amount of more than nothing.")))
    if opening.received.minor < 0 or opening.received.currency != opening.agreed.currency:
        found.append(Problem("received", msg("Enter what came, in the currency of the agreement.")))
    elif opening.received.minor > 0:
        found += day_problems(opening.received_on, "received_on")
    for field, rate in (("rate", opening.rate), ("received_rate", opening.received_rate)):
        if (
            rate is None
            or not (rate.is_finite() and rate > 0)
            or (opening.agreed.currency == "USD" and rate != 1)
        ):
            text = msg("Enter the rate: US dollars for one unit; 1 where it is US dollars.")
            found.append(Problem(field, text))
    if not opening.agreement.strip():
        found.append(Problem("agreement", msg("Enter the number or date of the agreement.")))
    if opening.settled and opening.received.minor < opening.agreed.minor:
        found.append(Problem("settled", msg("Less came than was agreed: it is not settled.")))
    return found
