"""The inventory of non-expendable equipment: every item with its place, who keeps it and its condition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipgrants.core.i18n import msg
from sipgrants.core.money import Money

from .files import FileEntry, write_files
from .kit.language import Content, Language
from .kit.page import Imprint
from .kit.table import Column, Row
from .kit.writer import Writer
from .progress_report import Chapter, write_chapters

KIND = msg("Inventory of equipment")


@dataclass(frozen=True)
class Listed:
    """An item of the inventory; `bought` is None where the day was not given, `fate` says what became of it."""

    name: str
    serial: str
    bought: date | None
    cost: Money
    place: str
    custodian: str
    condition: Content
    fate: Content = ""


@dataclass(frozen=True)
class Inventory:
    """The inventory of a year."""

    imprint: Imprint
    agreement: str
    title: str
    party: str
    starts: date
    ends: date
    submitted_by: str
    submitted_at: datetime
    items: Sequence[Listed]
    chapters: Sequence[Chapter]
    files: Sequence[FileEntry] = ()


def render(inventory: Inventory, language: Language) -> bytes:
    """Return the inventory as PDF."""
    writer = Writer(language, inventory.imprint)
    writer.title(KIND, inventory.title)
    submitted = msg(
        "%(moment)s by %(name)s",
        moment=language.moment(inventory.submitted_at),
        name=inventory.submitted_by,
    )
    writer.facts(
        [
            (msg("Agreement number"), inventory.agreement),
            (msg("Party"), inventory.party),
            (msg("Period"), language.days(inventory.starts, inventory.ends)),
            (msg("Submitted"), submitted),
        ]
    )
    writer.section(msg("Equipment"))
    _write_items(writer, inventory.items)
    write_chapters(writer, inventory.chapters)
    if inventory.files:
        writer.section(msg("Files"))
        write_files(writer, inventory.files)
    return writer.pdf(title=KIND, kind=KIND)


def _write_items(writer: Writer, items: Sequence[Listed]) -> None:
    columns = [
        Column(msg("Item"), 1.5),
        Column(msg("Serial number"), 1.2),
        Column(msg("Bought on")),
        Column(msg("US dollars"), figures=True),
        Column(msg("Place"), 1.4),
        Column(msg("Person in charge"), 1.15),
        Column(msg("Condition"), 0.95),
        Column(msg("What became of it"), 1.1),
    ]
    figures = writer.language.figures([one.cost for one in items])
    day = writer.language.day
    rows = [
        Row(
            (
                i.name,
                i.serial,
                day(i.bought) if i.bought else "",
                figure,
                i.place,
                i.custodian,
                i.condition,
                i.fate,
            )
        )
        for i, figure in zip(items, figures, strict=True)
    ]
    writer.table(columns, rows)
