"""What changes the Board: terms and seats by two officers, declarations by the members themselves."""

from sipgrants.board.commands.declaring import declare, declare_interest, declare_none, lift
from sipgrants.board.commands.importing import import_members
from sipgrants.board.commands.seating import (
    add_term,
    elect,
    elected,
    nominate,
    seat,
    seated,
    step_down,
    unseat,
)

__all__ = [
    "add_term",
    "declare",
    "declare_interest",
    "declare_none",
    "elect",
    "elected",
    "import_members",
    "lift",
    "nominate",
    "seat",
    "seated",
    "step_down",
    "unseat",
]
