"""Recording the UN operational rates of exchange; what is booked takes the rate of its day from here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sipgrants.core import audit
from sipgrants.core.db import command, session
from sipgrants.core.errors import Problem, require
from sipgrants.core.i18n import msg
from sipgrants.fund import rate_queries
from sipgrants.fund.commands.posting import take_turn
from sipgrants.fund.rate_models import ExchangeRate
from sipgrants.fund.rate_queries import Taken
from sipgrants.fund.rates import Rate, rate_problems
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import Actor


@command
def record_rates(rates: Sequence[Rate], *, by: Actor, source: str, reason: str = "") -> int:
    """Record rates, all or none, and return how many were new. One that is there with another value is corrected by a row
    of its own, with the reason; what was booked at the old one stays as it was booked.
    """
    rights.demand(by, "rate.record")
    take_turn()
    known = rate_queries.last_of({one.day for one in rates})
    fresh = [one for one in rates if _differs(known.get((one.currency, one.day)), one)]
    require(_problems(rates, fresh, known, source, reason))
    for one in fresh:
        before = known.get((one.currency, one.day))
        row = ExchangeRate(
            currency=one.currency,
            valid_from=one.day,
            version=before.version + 1 if before else 1,
            units=one.units,
            source=" ".join(source.split())[:200],
            reason=reason.strip()[:500] if before else "",
            recorded_by=by.person_id,
        )
        session().add(row)
        session().flush()
        details = {"currency": one.currency, "day": one.day.isoformat(), "units": str(one.units)}
        audit.record("rate.record", row, by, **details)
    return len(fresh)


def _differs(before: ExchangeRate | None, rate: Rate) -> bool:
    return before is None or before.units != rate.units


def _problems(
    rates: Sequence[Rate],
    fresh: Sequence[Rate],
    known: dict[tuple[str, date], ExchangeRate],
    source: str,
    reason: str,
) -> list[Problem]:
    found = [problem for one in rates for problem in rate_problems(one)]
    if not source.strip():
        found.append(Problem("source", msg("Say where the rates were published.")))
    corrected = [one for one in fresh if (one.currency, one.day) in known]
    if corrected and not reason.strip():
        names = ", ".join(f"{one.currency} {one.day.isoformat()}" for one in corrected[:10])
        text = msg("These rates are recorded with another value: %(rates)s. Give the reason.", rates=names)
        found.append(Problem("reason", text))
    return found


def rate_of(
    currency: str, day: date | None, typed: Decimal | None, source: str = ""
) -> tuple[Taken, list[Problem]]:
    """Return the rate to book at: the one that was typed, else the table's of the day; and what is wrong with that."""
    if typed is not None and not typed.is_finite():
        return Taken(Decimal(0), None), []  # refused as an amount's rate
    if typed is not None:
        return Taken(typed, " ".join(source.split())[:200] or None), []
    found = rate_queries.taken(currency, day) if day is not None else None
    if found is not None:
        return found, []
    text = msg(
        "There is no UN operational rate of %(currency)s for this day: record it under Rates of exchange, or type it here.",
        currency=currency,
    )
    return Taken(Decimal(1), None), [Problem("rate", text)] if day is not None else []
