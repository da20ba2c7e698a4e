"""Larger pieces of a page: headings bound to what follows, lines of a table of contents, signatures, the check box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import segno
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from .canvas import Block, TaggedCanvas
from .fonts import REGULAR
from .language import Content, Language
from .lines import Run, lines
from .structure import Node
from .styles import BODY, CONTENTS, END, INK, LABEL, LINE, SMALL, STRONG_VALUE, Style
from .text import Text, draw_line

_GAP = 8 * mm


class Bound(Block):
    """Flowables that stay together: all of the first ones with at least the beginning of the last."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts = list(parts)
        self.spaceBefore, self.spaceAfter = parts[0].getSpaceBefore(), parts[-1].getSpaceAfter()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.heights = [part.wrap(available_width, available_height)[1] for part in self.parts]
        self.width, self.height = available_width, sum(self.heights) + sum(self._gaps())
        return self.width, self.height

    def _gaps(self) -> list[float]:
        pairs = zip(self.parts, self.parts[1:], strict=False)
        return [max(upper.getSpaceAfter(), lower.getSpaceBefore()) for upper, lower in pairs]

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        left = available_height - (self.height - self.heights[-1])
        if left <= 0:
            return []
        pieces = self.parts[-1].split(available_width, left)
        return [Bound([*self.parts[:-1], pieces[0]]), *pieces[1:]] if len(pieces) > 1 else []

    def draw(self) -> None:
        y = self.height
        for part, height, gap in zip(self.parts, self.heights, [0.0, *self._gaps()], strict=True):
            y -= gap + height
            part.drawOn(self.canv, 0, y)


class ContentsLine(Text):
    """One line of the table of contents: number, title, dots and the page, which is filled in at the end."""

    def __init__(self, title: Text, key: str, level: int, hang: float) -> None:
        style = replace(CONTENTS, indent=level * 8 * mm)
        super().__init__(title.runs, title.language, style, label=title.label, hang=hang)
        self.runs = [Run(run.text, REGULAR) for run in title.runs]
        self.rtl, self.mirrored, self.key = title.rtl, title.language.rtl, key

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        super().wrap(available_width - 14 * mm, available_height)
        self.full = available_width
        return available_width, self.height

    def draw(self) -> None:
        shift = 14 * mm if self.language.rtl else 0
        self.canv.translate(shift, 0)
        super().draw()
        self.canv.translate(-shift, 0)
        self.canv.link(self.node, self.key, (0, 0, self.full, self.height))
        left, bottom = self.canv.absolutePosition(0, 0)
        self.canv.later(lambda canvas, total: self._draw_page(canvas, left, bottom))

    def _draw_page(self, canvas: TaggedCanvas, left: float, bottom: float) -> None:
        number = self.language.number(canvas.anchors[self.key].page + 1)
        line = lines([Run(number)], 1e9, rtl=False, chinese=False)[0]
        style = Style(size=self.style.size, align=END)
        canvas.saveState()
        canvas.translate(left, bottom)
        with canvas.tagged(self.node):
            canvas.setFillColor(INK)
            draw_line(canvas, line, style, 4, 0, self.full, mirrored=self.language.rtl)
        canvas.restoreState()


@dataclass(frozen=True)
class Signatory:
    """Who signs: for whom, name, function.

    `signed` is what stands in place of ink ("Signed electronically on ..."); `stamp` leaves an empty place instead.
    """

    party: Content
    name: str = ""
    function: Content = ""
    signed: Content = ""
    stamp: bool = False


