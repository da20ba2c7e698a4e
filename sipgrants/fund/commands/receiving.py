"""Money that arrives, in parts, in the donor's currency: booked in US$, the difference in rate on its own line."""

from datetime import date
from decimal import Decimal

from sipgrants.core.db import command
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import entries, queries
from sipgrants.fund.commands.contributions import amount_problems, post_owed
from sipgrants.fund.commands.posting import Original, day_problems, post
from sipgrants.fund.commands.rates import rate_of
from sipgrants.fund.models import Contribution
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor


@command
def receive(
    contribution: Contribution,
    *,
    by: Actor,
    amount: Money,
    day: date,
    reference: str,
    rate: Decimal | None = None,
    rate_source: str = "",
) -> None:
    """Record a part that arrived. `rate`: US$ for one unit on that day, without one the UN operational rate; what it
    differs from the rate of the agreement is an exchange difference.
    """
    machine.move(contribution, "contribution.receive", by=by, minor=amount.minor, reference=reference)
    taken, wrong = rate_of(contribution.currency, day, rate, rate_source)
    wrong = [*amount_problems(amount, taken.dollars), *wrong, *day_problems(day)]
    if contribution.in_kind:
        wrong.append(Problem("amount", msg("Help in kind is not counted as money.")))
    if amount.currency != contribution.currency:
        wrong.append(Problem("amount", msg("The money is in the currency of the contribution.")))
    if not reference.strip():
        wrong.append(Problem("reference", msg("Enter the reference of the deposit.")))
    if not wrong and amount.at(taken.dollars, "USD").minor == 0:
        wrong.append(Problem("amount", msg("This is less than one cent of a US dollar.")))
    require(wrong)
    book_receipt(
        contribution,
        by=by,
        amount=amount,
        day=day,
        reference=reference.strip(),
        rate=taken.dollars,
        source=taken.source,
    )


def book_receipt(
    contribution: Contribution,
    *,
    by: Actor,
    amount: Money,
    day: date,
    reference: str,
    rate: Decimal,
    source: str | None = None,
) -> None:
    """Post a receipt, inside a command: what is not owed yet (a pledge, more than agreed) is agreed by its arrival."""
    settles, extra = _settles(contribution, amount, rate)
    post_owed(contribution, Money(extra), day, by)
    post(
        entries.contribution_received(contribution.id, amount.at(rate, "USD").minor, settles + extra),
        by=by,
        about=contribution,
        day=day,
        reference=reference,
        original=Original(amount, rate, source),
        round_id=contribution.round_id,
    )


def _settles(contribution: Contribution, amount: Money, rate: Decimal) -> tuple[int, int]:
    """What of the sum owed `amount` settles, and what comes beside it, in US$ minor units.

    The part that completes the agreed sum settles all that is left, so that no cent stays behind from rounding.
    """
    owed = queries.contribution_money([contribution.id])[contribution.id].receivable
    came = queries.received_original([contribution.id]).get(contribution.id, 0)
    left = Money(max((contribution.agreed_minor or 0) - came, 0), contribution.currency)
    if owed <= 0 or not left:
        return 0, amount.at(rate, "USD").minor
    if amount < left:
        part = min(amount.at(contribution.rate, "USD").minor, owed)
        return (part, 0) if part else (0, amount.at(rate, "USD").minor)
    return owed, (amount - left).at(rate, "USD").minor
