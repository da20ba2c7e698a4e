"""Measures, colours and type of printed documents: the only place where one of them is written."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from .fonts import BOLD, ITALIC, REGULAR

PAGE = A4
MARGIN = 25 * mm
MEASURE = PAGE[0] - 2 * MARGIN
HANG = 10 * mm

INK = HexColor("#14212B")
MUTED = HexColor("#4A5A66")
LINE = HexColor("#9AA8B2")
GROUND = HexColor("#F1F4F6")
ACCENT = HexColor("#005F99")

START, END, CENTRE, OWN = "start", "end", "centre", "own"


@dataclass(frozen=True)
class Style:
    """How a text is set. `align` OWN follows the direction of the text itself: for what people wrote."""

    size: float = 10
    leading: float = 14
    weight: str = REGULAR
    colour: Color = INK
    align: str = START
    before: float = 0
    after: float = 6
    indent: float = 0
    role: str = "P"


BODY = Style()
OWN_WORDS = Style(align=OWN)
SMALL = Style(size=8, leading=11, colour=MUTED, after=3)
NOTE = Style(size=9, leading=12.5, colour=MUTED, after=6)
QUOTE = Style(size=10, leading=14, weight=ITALIC, indent=HANG)
CELL = Style(size=8.5, leading=11.5, after=0)
CELL_HEAD = Style(size=8, leading=10.5, weight=BOLD, after=0)
CELL_TOTAL = Style(size=8.5, leading=11.5, weight=BOLD, after=0)
LABEL = Style(size=9, leading=12.5, colour=MUTED, after=0)
VALUE = Style(size=10, leading=13.5, after=0)
STRONG_VALUE = Style(size=10, leading=13.5, weight=BOLD, after=0)
TITLE = Style(size=17, leading=23, weight=BOLD, before=4, after=6, role="H1")
SUBTITLE = Style(size=11, leading=15.5, colour=MUTED, after=14)
HEADING = Style(size=12.5, leading=17, weight=BOLD, before=14, after=6, role="H2")
SUBHEADING = Style(size=10.5, leading=14.5, weight=BOLD, before=10, after=4, role="H3")
QUESTION = Style(size=9.5, leading=13, weight=BOLD, colour=MUTED, before=6, after=2)
LEAD = Style(weight=BOLD, before=6, after=3)
CONTENTS = Style(leading=15, after=1, role="TOCI")
CODE = Style(size=13, leading=18, weight=BOLD, after=2)
LETTERHEAD = Style(size=11, leading=14.5, weight=BOLD, colour=ACCENT, after=3)
LETTERHEAD_SMALL = Style(size=8, leading=11, colour=MUTED, after=0)
ADDRESS = Style(after=0)
ADDRESS_STRONG = Style(weight=BOLD, after=0)
SUBJECT = Style(size=12.5, leading=17, weight=BOLD, before=10, after=8, role="H1")
MAST = Style(size=10.5, leading=14.5, weight=BOLD, after=1)
MAST_STRONG = Style(size=14, leading=19, weight=BOLD, after=2)
SYMBOL = Style(size=11.5, leading=15, weight=BOLD, align=END, after=0)
DISTRIBUTION = Style(size=9, leading=12.5, after=0)
