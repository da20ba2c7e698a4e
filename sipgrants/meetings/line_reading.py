"""Reading the page of the line: where it is, and what is tried for each application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.meetings.line import Entry, Key, Pick, line_of, ranks
from sipgrants.meetings.portfolio import Outcome, refuse_part

BELOW = (Outcome.NOT_APPROVED, Outcome.RESERVE)


@dataclass
class Trial:
    """What stands on the page. `amounts` as typed, by application; `below`: what whatever falls below the line becomes."""

    line: int
    picks: dict[Key, Pick]
    below: Outcome = Outcome.NOT_APPROVED
    name: str = ""
    amounts: dict[Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def shown(self, key: Key) -> str:
        """Return what stands in the field of the amount: what was typed, else what is approved."""
        pick = self.picks.get(key)
        kept = str(pick.amount.decimal()) if pick and pick.outcome is Outcome.APPROVED else ""
        return self.amounts.get(key, kept.removesuffix(".00"))


def read_line(data: Mapping[str, str], entries: Sequence[Entry]) -> Trial:
    """Return what was typed for the open applications; whatever is wrong is in its `problems`, nothing is lost.

    No outcome leaves an application as it stands. Approved without an amount means all that was asked for; an amount counts
    only where it is approved. `of` is how many ranks the page knew: where the Board has decided on one since, the line
    is found again by the rows.
    """
    below = next((one for one in BELOW if one == data.get("below")), Outcome.NOT_APPROVED)
    typed = data.get("line", "")
    last = len(ranks(entries))
    line = min(int(typed), last) if typed.isdecimal() and len(typed) < 5 else 0
    made = Trial(line, {}, below, data.get("name", ""))
    for one in entries:
        if not one.is_fixed:
            _read_row(data, one, made)
    if data.get("of", str(last)) != str(last):
        made.line = line_of(entries, made.picks)
    return made


def _read_row(data: Mapping[str, str], entry: Entry, made: Trial) -> None:
    key, said = entry.application, data.get(f"outcome.{entry.application}", "")
    if not said:
        return  # left as it stands
    outcome = next((one for one in Outcome if one == said), None)
    typed = data.get(f"amount.{key}", "").strip()
    if outcome is None:
        made.problems.append(Problem(f"outcome.{key}", msg("Choose an outcome.")))
    if outcome is not Outcome.APPROVED:
        made.picks[key] = Pick(outcome or Outcome.NOT_APPROVED)
        return
    try:
        amount = Money.usd(typed) if typed else entry.asked
        refused = refuse_part(amount, entry.asked)
    except ValueError:
        amount, refused = entry.asked, msg("Enter an amount in figures, for example 180000 or 180000.50.")
    made.picks[key] = Pick(outcome, entry.asked if refused else amount)
    if refused:
        made.amounts[key] = typed
        made.problems.append(Problem(f"amount.{key}", refused))
