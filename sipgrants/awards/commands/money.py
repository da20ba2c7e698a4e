"""What an award does to the ledger: its commitment after every move, and the spending that reports account for."""

from datetime import date
from typing import Any

from sipgrants.awards import queries
from sipgrants.awards.models import Award
from sipgrants.core.audit import Acting
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.fund import award_entries, balances, constraints
from sipgrants.fund import commands as fund
from sipgrants.fund import queries as ledger
from sipgrants.fund.accounts import Event


def commit(award: Award, *, by: Acting, day: date | None = None) -> None:
    """Bring the award's commitment in the ledger in line with its state, inside a command."""
    rows = queries.money_row(award)
    paid_net = ledger.award_figures(award.id).paid_net
    becomes = balances.committed(rows.state, rows.amount, paid_net, rows.payable)
    fund.set_commitment(award, becomes, by=by, day=day)


def check_later_entries(award: Award) -> None:
    """Refuse to take an entry of the award back, inside its command, where later ones rest on it: a refund of what was
    paid, spending that was disallowed.
    """
    found = constraints.award_problems(queries.money_row(award), ledger.award_figures(award.id))
    if found:
        raise Conflict(msg("Later entries rest on this one. %(problem)s", problem=found[0].message))


def book_spending(award: Award, minor: int, *, by: Acting, about: Any, day: date | None = None) -> None:
    """Book the expenditure of an accepted report (`about`), US$ minor units, inside its command; nothing for 0.

    Invalid where more would be accepted than awarded: "Reported spending <= award".
    """
    if minor == 0:
        return
    figures = ledger.award_figures(award.id)
    left = Money(award.amount_minor - figures.accepted + figures.disallowed)
    text = msg("%(amount)s is more than the %(left)s left of the award.", amount=Money(minor), left=left)
    require([Problem("spending", text)] if Money(minor) > left else [])
    entry = award_entries.spending_accepted(award.id, minor)
    fund.post(entry, by=by, about=about, day=day, round_id=award.round_id)


def take_back_spending(*, by: Acting, about: Any, reason: str) -> None:
    """Take back what was booked for a report that is reopened, inside its command."""
    kind = getattr(about, "subject_type", "")
    rows = ledger.about(kind, about.id)
    reversed_ids = {row.reverses_id for row in rows}
    for row in rows:
        if row.kind == Event.SPENDING_ACCEPTED and row.reverses_id is None and row.id not in reversed_ids:
            fund.take_back(row, by=by, reason=reason)
            _check_disallowed(about)


def _check_disallowed(about: Any) -> None:
    """No more may be disallowed than is accepted: what an auditor refused of it would refuse nothing."""
    figures = ledger.award_figures(getattr(about, "award_id", about.id))
    if figures.disallowed > figures.accepted:
        text = msg(
            "%(amount)s of this award's spending was disallowed since: take that entry back first.",
            amount=Money(figures.disallowed),
        )
        raise Conflict(text)
