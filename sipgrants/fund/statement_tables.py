"""The statement of the fund as tables: the same rows for paper, workbook and CSV. Amounts are US dollars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.money import Money
from sipgrants.documents.tables import Table
from sipgrants.fund.movements import Period
from sipgrants.fund.statements import AwardRow, DonorRow, Overridden, RoundRow, Standing
from sipgrants.fund.words import EVENTS, KINDS
from sipgrants.lifecycle import labels

Pick: TypeAlias = Callable[[Mapping[str, str]], str]
Say: TypeAlias = Callable[[Message], str]
# Names for machines never change with the language.
MOVED_HEAD = ("event", "amount_usd", "of_awards_usd", "cash_usd")


@dataclass(frozen=True)
class Statement:
    """The whole statement. `awards` is None, and `overrides` are shown by their sum only, where not `is_named`: to a reader
    who may not see single awards. `differences`: what does not reconcile.
    """

    standing: Standing
    donors: Sequence[DonorRow]
    rounds: Sequence[RoundRow]
    period: Period
    awards: Sequence[AwardRow] | None
    overrides: Sequence[Overridden]
    is_named: bool
    differences: int

    @property
    def override_minor(self) -> int:
        """Return what was paid under an override, in all."""
        return sum(one.minor for one in self.overrides)


def figures(standing: Standing) -> list[tuple[Message, int]]:
    """Return the figures above everything."""
    return [
        (msg("Received"), standing.figures.received),
        (msg("Agreed, still to come"), standing.figures.receivable),
        (msg("Pledged, not agreed yet"), standing.pledged),
        (msg("Committed"), standing.figures.committed),
        (msg("Paid to Parties, less refunds"), standing.figures.paid),
        (msg("Available"), standing.available),
    ]


def proof_words(differences: int) -> Message:
    """Return whether everything reconciles."""
    if not differences:
        return msg("Ledger, awards, instalments and reports agree to the cent.")
    return nmsg(
        "The fund does not reconcile: %(num)s difference.",
        "The fund does not reconcile: %(num)s differences.",
        differences,
    )


def tables(statement: Statement, pick: Pick, say: Say) -> list[Table]:
    """Return all tables of a statement."""
    found = [by_donor(statement.donors), by_round(statement.rounds, pick)]
    if statement.awards is not None:
        found.append(by_award(statement.awards, pick))
    return [*found, moved(statement.period), overridden(statement, say)]


def by_donor(rows: Sequence[DonorRow]) -> Table:
    """Return what each donor gave."""
    names = ("pledged", "receivable", "received", "written_off", "refunded")
    heads = (
        msg("Donor"),
        msg("Kind of donor"),
        msg("Pledged"),
        msg("Agreed, to come"),
        msg("Received"),
        msg("Written off"),
        msg("Paid back"),
        msg("In kind"),
    )
    cells = [
        (one.donor, KINDS.get(one.kind, one.kind), *(Money(getattr(one, name)) for name in names), one.in_kind)
        for one in rows
    ]  # fmt: skip
    return Table(msg("By donor"), heads, cells, (1.6, 1.2, 1, 1, 1, 1, 1, 0.6))


def by_round(rows: Sequence[RoundRow], pick: Pick) -> Table:
    """Return what was received for each round alone, committed and paid under it."""
    heads = (msg("Round"), msg("Received for it alone"), msg("Committed"), msg("Paid"))
    cells = [
        (pick(one.names) or msg("No round"), Money(one.received), Money(one.committed), Money(one.paid)) for one in rows
    ]  # fmt: skip
    return Table(msg("By round"), heads, cells, (2, 1, 1, 1))


def by_award(rows: Sequence[AwardRow], pick: Pick) -> Table:
    """Return the money of every award, with its sum."""
    heads = (
        msg("Award"),
        msg("Party"),
        msg("State"),
        msg("Awarded"),
        msg("Instalments paid"),
        msg("Paid, less refunds"),
        msg("Spending accepted"),
        msg("Not accounted for"),
    )
    cells: list[tuple[object, ...]] = [
        (one.named.number, pick(one.named.parties), labels.state("award", one.named.state), Money(one.named.minor),
         paid_parts(one), *_money(one))
        for one in rows
    ]  # fmt: skip
    sums = [
        sum(one.named.minor for one in rows),
        *(sum(amounts) for amounts in zip(*map(_minor, rows), strict=True)),
    ]
    if rows:
        cells.append((msg("Total"), "", "", Money(sums[0]), "", *map(Money, sums[1:])))
    return Table(msg("By award"), heads, cells, (1.3, 1.3, 1, 1, 0.9, 1, 1, 1), is_totalled=bool(rows))


def paid_parts(one: AwardRow) -> Message:
    """Return how many of the instalments are paid."""
    return msg("%(part)s of %(whole)s", part=one.named.paid, whole=one.named.parts)


def _minor(one: AwardRow) -> tuple[int, int, int]:
    return one.figures.paid_net, one.figures.accepted - one.figures.disallowed, one.figures.unaccounted


def _money(one: AwardRow) -> list[Money]:
    return [Money(minor) for minor in _minor(one)]


def moved(period: Period) -> Table:
    """Return what moved in the period, with the cash before and after."""
    heads = (msg("What happened"), msg("Amount"), msg("Of it under awards"), msg("Cash"))
    cells = [
        (EVENTS[one.event], Money(one.amount), Money(one.of_awards), Money(one.cash)) for one in period.rows
    ]
    text = msg(
        "From %(first)s to %(last)s, less what was taken back. Cash at the beginning: %(before)s; at the end: %(after)s.",
        first=period.since,
        last=period.until,
        before=Money(period.before),
        after=Money(period.after),
    )
    loss = msg(
        "Exchange loss on parts received, against the rate of their agreement: %(amount)s (a gain has a minus).",
        amount=Money(period.exchange_loss),
    )
    notes = [loss] if period.exchange_loss else []
    return Table(msg("What moved"), heads, cells, (2, 1, 1, 1), before=[text], notes=notes)


def plain(period: Period) -> Iterator[Sequence[object]]:
    """Yield what moved, one event a row under `MOVED_HEAD`; cash before and after stand first and last."""
    yield "cash_before", "", "", Money(period.before).decimal()
    for one in period.rows:
        yield str(one.event), *(Money(minor).decimal() for minor in (one.amount, one.of_awards, one.cash))
    yield "cash_after", "", "", Money(period.after).decimal()


def override_words(statement: Statement) -> Message:
    """Return how much was paid under an override in the period, in a sentence that names no award."""
    if not statement.overrides:
        return msg("In this time nothing was paid under an override of the release gate.")
    return nmsg(
        "In this time %(num)s payment (%(amount)s) was made though a condition was not met: the approving officer and "
        "the head let it go together.",
        "In this time %(num)s payments (%(amount)s) were made though a condition was not met: the approving officer and "
        "the head let them go together.",
        len(statement.overrides),
        amount=Money(statement.override_minor),
    )


def overridden(statement: Statement, say: Say) -> Table:
    """Return the payments made under an override, with what was let go and why."""
    heads = (msg("Award"), msg("No."), msg("Paid on"), msg("Amount"), msg("Let go"), msg("Reason"))
    rows = statement.overrides if statement.is_named else ()
    cells = [
        (one.award, one.instalment, one.paid_on, Money(one.minor), ", ".join(map(say, one.let_go)), one.reason)
        for one in rows
    ]  # fmt: skip
    title = msg("Payments under an override")
    return Table(title, heads, cells, (1.2, 0.5, 1.2, 1, 1.6, 2.4), before=[override_words(statement)])
