"""Reading a page of declarations: as many rows as there are applications."""

from collections.abc import Mapping
from uuid import UUID

from sipgrants.board.declared import Answer


def read_answers(data: Mapping[str, str], open_ones: list[UUID]) -> dict[UUID, Answer]:
    """Return what was answered among the applications still open; rows without an answer are left out."""
    found = {}
    for identifier in open_ones:
        choice = data.get(f"interest.{identifier}")
        if choice in ("none", "interest"):
            found[identifier] = Answer(choice == "interest", data.get(f"reason.{identifier}", "").strip())
    return found
