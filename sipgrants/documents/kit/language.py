"""The language of a document: resolves messages, writes amounts, figures and dates as its readers write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal, get_currency_name

from sipgrants.core.i18n import Message
from sipgrants.core.money import Money, digits

Content = Message | str
_BABEL = {"en": "en_GB", "zh": "zh_Hans"}
_COMMA = {"ar": "، ", "zh": " "}
_RTL = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True)
class Language:
    """A locale ("en", "fr", "es", "ru", "zh", "ar") and the function that translates a message into it."""

    locale: str = "en"
    translate: Callable[[Message], str] = str

    @property
    def rtl(self) -> bool:
        return self.locale.split("_")[0] in _RTL

    @property
    def chinese(self) -> bool:
        return self.locale.startswith("zh")

    @property
    def babel(self) -> Locale:
        return Locale.parse(_BABEL.get(self.locale, self.locale))

    @property
    def _lead(self) -> str:
        """Return the invisible mark that keeps a figure from running on with Latin letters before it."""
        return "\u200f" if self.rtl else ""

    def text(self, content: Content) -> str:
        """Return a message translated, a string as it is."""
        return self.translate(content) if isinstance(content, Message) else content

    def number(self, value: int | Decimal, places: int = 0) -> str:
        """Return a figure with grouping and exactly `places` digits after the point."""
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return format_decimal(value, pattern, self.babel, numbering_system="latn")

    def percent(self, part: Fraction | Decimal, places: int = 0) -> str:
        """Return a share (1 is the whole) as a percentage."""
        exact = Fraction(part) * 100
        return f"{self.number(_rounded(exact, places), places)}\u00a0%"

    def money(self, amount: Money, *, cents: bool | None = None) -> str:
        """Return the amount with its currency; the minor digits where they are not zero, or as `cents` says."""
        figure, sign = (
            self.figure(amount, cents=cents),
            "US$" if amount.currency == "USD" else amount.currency,
        )
        if self.rtl:
            # A Latin sign beside a figure would be torn apart by the bidi order: the name is written instead.
            return f"{self._lead}{figure}\u00a0{get_currency_name(amount.currency, locale=self.babel)}"
        leads = self.babel.currency_formats["standard"].pattern.lstrip("\u200f").startswith("¤")
        return f"{sign}\u00a0{figure}" if leads else f"{figure}\u00a0{sign}"

    def figure(self, amount: Money, *, cents: bool | None = None) -> str:
        """Return the amount without its currency, for a column whose head names it."""
        places = digits(amount.currency)
        whole = amount.minor % 10**places == 0
        return self.number(amount.decimal(), 0 if (whole if cents is None else not cents) else places)

    def figures(self, amounts: Sequence[Money]) -> list[str]:
        """Return the amounts of one table with the same number of digits after the point."""
        cents = any(a.minor % 10 ** digits(a.currency) for a in amounts)
        return [self.figure(a, cents=cents) for a in amounts]

    def day(self, value: date) -> str:
        """Return a date as "31 July 2024" in the language."""
        return self._lead + format_date(value, "long", self.babel)

    def days(self, first: date, last: date) -> str:
        """Return a span of days, saying once what both have in common: "10–12 September 2024"."""
        if first == last:
            return self.day(first)
        # The day comes first in all our languages but Chinese.
        if (first.year, first.month) == (last.year, last.month) and not self.chinese:
            return f"{self._lead}{first.day}–{format_date(last, 'long', self.babel)}"
        return f"{self.day(first)} – {self.day(last)}"

    def moment(self, value: datetime, zone: str = "UTC") -> str:
        """Return a moment to the second in `zone` (an IANA name) with the zone said."""
        there = value.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
        comma = _COMMA.get(self.locale, ", ")
        clock = format_time(there, "HH:mm:ss", locale=self.babel)
        if zone == "UTC":
            return f"{self.day(there)}{comma}{clock} UTC"
        city = get_timezone_location(zone, locale=self.babel, return_city=True)
        return f"{self.day(there)}{comma}{clock} ({city}{comma}{_offset(there)})"


def _offset(moment: datetime) -> str:
    delta = moment.utcoffset() or timedelta(0)
    hours, minutes = divmod(abs(int(delta.total_seconds())) // 60, 60)
    return f"UTC{'-' if delta < timedelta(0) else '+'}{hours:02d}:{minutes:02d}"


def _rounded(value: Fraction, places: int) -> Decimal:
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)
