"""What the Board knows of an application before anybody opens it: reference, title, Parties. Bars are judged by it.

Applications are a later stage: they are told to the Board as facts of these shapes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sipgrants.board.bars import Item

Names = Mapping[str, str]


@dataclass(frozen=True)
class Dossier:
    """An application by its title and Parties only: all that a member sees before declaring, and a barred one ever."""

    id: UUID
    round_id: UUID
    reference: str
    title: str
    state: str
    lead: str
    parties: Mapping[
        str, Names
    ]  # code -> names by language, the lead first; refused and removed partners aside

    @property
    def item(self) -> Item:
        """Return what bars are judged by."""
        return Item(self.lead, frozenset(self.parties) - {self.lead})


@dataclass(frozen=True)
class BoardRound:
    """A round whose applications are, or soon will be, before the Board."""

    subject_type: ClassVar[str] = "round"  # a round all the same: it may be what a button is about
    id: UUID
    number: int
    names: Names
    state: str
    zone: str
    declarations_asked_at: datetime | None
    scores_due_at: datetime | None

    def name(self, locale: str = "en") -> str:
        """Return the name in a language."""
        return self.names.get(locale) or self.names.get("en") or f"Round {self.number}"
