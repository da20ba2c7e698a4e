"""Two stacks of text beside each other: the letterhead and the masthead of a meeting document."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from .canvas import Block
from .styles import INK
from .text import Text

_GAP = 8 * mm


class Columns(Block):
    """Text at the start edge and text at the end, with a rule above and below (thickness in points, 0 for none)."""

    def __init__(
        self,
        start: Sequence[Text],
        end: Sequence[Text],
        *,
        share: float = 0.6,
        rules: tuple[float, float] = (0, 0),
    ) -> None:
        super().__init__()
        self.start, self.end, self.share, self.rules = start, end, share, rules
        self.spaceBefore, self.spaceAfter = 0, 10

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.widths = (available_width * self.share - _GAP, available_width * (1 - self.share))
        heights = [self._stack(s, w) for s, w in zip((self.start, self.end), self.widths, strict=True)]
        self.height = max(heights) + sum(2 * mm + rule for rule in self.rules if rule)
        return self.width, self.height

    def _stack(self, texts: Sequence[Text], width: float) -> float:
        return sum(text.wrap(width, 0)[1] + text.getSpaceAfter() for text in texts)

    def draw(self) -> None:
        above, below = self.rules
        top = self.height - (2 * mm + above if above else 0)
        rtl = (self.start or self.end)[0].language.rtl
        places = (self.width - self.widths[0], 0.0) if rtl else (0.0, self.width - self.widths[1])
        for texts, x, width in zip((self.start, self.end), places, self.widths, strict=True):
            y = top
            for text in texts:
                y -= text.wrap(width, 0)[1]
                text.drawOn(self.canv, x, y)
                y -= text.getSpaceAfter()
        self._rule(self.height, above)
        self._rule(0, below)

    def _rule(self, y: float, thickness: float) -> None:
        if thickness:
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(thickness)
            self.canv.line(0, y, self.width, y)
