"""Money as whole minor units with a currency. No float ever enters."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self

# Digits after the point by ISO 4217 where it is not two.
_DIGITS = {
    "JPY": 0,
    "KRW": 0,
    "XOF": 0,
    "XAF": 0,
    "VND": 0,
    "CLP": 0,
    "KWD": 3,
    "BHD": 3,
    "JOD": 3,
    "TND": 3,
    "OMR": 3,
}
_AMOUNT = re.compile(r"-?\d{1,13}(\.\d{1,3})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"-?\d{1,13},\d{1,2}")
LIMIT = 10**15


def digits(currency: str) -> int:
    """Return the number of digits after the point in `currency`."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, order=False)
class Money:
    """An amount in whole minor units (cents) of one currency."""

    minor: int
    currency: str = "USD"

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError("money is whole minor units")
        if abs(self.minor) > LIMIT:
            raise ValueError("amount out of range")

    @classmethod
    def usd(cls, text: str | int) -> Self:
        """Return US dollars from `"1234.56"` or a whole number of dollars; ValueError where it is no amount."""
        return cls.parse(str(text), "USD")

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Return the amount written in `text`: plain digits, spaces or commas between thousands, a point or a comma
        before the cents. A comma that could be neither ("12,5000") is refused.
        """
        plain = re.sub(r"[\s\u00a0\u202f]", "", text.strip())
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        elif _DECIMAL_COMMA.fullmatch(plain):
            plain = plain.replace(",", ".")
        if not _AMOUNT.fullmatch(plain):
            raise ValueError("not an amount")
        scaled = Decimal(plain).scaleb(digits(currency))
        if scaled != scaled.to_integral_value():
            raise ValueError("more digits than the currency has")
        return cls(int(scaled), currency)

    def decimal(self) -> Decimal:
        """Return the amount in major units."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def at(self, rate: Decimal, currency: str) -> "Money":
        """Return the amount in `currency` at `rate` (units of `currency` for one unit), rounded half up."""
        value = (self.decimal() * rate).scaleb(digits(currency))
        return Money(int(value.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    def share(self, part: Fraction) -> "Money":
        """Return `part` of the amount, rounded half up to a minor unit."""
        exact = self.minor * part
        return Money((2 * exact.numerator + exact.denominator) // (2 * exact.denominator), self.currency)

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.currency} {self.decimal():,}"


ZERO = Money(0)


def total(amounts: "list[Money] | tuple[Money, ...]") -> Money:
    """Return the sum of amounts of one currency (US$ 0 where there are none)."""
    result = Money(0, amounts[0].currency) if amounts else ZERO
    for amount in amounts:
        result += amount
    return result
