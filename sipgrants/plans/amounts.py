"""Amounts of a plan as they are typed and as they are kept."""

from __future__ import annotations

from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires.values import read_money, typed

# US$ 1 billion: beyond it a figure is a slip of the finger, and sums would leave what money can hold.
MOST_MINOR = 10**11


def keep(text: str) -> tuple[int, str]:
    """Return (cents, what to keep as typed): an amount above nothing needs no text beside it."""
    minor = read_money(text)
    if minor is None or not 0 < minor <= MOST_MINOR:
        return 0, text
    return minor, ""


def show(minor: int, kept: str) -> str:
    """Return what stands in the field."""
    return kept or (typed("money", minor) if minor else "")


def complaint(kept: str) -> Message:
    """Return what is wrong with what was typed in the place of an amount."""
    minor = read_money(kept) if kept else 0
    if not kept:
        return msg("Enter an amount in US dollars, for example 12500.")
    if minor is None:
        return msg("This is no amount. Enter it in US dollars, in figures, for example 12500.")
    if minor < 0:
        return msg("An amount cannot be less than nothing.")
    return msg("An amount is more than nothing.") if minor == 0 else msg("This amount is too large.")
