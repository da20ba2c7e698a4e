"""What must hold of the money, to the cent: problems are listed, all at once, none repaired in silence.

Programme rule (section 4), quoted where each part is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund.accounts import Key
from sipgrants.fund.balances import AwardFigures, Line, award_figures, by_award, committed, fund_figures
from sipgrants.lifecycle.states import AwardState, InstalmentState

APPROVED = frozenset({InstalmentState.APPROVED, InstalmentState.PAID, InstalmentState.ACKNOWLEDGED})
PAID = frozenset({InstalmentState.PAID, InstalmentState.ACKNOWLEDGED})
RUNNING = frozenset({AwardState.ACTIVE, AwardState.SUSPENDED})
ENDED = frozenset({AwardState.COMPLETED, AwardState.TERMINATED, AwardState.CLOSED})


@dataclass(frozen=True, slots=True)
class Instalment:
    """An instalment's amount in US$ minor units and its state."""

    amount: int
    state: InstalmentState


@dataclass(frozen=True, slots=True)
class AwardMoney:
    """An award as its rows tell it, to be held against the ledger."""

    award: Key
    state: AwardState
    amount: int
    instalments: tuple[Instalment, ...]

    @property
    def payable(self) -> int:
        """What may still be paid: instalments neither paid nor cancelled."""
        done = PAID | {InstalmentState.CANCELLED}
        return sum(one.amount for one in self.instalments if one.state not in done)


def award_problems(rows: AwardMoney, ledger: AwardFigures) -> list[Problem]:
    """Everything that does not hold of one award; fields are `award`, `instalments`, `spending`, `closure`."""
    planned = sum(one.amount for one in rows.instalments if one.state is not InstalmentState.CANCELLED)
    approved = sum(one.amount for one in rows.instalments if one.state in APPROVED)
    paid = sum(one.amount for one in rows.instalments if one.state in PAID)
    return [
        *_instalments(rows, planned),
        *_above("award", ledger.paid, approved, msg("More is paid than approved")),
        *_above("award", approved, rows.amount, msg("More is approved than awarded")),
        *_above(
            "spending", ledger.accepted - ledger.disallowed, rows.amount, msg("More is accepted than awarded")
        ),
        *_differs("award", ledger.paid, paid, msg("Paid, by the ledger and by the instalments")),
        *_differs(
            "award",
            ledger.committed,
            _committed(rows, ledger),
            msg("Committed, by the ledger and by the award"),
        ),
        *_signs(ledger),
        *(closure_problems(ledger) if rows.state is AwardState.CLOSED else ()),
    ]


def closure_problems(ledger: AwardFigures) -> list[Problem]:
    """At closure and ever after: "paid - refunded - written off - refunds still due = accepted spending -
    disallowed".
    """
    kept = ledger.paid - ledger.refunded - ledger.written_off - ledger.refunds_due
    text = msg("The balance is not settled. Kept by the Party, and spending that counts")
    return _differs("closure", kept, ledger.accepted - ledger.disallowed, text)


def closing_problems(rows: AwardMoney, ledger: AwardFigures) -> list[Problem]:
    """What keeps an award from being closed: the equation, and "nothing is due at closure itself"."""
    return [
        *closure_problems(ledger),
        *_differs("refunds", ledger.refunds_due, 0, msg("Refunds due, and nothing")),
        *_differs("instalments", rows.payable, 0, msg("Instalments still payable, and nothing")),
    ]


def reconcile(ledger: Sequence[Line], awards: Iterable[AwardMoney]) -> list[Problem]:
    """What `flask fund verify` proves: the ledger balances, explains its cash, and agrees with every award.

    `ledger`: all lines, or their sums by event, account and award.
    """
    total: int = sum(line.minor for line in ledger)
    found = _differs("ledger", total, 0, msg("The sum of all accounts, and nothing"))
    figures = fund_figures(ledger)
    explained = figures.received + figures.interest - figures.other_costs - figures.support_costs
    explained -= figures.refunds_to_donors + figures.paid
    found += _differs("cash", figures.cash, explained, msg("Cash, and what came and went"))
    left = by_award(ledger)
    for rows in awards:
        for problem in award_problems(rows, award_figures(left.pop(rows.award, ()))):
            found.append(Problem(f"{rows.award}.{problem.field}", problem.message))
    unknown = msg("The ledger has entries of an award that is not there.")
    return found + [Problem(str(award), unknown) for award in left]


def _committed(rows: AwardMoney, ledger: AwardFigures) -> int:
    return committed(rows.state, rows.amount, ledger.paid_net, rows.payable)


def _instalments(rows: AwardMoney, planned: int) -> list[Problem]:
    """ "While an award is active or suspended its instalments, cancelled ones aside, add up to the award;
    from completed or terminated on, to at most the award".
    """
    if rows.state in RUNNING:
        return _differs("instalments", planned, rows.amount, msg("The instalments, and the award"))
    if rows.state in ENDED:
        return _above("instalments", planned, rows.amount, msg("The instalments are more than the award"))
    return []


def _signs(ledger: AwardFigures) -> list[Problem]:
    parts = (
        ledger.paid,
        ledger.paid_net,
        ledger.accepted - ledger.disallowed,
        ledger.refunds_due,
        ledger.written_off,
    )
    if min(parts) >= 0:
        return []
    return [Problem("award", msg("A sum is below nothing: an entry was reversed twice or is missing."))]


def _above(field: str, part: int, whole: int, text: Message) -> list[Problem]:
    return [] if part <= whole else [Problem(field, _figures(text, part, whole))]


def _differs(field: str, one: int, other: int, text: Message) -> list[Problem]:
    return [] if one == other else [Problem(field, _figures(text, one, other))]


def _figures(text: Message, one: int, other: int) -> Message:
    return msg("%(text)s: %(one)s, %(other)s.", text=text, one=Money(one), other=Money(other))
