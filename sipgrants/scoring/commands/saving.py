"""Saving one's own sheet while one types: block by block, so that two windows of one member do not overwrite each other."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sipgrants.applications.models import Application
from sipgrants.core import clock
from sipgrants.core.db import command, session
from sipgrants.lifecycle import machine
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires import marks as seen_marks
from sipgrants.questionnaires.commands import Conflict, Saved
from sipgrants.questionnaires.keeping_commands import Hand
from sipgrants.scoring import queries
from sipgrants.scoring.commands.sheets import demand_open, put, start
from sipgrants.scoring.filled import Blocks, from_blocks
from sipgrants.scoring.models import Sheet, SheetChange


@command
def save(
    application: Application, *, by: Actor, typed: Blocks, marks: str | None = None, page: str | None = None
) -> Saved:
    """Keep what was typed on one's own sheet of an application before the Board, and begin the sheet where there is none.

    Nothing is handed in. A block that was changed in another window since the page was opened is not overwritten: both
    texts come back, and the one that was typed is kept aside. `marks`: what the page carried; `page`: which window it is.
    """
    sheet = queries.sheet_of(application.id, by.person_id)
    if sheet is None:
        sheet = start(application, by=by)
    machine.check(sheet, "sheet.edit", by=by)
    demand_open(application)
    saving = _Saving(sheet, queries.present_blocks(sheet, application.round), seen_marks.read(marks))
    hand = SheetHand(sheet.id, by, page)
    for path, text in typed.items():
        if path in saving.present:
            saving.take(path, text, hand)
    hand.set_aside({one.key: one.mine for one in saving.conflicts})
    if saving.changed:
        now = {"page": page, "at": clock.now().isoformat()}
        sheet.written = {**sheet.written, **dict.fromkeys(saving.changed, now)}
        keys = [one.key for one in application.round.criteria]
        put(sheet, application.round, from_blocks(saving.present, keys))
    return saving.saved(typed)


def seen_by_now(present: Blocks, seen: Mapping[str, str], typed: Blocks) -> tuple[str, list[str]]:
    """Return the marks of what a page knows after a save, and the blocks that it does not show as they are."""
    known, newer = {}, []
    for path, text in present.items():
        now = seen_marks.mark(text)
        is_typed = path in typed and seen_marks.mark(typed[path]) == now
        known[path] = now if is_typed else seen.get(path, now)
        if known[path] != now:
            newer.append(path)
    return seen_marks.join(known), newer


class SheetHand(Hand):
    """A member's hand on their own sheet, in one window; what it keeps stays with the sheet, for its author."""

    def _lately(self, keys: Collection[str], since: datetime) -> Iterable[Any]:
        wanted = select(SheetChange).where(
            SheetChange.sheet_id == self.set_id,
            SheetChange.key.in_(keys),
            SheetChange.is_set_aside,
            SheetChange.created_at > since,
        )
        return session().scalars(wanted.order_by(SheetChange.created_at.desc())).all()

    def _change(self, key: str, text: Any, who: UUID | None, is_set_aside: bool = False) -> Any:
        return SheetChange(sheet_id=self.set_id, key=key, before=text, is_set_aside=is_set_aside)


@dataclass(frozen=True)
class _Written:
    value: str
    changed_by: UUID | None
    changed_at: datetime
    page: str | None


class _Saving:
    """One save of one sheet: what is there, what the page had seen, what comes of both."""

    def __init__(self, sheet: Sheet, present: dict[str, str], seen: Mapping[str, str]) -> None:
        self.sheet, self.present, self.seen = sheet, present, seen
        self.changed: list[str] = []
        self.conflicts: list[Conflict] = []

    def take(self, path: str, text: str, hand: SheetHand) -> None:
        """Take what was typed in a block; where another window was faster, both texts stay."""
        now, seen = seen_marks.mark(self.present[path]), self.seen.get(path)
        if seen_marks.mark(text) in (now, seen):
            return  # nothing typed here: it is as it was, or as it was when the page was opened
        written = self._written(path)
        if written and hand.is_from_elsewhere(written) and seen is not None and seen != now:
            who, at = self.sheet.person_id, written.changed_at
            self.conflicts.append(Conflict(path, text, written.value, who, at, is_own=True))
            return
        if written and written.value:
            hand.keep(path, written, text)
        self.present[path] = text
        self.changed.append(path)

    def _written(self, path: str) -> _Written | None:
        last = self.sheet.written.get(path)
        if last is None:
            return None
        at = datetime.fromisoformat(last["at"])
        return _Written(self.present[path], self.sheet.person_id, at, last["page"])

    def saved(self, typed: Blocks) -> Saved:
        """Return what the page is told."""
        known, newer = seen_by_now(self.present, self.seen, typed)
        held = {one.key for one in self.conflicts}
        return Saved(
            tuple(self.changed), tuple(self.conflicts), known, tuple(one for one in newer if one not in held)
        )
