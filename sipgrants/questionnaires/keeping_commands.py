"""What stood in an answer before somebody changed it, and what was typed while somebody was faster: kept, inside a command.

Answers keep it by their question; whatever else is typed beside a set of answers (a row of a report) by a key of its own.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sipgrants.core import clock
from sipgrants.core.audit import Acting
from sipgrants.core.db import session
from sipgrants.questionnaires import queries
from sipgrants.questionnaires.models import AnswerChange
from sipgrants.questionnaires.values import is_typed_on

# Within this time the same person's typing counts as one change; text that disappears is always kept.
SITTING = timedelta(minutes=10)


class Written(Protocol):
    """What stands in a place now, who typed it when, in which window."""

    @property
    def value(self) -> Any: ...
    @property
    def changed_by(self) -> UUID | None: ...
    @property
    def changed_at(self) -> datetime: ...
    @property
    def page(self) -> str | None: ...


@dataclass(frozen=True)
class Hand:
    """One person's hand on one set of answers, in one window."""

    set_id: UUID
    by: Acting
    page: str | None

    def is_from_elsewhere(self, written: Written) -> bool:
        """What is saved by itself on a slow line may come in while the same page is sent: that is no colleague, and no
        other window.
        """
        if self.by.person_id is None or written.changed_by != self.by.person_id:
            return True
        return self.page is not None and written.page != self.page

    def keep(self, key: str, written: Written, value: Any) -> None:
        """Keep what stands there before `value` takes its place, unless the same person only types on."""
        same = written.changed_by == self.by.person_id and clock.now() - written.changed_at < SITTING
        same = same and (self.page is None or written.page == self.page)
        if not (same and is_typed_on(written.value, value)):
            self.keep_always(key, written)

    def keep_always(self, key: str, written: Written) -> None:
        """Keep what stands there, whoever typed it."""
        session().add(self._change(key, written.value, written.changed_by))

    def set_aside(self, typed: Mapping[str, Any]) -> None:
        """Keep what was typed where somebody was faster; typed on, it stays one text."""
        if not typed:
            return
        left = dict(typed)
        for row in self._lately(left, clock.now() - SITTING):
            if row.key in left and _begins(row.before, left[row.key]):
                row.before = left.pop(row.key)
        session().add_all(self._change(key, mine, self.by.person_id, True) for key, mine in left.items())

    # Where it is kept: what is typed elsewhere than in answers (a score sheet) says so itself.

    def _lately(self, keys: Collection[str], since: datetime) -> Iterable[Any]:
        return queries.set_aside(self.set_id, self.by.person_id, keys, since)

    def _change(self, key: str, text: Any, who: UUID | None, is_set_aside: bool = False) -> Any:
        return AnswerChange(
            answer_set_id=self.set_id, key=key, before=text, changed_by=who, is_set_aside=is_set_aside
        )


def _begins(earlier: Any, text: Any) -> bool:
    both = isinstance(text, str) and isinstance(earlier, str)
    return text == earlier or (both and text.startswith(earlier))
