"""Amounts as people type them."""

import pytest

from sipgrants.core.money import Money


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("180000", 18_000_000),
        ("180 000.50", 18_000_050),
        ("180,000", 18_000_000),
        ("1,234,567.89", 123_456_789),
        ("12,5", 1_250),  # a decimal comma: never 125
        ("180 000,50", 18_000_050),
        ("-1", -100),
    ],
)
def test_an_amount_is_read(typed: str, minor: int) -> None:
    assert Money.usd(typed) == Money(minor)


@pytest.mark.parametrize(
    "typed", ["", "1e400", "NaN", "Infinity", "12,5000", "1,23,456", "1.2345", "9" * 40, "²"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"amount|digits"):
        Money.usd(typed)
