"""A drawing as a description: strokes and words in one system of coordinates. A page draws it as SVG, paper as PDF.

`x` runs from left to right also where the language does not, as time does on every axis; `y` runs downwards from 0.
Lines differ by their dashes and are named where they end, so nothing hangs on a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, SIZE = 460.0, 270.0, 12.0
LEFT, TOP, BOTTOM = 98.0, 18.0, 24.0  # to the left stand the values of the rules
NAMES = 96.0  # beside the ends of the lines
DASHES: tuple[tuple[float, ...], ...] = ((7, 4), (), (2, 3))
_STEPS = (1, 2, 5)
_LEAST = SIZE * 1.35  # between two names


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `tone`: "line" (rules of the paper) or "ink"."""

    points: tuple[tuple[float, float], ...]
    tone: str = "ink"
    dash: tuple[float, ...] = ()
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A text with its baseline; `anchor`: start, middle or end, always as seen from the left."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, with the words for those who do not see it."""

    title: str
    description: str
    strokes: tuple[Stroke, ...]
    words: tuple[Word, ...]
    width: float = WIDTH
    height: float = HEIGHT
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Series:
    """One line: what it is called, and its values by day; a day without a value is not drawn."""

    name: str
    values: Sequence[tuple[date, int | None]]


def timeline(
    title: str,
    description: str,
    series: Sequence[Series],
    *,
    today: date | None = None,
    today_name: str = "",
    shown: Callable[[int], str] = str,
) -> Drawing:
    """Return lines over time; `shown` writes a value of the axis. Values below nothing are drawn below the base."""
    kept = [(one.name, [(day, value) for day, value in one.values if value is not None]) for one in series]
    days = [day for _name, values in kept for day, _value in values]
    every = [value for _name, values in kept for _day, value in values]
    if not days:
        return Drawing(title, description, (), ())
    scale = _Scale(min(days), max(days), min(0, *every), max(1, *every))
    strokes, words = scale.grid(shown)
    for place, (_name, values) in enumerate(kept):
        line = tuple(scale.at(day, value) for day, value in values)
        strokes.append(Stroke(line, "ink", DASHES[place % len(DASHES)], 1.6))
    if today is not None and min(days) <= today <= max(days):
        x = scale.at(today, 0)[0]
        strokes.append(Stroke(((x, TOP - 4), (x, HEIGHT - BOTTOM)), "ink", (1, 2), 0.6))
        words.append(Word(today_name, x, TOP - 6, "middle"))
    words += _names([(name, scale.at(*values[-1])) for name, values in kept if values])
    return Drawing(title, description, tuple(strokes), tuple(words))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    least: int
    most: int

    def at(self, day: date, value: int) -> tuple[float, float]:
        """Return the place of a value on a day, to a tenth."""
        span = max((self.last - self.first).days, 1)
        x = LEFT + (WIDTH - NAMES - LEFT) * (day - self.first).days / span
        y = TOP + (HEIGHT - TOP - BOTTOM) * (self.top - value) / (self.top - self.base)
        return round(x, 1), round(y, 1)

    @property
    def step(self) -> int:
        """Return the distance between two rules: 1, 2 or 5 times a power of ten, so that there are three to six."""
        size = 1
        while True:
            for one in _STEPS:
                if (self.most - self.least) <= 5 * one * size:
                    return one * size
            size *= 10

    @property
    def top(self) -> int:
        return -(-self.most // self.step) * self.step

    @property
    def base(self) -> int:
        return self.least // self.step * self.step

    def grid(self, shown: Callable[[int], str]) -> tuple[list[Stroke], list[Word]]:
        """Return the rules with their values, and the years."""
        right, foot = WIDTH - NAMES, HEIGHT - BOTTOM
        strokes, words = [], []
        for value in range(self.base, self.top + 1, self.step):
            y = self.at(self.first, value)[1]
            strokes.append(Stroke(((LEFT, y), (right, y)), "ink" if value == 0 else "line"))
            words.append(Word(shown(value), LEFT - 5, round(y + SIZE * 0.35, 1), "end"))
        for year in range(self.first.year, self.last.year + 1):
            x = self.at(max(date(year, 1, 1), self.first), 0)[0]
            strokes.append(Stroke(((x, foot), (x, foot + 4)), "ink"))
            if right - x > 3 * SIZE:
                words.append(Word(str(year), x + 2, foot + SIZE + 4))
        return strokes, _apart(words)


def _apart(words: list[Word]) -> list[Word]:
    """A year that would run into the next one is left out; its mark stays."""
    kept: list[Word] = []
    for one in reversed(words):
        if kept and kept[-1].y == one.y and kept[-1].x - one.x < 2.8 * SIZE:
            continue
        kept.append(one)
    return kept[::-1]


def _names(ends: Sequence[tuple[str, tuple[float, float]]]) -> list[Word]:
    """The names at the ends of their lines, moved apart where lines end close together."""
    placed: list[Word] = []
    below = 0.0
    for name, (x, y) in sorted(ends, key=lambda one: one[1][1]):
        at = max(y + SIZE * 0.35, below)
        below = at + _LEAST
        placed.append(Word(name, x + 5, round(at, 1), strong=True))
    over = placed[-1].y - (HEIGHT - 2) if placed else 0
    return [Word(one.text, one.x, round(one.y - max(over, 0), 1), strong=True) for one in placed]
