"""What changes the Board: terms and seats by two officers, declarations by the members, documents for the new ones."""

from sipgrants.board.commands.declaring import declare, declare_interest, declare_none, lift
from sipgrants.board.commands.importing import import_members
from sipgrants.board.commands.orientation import add as add_orientation
from sipgrants.board.commands.orientation import record_attended, record_class
from sipgrants.board.commands.orientation import withdraw as withdraw_orientation
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
    "add_orientation",
    "add_term",
    "declare",
    "declare_interest",
    "declare_none",
    "elect",
    "elected",
    "import_members",
    "lift",
    "nominate",
    "record_attended",
    "record_class",
    "seat",
    "seated",
    "step_down",
    "unseat",
    "withdraw_orientation",
]
