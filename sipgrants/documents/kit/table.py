"""Tables with thin rules: figures at the end edge, columns in reading order, heads repeated on every page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.platypus.flowables import Flowable

from .canvas import Block
from .language import Content, Language
from .structure import Node
from .styles import CELL, CELL_HEAD, CELL_TOTAL, CENTRE, END, GROUND, INK, LINE, START, Style
from .text import Text, Words

PAD_X, PAD_Y = 5.0, 3.0
BODY_ROW, TOTAL_ROW, GROUP_ROW = "body", "total", "group"


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width left over, and whether it holds figures (then as wide as they are)."""

    title: Content
    share: float = 1.0
    figures: bool = False
    centred: bool = False

    @property
    def align(self) -> str:
        return END if self.figures else CENTRE if self.centred else START


@dataclass(frozen=True)
class Row:
    """A row: its words by column; a total is bold under a rule, a group is one cell over the whole width."""

    cells: Sequence[Words]
    kind: str = BODY_ROW


@dataclass
class _Laid:
    """A row being set: its cells, where they stand from the start edge, its element and its height."""

    cells: list[Text]
    boxes: list[tuple[float, float]]
    node: Node
    kind: str
    head: bool = False
    height: float = 0.0
    drawn: bool = field(default=False)


class Table(Block):
    """Rows under column heads. With `row_heads` the first cell of a row is the head of that row."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        language: Language,
        *,
        row_heads: bool = True,
        heads: bool = True,
        cell: Style = CELL,
        rules: bool = True,
    ) -> None:
        super().__init__()
        self.columns, self.source, self.language, self.row_heads, self.cell = (
            columns,
            rows,
            language,
            row_heads,
            cell,
        )
        self.heads, self.rules, self.node = heads, rules, Node("Table")
        self.rows: list[_Laid] = []
        self.repeat: _Laid | None = None
        self.spaceBefore, self.spaceAfter = 4, 10
        self._laid_at = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if self._laid_at != available_width:
            self._lay(available_width)
        self.width, self.height = available_width, sum(row.height for row in self._all())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        space = available_height - (self.repeat.height if self.repeat else 0)
        fits, used = 0, 0.0
        while fits < len(self.rows) and used + self.rows[fits].height <= space + 1e-6:
            used += self.rows[fits].height
            fits += 1
        # A group's name and the row above a total stay with what follows.
        while (
            fits
            and fits < len(self.rows)
            and (self.rows[fits - 1].kind == GROUP_ROW or self.rows[fits].kind == TOTAL_ROW)
        ):
            fits -= 1
        if not fits:
            return self._split_row(space)
        return [self._part(self.rows[:fits]), self._part(self.rows[fits:])]

    def _split_row(self, space: float) -> list[Flowable]:
        """Break inside the first row: only where it would not fit on a page of its own."""
        if not self.rows or self.rows[0].height < 500 or space < 100:
            return []
        row = self.rows[0]
        upper = _Laid([], row.boxes, row.node, row.kind)
        lower = _Laid([], row.boxes, row.node, row.kind)
        for cell, (_, width) in zip(row.cells, row.boxes, strict=True):
            parts = cell.split(width, space - 2 * PAD_Y)
            first = parts[0] if parts else cell
            upper.cells.append(first if isinstance(first, Text) else cell)
            lower.cells.append(
                parts[1] if len(parts) > 1 and isinstance(parts[1], Text) else self._blank(cell)
            )
        for half in (upper, lower):
            half.height = _height(half)
        if upper.height > space:
            return []
        return [self._part([upper]), self._part([lower, *self.rows[1:]])]

    def _blank(self, cell: Text) -> Text:
        return Text("", self.language, cell.style, node=cell.node)

    def _part(self, rows: list[_Laid]) -> "Table":
        part = Table(
            self.columns, (), self.language, row_heads=self.row_heads, heads=self.heads, rules=self.rules
        )
        part.rows, part.repeat, part.node, part._laid_at = rows, self.repeat, self.node, self._laid_at
        part.spaceBefore, part.spaceAfter = self.spaceBefore, self.spaceAfter
        return part

    def _all(self) -> list[_Laid]:
        return [self.repeat, *self.rows] if self.repeat else self.rows

    def _lay(self, width: float) -> None:
        self._laid_at = width
        head = [Text(c.title, self.language, _aligned(CELL_HEAD, c)) for c in self.columns]
        body = [
            [self._text(words, column, row) for words, column in self._placed(row)] for row in self.source
        ]
        boxes = _boxes(self._widths(width, head, body))
        self.repeat = self._row(head, boxes, BODY_ROW, head=True) if self.heads else None
        whole = [(PAD_X, width - 2 * PAD_X)]
        self.rows = [
            self._row(cells, whole if row.kind == GROUP_ROW else boxes, row.kind)
            for cells, row in zip(body, self.source, strict=True)
        ]

    def _placed(self, row: Row) -> list[tuple[Words, Column]]:
        if row.kind == GROUP_ROW:
            return [(row.cells[0], Column(""))]
        return list(zip(row.cells, self.columns, strict=True))

    def _text(self, words: Words, column: Column, row: Row) -> Text:
        return Text(words, self.language, _aligned(self.cell if row.kind == BODY_ROW else CELL_TOTAL, column))

    def _row(
        self, cells: list[Text], boxes: list[tuple[float, float]], kind: str, *, head: bool = False
    ) -> _Laid:
        node = Node("TR", self.node)
        for place, cell in enumerate(cells):
            named = self.row_heads and place == 0
            cell.node.role, cell.node.parent = ("TH" if head or named else "TD"), node
            cell.node.scope = ("Column" if head else "Row") if head or named else ""
            cell.node.span = len(self.columns) if kind == GROUP_ROW else 1
        laid = _Laid(cells, boxes, node, kind, head)
        laid.height = _height(laid)
        return laid

    def _widths(self, width: float, head: list[Text], body: list[list[Text]]) -> list[float]:
        """Return each column's width: figures as wide as they are, the others share the rest."""
        fixed = [0.0] * len(self.columns)
        for place, column in enumerate(self.columns):
            if column.figures:
                cells = [row[place].natural_width() for row in body if len(row) == len(self.columns)]
                # A head of several words may break; its longest word may not.
                words = max(
                    (_word_width(w, head[place]) for w in head[place].runs[0].text.split()), default=0.0
                )
                two_lines = head[place].natural_width() * 0.6
                fixed[place] = min(max([words, two_lines, *cells]), width / 3) + 2 * PAD_X + 0.5
        left = max(width - sum(fixed), width * 0.2)
        shares = sum(c.share for c in self.columns if not c.figures) or 1.0
        found = [f or left * c.share / shares for f, c in zip(fixed, self.columns, strict=True)]
        return [w * width / sum(found) for w in found]

    def draw(self) -> None:
        self.node.parent = self.node.parent or self.canv.root
        y = self.height
        for row in self._all():
            y -= row.height
            self._draw_ground(row, y)
            self._draw_cells(row, y)
        if self.rules:
            self._rule(0, 0.8 if self.heads else 0.3)

    def _draw_ground(self, row: _Laid, y: float) -> None:
        if row.head:
            self.canv.setFillColor(GROUND)
            self.canv.rect(0, y, self.width, row.height, stroke=0, fill=1)
        if self.rules and row.head:
            self._rule(y + row.height, 0.8)
            self._rule(y, 0.5)
        elif self.rules:
            self._rule(y + row.height if row.kind == TOTAL_ROW else y, 0.6 if row.kind == TOTAL_ROW else 0.3)

    def _rule(self, y: float, thickness: float) -> None:
        self.canv.setStrokeColor(INK if thickness > 0.5 else LINE)
        self.canv.setLineWidth(thickness)
        self.canv.line(0, y, self.width, y)

    def _draw_cells(self, row: _Laid, y: float) -> None:
        # Heads drawn again on a later page are decoration: they are read once.
        again = row.head and row.drawn
        row.drawn = True
        for cell, (start, width) in zip(row.cells, row.boxes, strict=True):
            x = self.width - start - width if self.language.rtl else start
            cell.wrap(width, 0)
            self.canv.saveState()
            self.canv.translate(x, y + row.height - PAD_Y - cell.height)
            cell.canv = self.canv
            if again:
                cell._draw_lines()
            else:
                cell.draw()
            self.canv.restoreState()


def _aligned(style: Style, column: Column) -> Style:
    return Style(style.size, style.leading, style.weight, style.colour, column.align, role="TD")


def _boxes(widths: Sequence[float]) -> list[tuple[float, float]]:
    found, edge = [], 0.0
    for width in widths:
        found.append((edge + PAD_X, width - 2 * PAD_X))
        edge += width
    return found


def _height(row: _Laid) -> float:
    return (
        max(cell.wrap(width, 0)[1] for cell, (_, width) in zip(row.cells, row.boxes, strict=True)) + 2 * PAD_Y
    )


def _word_width(word: str, like: Text) -> float:
    return Text(word, like.language, like.style).natural_width()
