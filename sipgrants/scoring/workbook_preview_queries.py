"""What a workbook of score sheets that came back would change: compared with what is there now, nothing written."""

from dataclasses import dataclass, field
from datetime import datetime

from sipgrants.applications.workbook_preview_queries import Clash, Preview
from sipgrants.applications.workbook_waiting_queries import Waiting
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.questionnaires.differences import Differing
from sipgrants.questionnaires.marks import mark
from sipgrants.questionnaires.sheets import Book, Fitted, Misfit
from sipgrants.questionnaires.workbook_reading import fit
from sipgrants.rounds.models import Round
from sipgrants.scoring import workbook_queries
from sipgrants.scoring.workbook_queries import BEGINNING, Say, ToScore


def preview(round_: Round, member: Actor, waiting: Waiting, say: Say) -> Preview:
    """Return what `waiting` would change now; `say` speaks the language of the workbook. `answers` of what is returned: the
    application's identifier, the block, its text.
    """
    rows = workbook_queries.to_score(round_, member)
    book = workbook_queries.book(round_, member, rows, waiting.language, say)
    comparison = _Comparison(round_, waiting, book, say)
    for one in rows:
        comparison.sheet(one)
    comparison.strangers()
    return comparison.found


@dataclass
class _Comparison:
    round: Round
    waiting: Waiting
    book: Book
    say: Say
    found: Preview = field(default_factory=Preview)

    def __post_init__(self) -> None:
        self.fitted = fit(self.waiting.opened, self.book) if self.waiting.opened else Fitted({}, (), {})
        self.found.misfits += self.fitted.misfits

    def sheet(self, one: ToScore) -> None:
        """Compare the sheet of one application, block by block."""
        for block, present in one.present.items():
            path = one.path(block)
            brought = str(self.fitted.values.get(path, present))
            now, then = mark(present), mark(brought)
            if then in (now, self.waiting.marks.get(path)):
                continue
            label = workbook_queries.label_of(block, self.round, self.waiting.language, self.say)
            if one.closed is not None:
                self.found.misfits.append(Misfit(self.fitted.sheets.get(path, ""), "", label, one.closed))
                continue
            before, after = (self._shown(block, text) for text in (present, brought))
            differing = Differing(path, f"{one.application.reference}", label, before, after)
            self.found.marks.append((path, now, then))
            self.found.answers[path] = (str(one.application.id), block, brought)
            if self.waiting.marks.get(path, now) == now:
                self.found.changes.append(differing)
            else:
                self.found.clashes.append(Clash(differing, at=_written(one, block)))

    def _shown(self, block: str, text: str) -> tuple[str, ...]:
        known = dict(self.book.lists["confidence" if block == "confidence" else "scores"])
        is_choice = block == "confidence" or block.startswith("scores.")
        return tuple((known.get(text, text) if is_choice else text).splitlines())

    def strangers(self) -> None:
        """Say of which sheets nothing is taken, since they are not this member's to score (any more)."""
        known = {one.key for one in self.book.sheets}
        reason = msg("This application is not yours to score now: nothing of its sheet was taken.")
        for page in self.waiting.opened.pages if self.waiting.opened else ():
            if page.key and page.key not in known and page.key != BEGINNING:
                self.found.misfits.append(Misfit(page.name, "", page.name, reason))


def _written(one: ToScore, block: str) -> datetime | None:
    last = one.sheet.written.get(block) if one.sheet else None
    return datetime.fromisoformat(last["at"]) if last else None
