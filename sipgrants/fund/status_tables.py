"""The status of contributions as sheets to take away: the same rows for CSV and Excel. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from sipgrants.core.i18n import Message, msg
from sipgrants.core.money import Money
from sipgrants.fund.status import Status, Sums
from sipgrants.fund.words import KINDS

Say: TypeAlias = Callable[[Message], str]
Pick: TypeAlias = Callable[[Mapping[str, str]], str]
Sheet: TypeAlias = tuple[str, Sequence[str], list[Sequence[object]]]
# Names for machines never change with the language.
HEAD = ("number", "donor", "kind", "year", "round", "currency", "amount", "agreed",
        "pledged_usd", "received_usd", "written_off_usd", "refunded_usd", "outstanding_usd")  # fmt: skip
FIGURES = (
    msg("Pledged, US dollars"),
    msg("Received, US dollars"),
    msg("Written off, US dollars"),
    msg("Paid back, US dollars"),
    msg("Outstanding, US dollars"),
)
GENERAL = msg("The fund as a whole")


def plain(status: Status) -> Iterator[Sequence[object]]:
    """Yield one row for each contribution under `HEAD`; rounds by their English names."""
    for one in status.gifts:
        round_ = (one.round or {}).get("en", "")
        yield [one.number, one.donor, one.kind, one.year, round_, one.currency, one.amount.decimal(),
               "yes" if one.is_agreed else "no", *_figures(one.sums)]  # fmt: skip


def sheets(status: Status, say: Say, pick: Pick) -> list[Sheet]:
    """Return the sheets of a workbook in the reader's language: contributions, by donor, by year, by round, in kind."""
    figures = [say(one) for one in FIGURES]
    donor, year, round_ = say(msg("Donor")), say(msg("Year")), say(msg("Round"))
    amount = [say(msg("Currency")), say(msg("Amount")), say(msg("Agreed"))]
    yes, no = say(msg("yes")), say(msg("no"))

    def meant(names: Mapping[str, str] | None) -> str:
        return say(GENERAL) if names is None else pick(names)

    total = [say(msg("Total")), *_figures(status.total)]
    gifts: list[Sequence[object]] = [
        [one.donor, say(KINDS[one.kind]) if one.kind in KINDS else one.kind, one.year, meant(one.round), one.currency,
         one.amount.decimal(), yes if one.is_agreed else no, *_figures(one.sums)]
        for one in status.gifts
    ]  # fmt: skip
    kind = say(msg("Kind of donor"))
    return [
        (say(msg("Contributions")), [donor, kind, year, round_, *amount, *figures], gifts),
        (say(msg("By donor")), [donor, *figures], [*([name, *_figures(s)] for name, s in status.by_donor()), total]),
        (
            say(msg("By year")),
            [year, say(msg("Pledged in the year, US dollars")), say(msg("Received in the year, US dollars"))],
            [[one.year, _usd(one.pledged), _usd(one.received)] for one in status.by_year()],
        ),
        (say(msg("By round")), [round_, *figures], [[meant(one), *_figures(sums)] for one, sums in status.by_round()]),
        (
            say(msg("In kind")),
            [donor, year, say(msg("Contribution"))],
            [[one.donor, one.year, one.text] for one in status.in_kind],
        ),
    ]  # fmt: skip


def _figures(sums: Sums) -> list[Decimal]:
    values = (sums.pledged, sums.received, sums.written_off, sums.refunded, sums.outstanding)
    return [_usd(one) for one in values]


def _usd(minor: int) -> Decimal:
    return Money(minor).decimal()
