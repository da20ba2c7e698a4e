"""A drawing on paper: the same description that the page draws, in the language's own shaping."""

from reportlab.lib.colors import Color

from .canvas import Block
from .drawing import SIZE, Drawing, Stroke, Word
from .fonts import BOLD, REGULAR
from .language import Language
from .lines import Run, lines
from .structure import Node
from .styles import INK, LINE

_TONES: dict[str, Color] = {"ink": INK, "line": LINE}


class Figure(Block):
    """A drawing as wide as the page allows, as one figure whose description is read in its place."""

    def __init__(self, drawing: Drawing, language: Language) -> None:
        super().__init__()
        self.drawing, self.language = drawing, language
        self.node = Node("Figure", alt=f"{drawing.title}. {drawing.description}")
        self.spaceBefore, self.spaceAfter = 4, 10

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.scale = min(available_width / self.drawing.width, 1.0)
        self.width, self.height = available_width, self.drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        self.node.parent = self.canv.root
        self.canv.saveState()
        # In right-to-left documents the figure begins at the right edge of the text, its time axis does not turn.
        rest = self.width - self.drawing.width * self.scale
        self.canv.translate(rest if self.language.rtl else 0, 0)
        self.canv.scale(self.scale, self.scale)
        with self.canv.tagged(self.node):
            for stroke in self.drawing.strokes:
                self._draw_stroke(stroke)
            for word in self.drawing.words:
                self._draw_word(word)
        self.canv.restoreState()

    def _draw_stroke(self, stroke: Stroke) -> None:
        path = self.canv.beginPath()
        for place, (x, y) in enumerate(stroke.points):
            (path.lineTo if place else path.moveTo)(x, self.drawing.height - y)
        self.canv.setStrokeColor(_TONES[stroke.tone])
        self.canv.setLineWidth(stroke.width)
        self.canv.setDash(list(stroke.dash))
        self.canv.drawPath(path, stroke=1, fill=0)

    def _draw_word(self, word: Word) -> None:
        run = Run(word.text, BOLD if word.strong else REGULAR)
        found = lines([run], 1e9, rtl=self.language.rtl, chinese=self.language.chinese)
        pieces = found[0] if found else []
        length = sum(piece.width for piece in pieces) * SIZE / 1000
        x = word.x - {"start": 0.0, "middle": length / 2, "end": length}[word.anchor]
        text = self.canv.beginText(x, self.drawing.height - word.y)
        self.canv.setFillColor(INK)
        for piece in pieces:
            text.setFont(piece.face.name, SIZE, SIZE)
            text.textOut(piece.text)
        self.canv.drawText(text)
