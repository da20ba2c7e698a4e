"""Reading the page of all decisions: a row for each application."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sipgrants.core.errors import Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.meetings.wording import Words


def read_several(data: Mapping[str, str], applications: Iterable[UUID]) -> dict[UUID, Words]:
    """Return what was typed by application; rows without an outcome are left out. Invalid names wrong amounts."""
    found: dict[UUID, Words] = {}
    wrong: list[Problem] = []
    for one in applications:
        outcome = data.get(f"outcome.{one}", "")
        if not outcome:
            continue
        amount = _amount(data.get(f"amount.{one}", ""), f"amount.{one}", wrong)
        texts = [
            data.get(f"{name}.{one}", "")[:4000] for name in ("conditions", "recommendations", "reasons")
        ]
        found[one] = Words(outcome, amount, *texts)
    if wrong:
        raise Invalid(wrong)
    return found


def _amount(typed: str, field: str, wrong: list[Problem]) -> Money | None:
    if not typed.strip():
        return None
    try:
        return Money.usd(typed)
    except ValueError:
        wrong.append(Problem(field, msg("Enter an amount in figures, for example 180000 or 180000.50.")))
        return None
