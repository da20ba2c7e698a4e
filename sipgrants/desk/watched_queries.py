"""The portfolio at a glance, as page, paper and workbook show it: shapes only. Amounts are US$ minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sipgrants.awards.models import Award, Due, Instalment
from sipgrants.core.i18n import Message
from sipgrants.desk.curves import Point
from sipgrants.desk.risking import Hit, Limits
from sipgrants.plans.measuring import Total


@dataclass(frozen=True)
class Chosen:
    """What the portfolio is narrowed to; empty: all of it."""

    round_id: UUID | None = None
    region: str = ""
    country: str = ""
    state: str = ""

    @property
    def count(self) -> int:
        """Return how many filters are set."""
        return sum(1 for one in (self.round_id, self.region, self.country, self.state) if one)


@dataclass(frozen=True)
class Line:
    """An award with its money: planned until today, paid less refunds, accepted spending; `hits`: why it is at risk."""

    award: Award
    planned: int
    paid: int
    accepted: int
    hits: Sequence[Hit] = ()


@dataclass(frozen=True)
class Waits:
    """An instalment that waits: since which day (None: since nothing keeps it), how many days, and for what."""

    instalment: Instalment
    since: date | None
    days: int
    why: Sequence[Message]


@dataclass(frozen=True)
class Owed:
    """A report that is owed; `days` late (below nothing: still to come); `with_us`: it is with the Secretariat."""

    due: Due
    award: Award
    days: int
    with_us: bool


@dataclass(frozen=True)
class Watch:
    """The portfolio on a day. `undated`: instalments that no day is planned for, not in the curve; `undecided`: indicators
    of which nobody has said what they count for.
    """

    on: date
    lines: Sequence[Line]
    points: Sequence[Point]
    undated: int
    waiting: Sequence[Waits]
    owed: Sequence[Owed]
    limits: Limits
    totals: Sequence[Total]
    undecided: int

    @property
    def risky(self) -> list[Line]:
        """Return the projects at risk: those that meet most rules first."""
        return sorted(
            (one for one in self.lines if one.hits), key=lambda one: (-len(one.hits), one.award.number)
        )

    @property
    def late(self) -> list[Owed]:
        """Return the reports that are late and not with the Secretariat, longest first."""
        return [one for one in self.owed if one.days > 0 and not one.with_us]

    @property
    def waiting_minor(self) -> int:
        """Return what waits, in all."""
        return sum(one.instalment.minor for one in self.waiting)

    @property
    def awarded(self) -> int:
        """Return what was awarded."""
        return sum(one.award.amount_minor for one in self.lines)

    @property
    def paid(self) -> int:
        """Return what was paid, less refunds."""
        return sum(one.paid for one in self.lines)

    @property
    def accepted(self) -> int:
        """Return the spending that was accepted."""
        return sum(one.accepted for one in self.lines)
