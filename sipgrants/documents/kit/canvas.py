"""The canvas that remembers structure: whatever is drawn belongs to an element of the tree or is an artifact."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from .structure import Anchor, Link, Mark, Node

_ARTIFACT = "/Artifact BMC"
Later = Callable[["TaggedCanvas", int], None]


class TaggedCanvas(Canvas):
    """Keeps every page open until the last is known, so that "page n of m" and the contents need one pass only."""

    # ReportLab's own, of which its stubs know nothing.
    _code: list[str]
    _pageNumber: int  # noqa: N815
    _doc: Any
    _filename: Any
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Node("Document", attached=True)
        self.anchors: dict[str, Anchor] = {}
        self.pages: list[dict[str, Any]] = []
        super().__init__(*args, **kwargs)

    @property
    def page(self) -> int:
        """The page being drawn, counted from 0."""
        return self._pageNumber - 1

    def _restartAccumulators(self) -> None:  # noqa: N802 - ReportLab's hook at the start of a page
        super()._restartAccumulators()  # type: ignore[misc]
        self._code.append(_ARTIFACT)
        self._marks = 0
        self._later: list[Later] = []

    @contextmanager
    def tagged(self, node: Node) -> Iterator[None]:
        """Draw as content of `node`."""
        node.attach()
        self._close_artifact()
        self._code.append(f"/{node.role} <</MCID {self._marks}>> BDC")
        node.children.append(Mark(self.page, self._marks))
        self._marks += 1
        yield
        self._code.extend(["EMC", _ARTIFACT])

    def anchor(self, key: str, title: str, level: int, top: float) -> None:
        """Remember where a heading stands; `top` in the current coordinates."""
        self.anchors[key] = Anchor(title, level, self.page, self.absolutePosition(0, top)[1])

    def link(self, node: Node, target: str, box: tuple[float, float, float, float]) -> None:
        """Let a box (in the current coordinates) lead to an anchor."""
        left, bottom = self.absolutePosition(box[0], box[1])
        right, top = self.absolutePosition(box[2], box[3])
        node.children.append(Link(self.page, (left, bottom, right, top), target))

    def later(self, draw: Later) -> None:
        """Draw on this page when the number of pages and every anchor is known; in page coordinates."""
        self._later.append(draw)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self.pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish every page in order and write the file."""
        total = len(self.pages)
        for state in list(self.pages):
            self.__dict__.update(state)
            for draw in self._later:
                draw(self, total)
            self._close_artifact()
            super().showPage()
        # An empty page was begun after the last: it is dropped, not written.
        self._doc.SaveToFile(self._filename, self)

    def _close_artifact(self) -> None:
        if self._code[-1] == _ARTIFACT:
            self._code.pop()
        else:
            self._code.append("EMC")


class Block(Flowable):
    """A flowable of ours: it is drawn on a canvas that remembers structure."""

    canv: TaggedCanvas
