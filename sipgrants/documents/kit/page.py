"""The page all documents share: A4, programme and number in the head, verification code and page at the foot."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from sipgrants.core.i18n import msg

from . import fonts
from .canvas import TaggedCanvas
from .language import Content, Language
from .lines import Run, is_rtl, lines
from .styles import CENTRE, END, LINE, MARGIN, MEASURE, MUTED, PAGE, START, Style
from .tags import Properties, finish

PROGRAMME = msg("Specific International Programme to Support Capacity-Building and Technical Assistance")
CONVENTION = msg("Minamata Convention on Mercury")
SECRETARIAT = msg("Secretariat of the Minamata Convention on Mercury")
DRAFT = msg("Draft, not issued")

_SMALL = Style(size=7.5, leading=10, colour=MUTED)


@dataclass(frozen=True)
class Imprint:
    """What every document carries: its number, when it was made (aware), its verification code and where to check it.

    `code` is formatted as `documents.codes.formatted` gives it; without one the foot says what the paper is instead.
    `notice` stands in the head of every page ("Demonstration: ...").
    """

    number: str
    made_at: datetime
    code: str = ""
    verify_at: str = ""
    notice: Content = ""
    instead: Content = DRAFT


def typeset(
    story: Sequence[Flowable],
    imprint: Imprint,
    language: Language,
    *,
    title: Content,
    kind: Content,
    masthead: bool = False,
) -> bytes:
    """Return the PDF. With `masthead` the first page has a head of its own in the story."""
    fonts.prepare()
    out = io.BytesIO()
    kept: list[TaggedCanvas] = []

    def canvas(*args: Any, **kwargs: Any) -> TaggedCanvas:
        kwargs.update(invariant=1, pageCompression=1, initialFontName=fonts.BASE_FONT, initialFontSize=10)
        kept.append(TaggedCanvas(*args, **kwargs))
        return kept[-1]

    def dress(page: TaggedCanvas, template: BaseDocTemplate) -> None:
        _draw_notice(page, imprint, language)
        if page.page or not masthead:
            _draw_head(page, imprint, language)
        page.later(lambda at, total: _draw_foot(at, total, imprint, language))

    template = BaseDocTemplate(out, pagesize=PAGE, invariant=1)
    frame = Frame(MARGIN, MARGIN, MEASURE, PAGE[1] - 2 * MARGIN, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=dress))  # type: ignore[arg-type]
    template.build(list(story), canvasmaker=canvas)
    return finish(out.getvalue(), kept[-1], _properties(imprint, language, title, kind))


def _properties(imprint: Imprint, language: Language, title: Content, kind: Content) -> Properties:
    return Properties(
        title=f"{imprint.number} - {language.text(title)}",
        author=language.text(SECRETARIAT),
        subject=language.text(kind),
        locale=language.locale,
        made_at=imprint.made_at.astimezone(UTC),
    )


def _draw_head(page: TaggedCanvas, imprint: Imprint, language: Language) -> None:
    y = PAGE[1] - 15 * mm
    _put(page, language.text(PROGRAMME), START, y, language, True)
    _put(page, imprint.number, END, y, language)
    _rule(page, y - 4)


def _draw_notice(page: TaggedCanvas, imprint: Imprint, language: Language) -> None:
    if imprint.notice:
        notice = language.text(imprint.notice)
        _put(page, notice, CENTRE, PAGE[1] - 9 * mm, language, not isinstance(imprint.notice, str))


def _draw_foot(page: TaggedCanvas, total: int, imprint: Imprint, language: Language) -> None:
    y = 13 * mm
    _rule(page, y + 11)
    if imprint.code:
        # The code alone runs from left to right; its label is in the language.
        foot = language.text(msg("Verification code %(code)s", code=imprint.code))
    else:
        foot = language.text(imprint.instead)
    _put(page, foot, START, y, language, True)
    count = msg("Page %(page)s of %(total)s", page=page.page + 1, total=total)
    _put(page, language.text(count), END, y, language, True)


def _put(
    page: TaggedCanvas, text: str, align: str, y: float, language: Language, message: bool = False
) -> None:
    """Draw one line in the margin of the page; an artifact, read by nobody."""
    rtl = language.rtl if message else is_rtl(text)
    pieces = lines([Run(text)], 1e9, rtl=rtl, chinese=language.chinese)[0]
    style = Style(size=_SMALL.size, align=align)
    length = sum(piece.width for piece in pieces) * style.size / 1000
    page.setFillColor(MUTED)
    text_object = page.beginText(_edge(align, length, language), y)
    for piece in pieces:
        text_object.setFont(piece.face.name, style.size)
        text_object.textOut(piece.text)
    page.drawText(text_object)


def _edge(align: str, length: float, language: Language) -> float:
    if align == CENTRE:
        return float(PAGE[0] - length) / 2
    return MARGIN if (align == START) != language.rtl else float(PAGE[0] - MARGIN - length)


def _rule(page: TaggedCanvas, y: float) -> None:
    page.setStrokeColor(LINE)
    page.setLineWidth(0.4)
    page.line(MARGIN, y, PAGE[0] - MARGIN, y)
