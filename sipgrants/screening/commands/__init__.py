"""What is done in screening: one function per move, named like it."""

from sipgrants.screening.commands.deciding import (
    check,
    check_all,
    find_all_eligible,
    find_eligible,
    find_ineligible,
    found_ineligible,
)
from sipgrants.screening.commands.proposing import propose, propose_all
from sipgrants.screening.commands.reconsidering import ask_reconsideration, reinstate, uphold
from sipgrants.screening.commands.returning import lapse, send_back

__all__ = [
    "ask_reconsideration",
    "check",
    "check_all",
    "find_all_eligible",
    "find_eligible",
    "find_ineligible",
    "found_ineligible",
    "lapse",
    "propose",
    "propose_all",
    "reinstate",
    "send_back",
    "uphold",
]
