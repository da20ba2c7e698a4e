"""The kinds of report: what they are called, which of them have figures, when they are opened."""

from __future__ import annotations

from sipgrants.core.i18n import Message, msg

PROGRESS, EXPENDITURE, INVENTORY = "progress", "expenditure", "inventory"
FINAL, STATEMENT = "final", "statement"
LABELS: dict[str, Message] = {
    PROGRESS: msg("Progress report"),
    EXPENDITURE: msg("Expenditure report"),
    INVENTORY: msg("Inventory of equipment"),
    FINAL: msg("Final report"),
    STATEMENT: msg("Final statement"),
}
# Their figures go to the ledger: the finance officer accepts them first.
WITH_FIGURES = frozenset({EXPENDITURE, STATEMENT})
PHOTOGRAPHS = "photographs"  # the question whose files say what they show, where and when
OPENED_BEFORE = 60  # days before the due day


def label(kind: str) -> Message:
    """Return what a kind of report is called."""
    return LABELS[kind]
