"""Text on the page: one flowable for every language, with its place in the structure tree."""

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from .canvas import Block, TaggedCanvas
from .language import Content, Language
from .lines import Piece, Run, has_rtl, is_rtl, lines, widest
from .structure import Node
from .styles import BODY, CENTRE, END, HANG, OWN, Style

Words = Content | Sequence[Run]


class Text(Block):
    """A paragraph, heading or cell. `label` (a number) hangs at the start edge before the text."""

    def __init__(
        self,
        words: Words,
        language: Language,
        style: Style = BODY,
        *,
        label: str = "",
        hang: float = HANG,
        node: Node | None = None,
    ) -> None:
        super().__init__()
        self.language, self.style, self.label = language, style, label
        self.runs = _runs(words, language, style)
        plain = "".join(run.text for run in self.runs)
        # A message is in the document's language; what people typed has a direction of its own.
        self.rtl = is_rtl(plain) if isinstance(words, str) else language.rtl
        self.mirrored = self.rtl if style.align == OWN and is_rtl_known(plain) else language.rtl
        self.offset = style.indent + (hang if label else 0)
        self.node = node or Node(style.role)
        # Drawn from left to right, such text stands in the file in the order of the eye, not of the reader.
        if (self.rtl or has_rtl(plain)) and not self.node.actual_text:
            self.node.actual_text = f"{label} {plain}".strip()
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.on_draw: Callable[[TaggedCanvas, float], None] | None = None
        self._lines: list[list[Piece]] = []
        self._broken_at = -1.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if self._broken_at != available_width:
            space = (available_width - self.offset) * 1000 / self.style.size
            self._lines = lines(self.runs, space, rtl=self.rtl, chinese=self.language.chinese)
            self._broken_at = available_width
        self.width, self.height = available_width, len(self._lines) * self.style.leading
        return self.width, self.height

    def natural_width(self) -> float:
        """Return the width of the text if no line is broken."""
        return self.offset + widest(self.runs, chinese=self.language.chinese) * self.style.size / 1000

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        fits = int(available_height / self.style.leading + 1e-6)
        count = len(self._lines)
        # Neither the first nor the last line of a paragraph stands alone.
        fits = min(fits, count - 2) if fits < count else count
        if fits < 2 or self.style.role.startswith("H"):
            return []
        if fits == count:
            return [self]
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, end: int) -> "Text":
        part = Text((), self.language, self.style, node=self.node)
        part.runs, part.rtl, part.mirrored, part.offset = self.runs, self.rtl, self.mirrored, self.offset
        part.label = self.label if start == 0 else ""
        part.spaceBefore, part.spaceAfter = (self.style.before if start == 0 else 0), self.style.after
        part.on_draw = self.on_draw if start == 0 else None
        part._lines, part._broken_at = self._lines[start:end], self._broken_at
        return part

    def draw(self) -> None:
        if self.node.parent is None and self.node is not self.canv.root:
            self.node.parent = self.canv.root
        with self.canv.tagged(self.node):
            self._draw_lines()
        if self.on_draw:
            self.on_draw(self.canv, self.height)

    def _draw_lines(self) -> None:
        style, y = self.style, self.height - self.style.leading * 0.5 - self.style.size * 0.36
        self.canv.setFillColor(style.colour)
        if self.label:
            draw_line(
                self.canv, self._label_pieces(), style, y, style.indent, self.width, mirrored=self.mirrored
            )
        for line in self._lines:
            draw_line(self.canv, line, style, y, self.offset, self.width, mirrored=self.mirrored)
            y -= style.leading

    def _label_pieces(self) -> list[Piece]:
        run = [Run(self.label, self.style.weight)]
        return lines(run, 1e9, rtl=self.language.rtl, chinese=self.language.chinese)[0]


def draw_line(
    canvas: Canvas,
    line: Sequence[Piece],
    style: Style,
    y: float,
    offset: float,
    width: float,
    *,
    mirrored: bool,
) -> None:
    """Draw one line with its baseline at `y`, `offset` from the start edge of a box from 0 to `width`."""
    length = sum(piece.width for piece in line) * style.size / 1000
    if style.align == CENTRE:
        x = (width - length) / 2
    elif (style.align == END) != mirrored:
        x = width - length - (offset if style.align != END else 0)
    else:
        x = offset if style.align != END else 0
    text = canvas.beginText(x, y)
    for piece in line:
        text.setFont(piece.face.name, style.size, style.leading)
        text.textOut(piece.text)
    canvas.drawText(text)


def is_rtl_known(text: str) -> bool:
    """Return whether a text has any letter, so that it has a direction of its own."""
    return any(char.isalpha() for char in text)


def _runs(words: Words, language: Language, style: Style) -> list[Run]:
    if isinstance(words, (list, tuple)):
        return [Run(run.text, run.weight) for run in words]
    return [Run(language.text(words), style.weight)]  # type: ignore[arg-type]
