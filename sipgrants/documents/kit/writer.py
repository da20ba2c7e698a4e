"""Writes a document from top to bottom: headings and paragraphs number themselves, headings stay with what follows."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from sipgrants.core.i18n import msg

from . import numbering
from .blocks import Bound, Check, ContentsLine, Signatory, Signatures
from .canvas import TaggedCanvas
from .language import Content, Language
from .page import Imprint, typeset
from .styles import (
    BODY,
    CODE,
    CONTENTS,
    HANG,
    HEADING,
    LABEL,
    LEAD,
    OWN_WORDS,
    SMALL,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Style,
)
from .table import Column, Row, Table
from .text import Text, Words

NOTHING = msg("None")


class Writer:
    """The story of one document in one language, on one imprint."""

    def __init__(self, language: Language, imprint: Imprint) -> None:
        self.language, self.imprint = language, imprint
        self.story: list[Flowable] = []
        self._waiting: list[Flowable] = []
        self._contents_at: int | None = None
        self._headings: list[tuple[Text, str, int]] = []
        self._sections = self._subsections = self._paragraphs = 0

    def pdf(self, *, title: Content, kind: Content, masthead: bool = False) -> bytes:
        """Return the finished file."""
        self._release()
        story = list(self.story)
        if self._contents_at is not None:
            hang = max(
                (self._hang(heading.label, CONTENTS) for heading, _, _ in self._headings), default=HANG
            )
            entries = [ContentsLine(*heading, hang) for heading in self._headings]
            story[self._contents_at : self._contents_at] = entries
        return typeset(story, self.imprint, self.language, title=title, kind=kind, masthead=masthead)

    def put(self, flowable: Flowable) -> None:
        """Add a flowable; headings that wait for company are bound to it."""
        if self._waiting:
            flowable = Bound([*self._waiting, flowable])
            self._waiting = []
        self.story.append(flowable)

    def title(self, words: Content, subtitle: Content = "") -> None:
        self.put(Text(words, self.language, TITLE))
        if subtitle:
            self.put(Text(subtitle, self.language, SUBTITLE))

    def section(self, words: Content, label: str | None = None) -> None:
        """Begin a section; without a label it takes the next number (I., II., ...)."""
        if label is None:
            self._sections += 1
            label = numbering.section(self._sections, self.language.locale)
        self._subsections = 0
        self._heading(words, HEADING, label, 0)

    def subsection(self, words: Content, label: str | None = None) -> None:
        """Begin a subsection; without a label it takes the next letter (A., B., ...)."""
        if label is None:
            self._subsections += 1
            label = numbering.subsection(self._subsections, self.language.locale)
        self._heading(words, SUBHEADING, label, 1)

    def _heading(self, words: Content, style: Style, label: str, level: int) -> None:
        heading = Text(words, self.language, style, label=label, hang=self._hang(label, style))
        key = f"h{len(self._headings)}"
        name = " ".join(part for part in (label, heading.runs[0].text) if part)

        def reached(canvas: TaggedCanvas, top: float) -> None:
            canvas.anchor(key, name, level, top)

        heading.on_draw = reached
        self._headings.append((heading, key, level))
        self._waiting.append(heading)

    def _hang(self, label: str, style: Style) -> float:
        return max(HANG, Text(f"{label}  ", self.language, style).natural_width()) if label else 0

    def paragraph(self, words: Words) -> None:
        """Add a numbered paragraph; the numbers run through the whole document."""
        self._paragraphs += 1
        number = numbering.paragraph(self._paragraphs, self.language.locale)
        self.put(Text(words, self.language, BODY, label=number))

    def text(self, words: Words, style: Style = BODY) -> None:
        self.put(Text(words, self.language, style))

    def note(self, words: Words) -> None:
        """Add a remark under a table."""
        self.put(Text(words, self.language, SMALL))

    def lead(self, words: Words, style: Style = LEAD) -> None:
        """Add a line that stays with what follows but is no heading of the contents."""
        self._waiting.append(Text(words, self.language, style))

    def own_words(self, words: str, empty: Content = NOTHING) -> None:
        """Add what somebody wrote, paragraph by paragraph, each in its own direction."""
        parts = [part for part in words.splitlines() if part.strip()]
        for part in parts:
            self.text(part, OWN_WORDS)
        if not parts:
            self.text(empty, LABEL)

    def items(self, entries: Sequence[Words], indent: float = 0) -> None:
        """Add a list with letters: (a), (b), ..."""
        style = Style(indent=indent, after=4)
        for number, words in enumerate(entries, 1):
            label = numbering.item(number, self.language.locale)
            self.put(Text(words, self.language, style, label=label))

    def facts(self, pairs: Sequence[tuple[Content, Words]], share: float = 2.2) -> None:
        """Add a summary: labels at the start edge, values beside them, thin rules between."""
        rows = [Row((label, value if value != "" else NOTHING)) for label, value in pairs]
        columns = [Column("", 1), Column("", share)]
        self.put(Table(columns, rows, self.language, heads=False, cell=Style(size=9.5, leading=13, after=0)))

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, row_heads: bool = True) -> None:
        """Add a table; without rows it says so in words."""
        if rows:
            self.put(Table(columns, rows, self.language, row_heads=row_heads))
        else:
            self.text(NOTHING, LABEL)

    def contents(self) -> None:
        """Put the table of contents here."""
        self._release()
        self.text(msg("Contents"), Style(size=12.5, leading=17, before=10, after=8, role="P", weight="bold"))
        self._contents_at = len(self.story)

    def signatures(self, people: Sequence[Signatory], keep: int = 1) -> None:
        """Add places to sign, on the page where the last `keep` paragraphs end."""
        labels = (msg("Name"), msg("Function"), msg("Date"))
        block: Flowable = Signatures(people, self.language, labels)
        if self.story and not self._waiting:
            block = Bound([*self.story[-keep:], block])
            del self.story[-keep:]
        self.put(block)

    def check(self) -> None:
        """Add the box by which the document can be checked; nothing while it is a draft."""
        code, address = self.imprint.code, self.imprint.verify_at
        if not code:
            return
        hint = msg("Anyone can check that this document is genuine with this code.")
        texts = [
            Text(msg("Verification code"), self.language, LABEL),
            Text(code, self.language, CODE),
            Text(hint, self.language, SMALL),
        ]
        if address:
            texts.append(Text(address, self.language, SMALL))
        self.put(
            Check(texts, address, self.language.text(msg("QR code of the address where this can be checked")))
        )

    def space(self, points: float) -> None:
        self.put(Spacer(1, points))

    def new_page(self) -> None:
        self._release()
        self.story.append(PageBreak())

    def _release(self) -> None:
        self.story.extend(self._waiting)
        self._waiting = []
