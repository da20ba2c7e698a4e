"""The structure of a document as a reader's software sees it: a tree of headings, paragraphs, tables."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """A stretch of a page's content: the page counted from 0 and its marked-content number there."""

    page: int
    number: int


@dataclass(frozen=True)
class Link:
    """A place on a page (left, bottom, right, top in points) that leads to the anchor `target`."""

    page: int
    box: tuple[float, float, float, float]
    target: str


@dataclass(eq=False)
class Node:
    """An element of the structure tree. Attached to its parent when first drawn, so the order is that of reading."""

    role: str
    parent: "Node | None" = None
    children: "list[Node | Mark | Link]" = field(default_factory=list)
    actual_text: str = ""
    alt: str = ""
    scope: str = ""
    span: int = 1
    attached: bool = False

    def attach(self) -> None:
        """Put the element and all above it into the tree, once."""
        if self.parent is not None and not self.attached:
            self.attached = True
            self.parent.attach()
            self.parent.children.append(self)


@dataclass(frozen=True)
class Anchor:
    """A heading that can be reached: its title, its level (0 first), the page and the height on it."""

    title: str
    level: int
    page: int
    top: float
