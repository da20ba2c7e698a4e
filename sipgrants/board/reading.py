"""Reading a page of declarations: as many rows as there are applications."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sipgrants.board.declared import Answer


def read_answers(
    data: Mapping[str, str], open_ones: list[UUID], undeclared: Collection[UUID] = ()
) -> dict[UUID, Answer]:
    """Return what was answered among the applications still open; rows without an answer are left out.

    With the button "rest" the `undeclared` ones get none, but for those where an interest was written down.
    """
    found = {}
    for identifier in open_ones:
        reason = data.get(f"reason.{identifier}", "").strip()
        choice = data.get(f"interest.{identifier}")
        if choice is None and "rest" in data and identifier in undeclared and not reason:
            choice = "none"
        if choice in ("none", "interest"):
            found[identifier] = Answer(choice == "interest", reason)
    return found