class Signatures(Block):
    """Places to sign, two beside each other, never divided between pages."""

    def __init__(self, people: Sequence[Signatory], language: Language, labels: Sequence[Content]) -> None:
        super().__init__()
        self.language, self.labels = language, labels
        self.blocks = [self._block(person) for person in people]
        self.spaceBefore, self.spaceAfter = 14, 10

    def _block(self, person: Signatory) -> list[tuple[Text | None, float]]:
        """Return the lines of one place with the room above each; None is the rule to sign on."""
        if person.stamp:
            return [(Text(person.party, self.language, LABEL), 0)]
        name, function, day = self.labels
        signed = Text(person.signed, self.language, SMALL) if person.signed else None
        lines_: list[tuple[Text | None, float]] = [(Text(person.party, self.language, STRONG_VALUE), 0)]
        lines_ += [(signed, 9 * mm), (None, 1)] if signed else [(None, 16 * mm)]
        for label, value in ((name, person.name), (function, person.function)):
            words = self.language.text(value)
            lines_.append((Text(words, self.language, BODY) if words else self._blank(label), 3))
        if not person.signed:
            lines_.append((self._blank(day), 3))
        return lines_

    def _blank(self, label: Content) -> Text:
        return Text(f"{self.language.text(label)}: ", self.language, LABEL)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.column = available_width, (available_width - _GAP) / 2
        self._level()
        heights = [sum(self._height(t) + gap for t, gap in block) for block in self.blocks]
        self.tops = [max(heights[i : i + 2]) + 8 * mm for i in range(0, len(heights), 2)]
        self.height = sum(self.tops) - 8 * mm
        return self.width, self.height

    def _level(self) -> None:
        """Put the rules of a pair at one height, however many lines stand above them."""
        for place in range(0, len(self.blocks) - 1, 2):
            pair = self.blocks[place : place + 2]
            if all(len(block) > 1 for block in pair):
                tops = [self._height(block[0][0]) for block in pair]
                for block, top in zip(pair, tops, strict=True):
                    block[0] = (block[0][0], max(tops) - top)

    def _height(self, text: Text | None) -> float:
        return text.wrap(self.column, 0)[1] if text else 1

    def draw(self) -> None:
        top = self.height
        for place, block in enumerate(self.blocks):
            if place and place % 2 == 0:
                top -= self.tops[place // 2 - 1]
            at_end = place % 2 == 1
            x = self.column + _GAP if at_end != self.language.rtl else 0
            self._draw_block(block, x, top)

    def _draw_block(self, block: list[tuple[Text | None, float]], x: float, y: float) -> None:
        for text, gap in block:
            y -= gap + self._height(text)
            if text:
                text.drawOn(self.canv, x, y)
            else:
                self.canv.setStrokeColor(INK)
                self.canv.setLineWidth(0.5)
                self.canv.line(x, y, x + self.column, y)


class Check(Block):
    """The box by which a reader checks a document: its code, where to type it, and the same as a QR code."""

    def __init__(self, texts: Sequence[Text], address: str, alt: str) -> None:
        super().__init__()
        self.texts, self.address = texts, address
        self.node = Node("Figure", alt=alt)
        self.spaceBefore, self.spaceAfter = 14, 8
        self.side = 19 * mm if address else 0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.inner = available_width - self.side - 10 * mm
        self.rows = [text.wrap(self.inner, 0)[1] + text.getSpaceAfter() for text in self.texts]
        self.height = max(sum(self.rows), self.side) + 5 * mm
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 0, self.width, self.height)
        rtl = self.texts[0].language.rtl
        start = self.side + 6 * mm if rtl and self.side else 4 * mm
        y = self.height - 2.5 * mm
        for text, row in zip(self.texts, self.rows, strict=True):
            y -= row
            text.drawOn(self.canv, start, y + text.getSpaceAfter())
        if self.address:
            self._draw_code(3 * mm if rtl else self.width - self.side - 3 * mm, (self.height - self.side) / 2)

    def _draw_code(self, x: float, y: float) -> None:
        matrix = list(segno.make(self.address, error="m", micro=False).matrix)
        cell = self.side / len(matrix)
        self.node.parent = self.canv.root
        with self.canv.tagged(self.node):
            self.canv.setFillColor(INK)
            path = self.canv.beginPath()
            for line, row in enumerate(matrix):
                for place, dark in enumerate(row):
                    if dark:
                        path.rect(x + place * cell, y + self.side - (line + 1) * cell, cell, cell)
            self.canv.drawPath(path, stroke=0, fill=1)
