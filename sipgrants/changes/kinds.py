"""The kinds of change, what each of them may touch, and the rule that says when a budget takes an agreement.

Programme rule (section 3, Change): "no-cost extension (asked before the end), budget revision (moves of more than 10 % of a
class [usual]), results framework, project manager".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.plans.comparing import ClassChange

EXTENSION, BUDGET, FRAMEWORK, MANAGER = "extension", "budget", "framework", "manager"
LABELS: dict[str, Message] = {
    EXTENSION: msg("No-cost extension"),
    BUDGET: msg("Revision of the budget"),
    FRAMEWORK: msg("Change of the results framework"),
    MANAGER: msg("Change of the project manager"),
}
# The parts of the plan that a change may rewrite; with other results the money moves, too.
PARTS: dict[str, tuple[str, ...]] = {BUDGET: ("budget",), FRAMEWORK: ("framework", "workplan", "budget")}


def label(kind: str) -> Message:
    """Return what a kind of change is called."""
    return LABELS[kind]


def over_limit(classes: Iterable[ClassChange], free: Fraction) -> list[ClassChange]:
    """Return the classes that move by more than the `free` share of what they were; exactly that is free."""
    return [one for one in classes if abs(one.share) > free]


# Programme default: no project of the Programme is prolonged by more.
FURTHEST = timedelta(days=3653)


def extension_problems(ends_on: date | None, wanted: date | None, today: date) -> list[Problem]:
    """Return what is wrong with a new end: it is later, and asked for before the present one has passed. A day further
    away than `FURTHEST` is a slip of the pen.
    """
    if ends_on is not None and today > ends_on:
        text = msg("The project ended on %(day)s: more time is asked for before the end.", day=ends_on)
        return [Problem("new_ends_on", text)]
    if wanted is None or (ends_on is not None and wanted <= ends_on):
        return [Problem("new_ends_on", msg("Enter a last day after the present one."))]
    if ends_on is not None and wanted > ends_on + FURTHEST:
        return [Problem("new_ends_on", msg("Enter a last day at most ten years after the present one."))]
    return []
