"""What may be done to a change: one function per move, named like it."""

from sipgrants.changes.commands.closing import Fate, settle_assets
from sipgrants.changes.commands.deciding import approve, refuse, return_, withdraw
from sipgrants.changes.commands.drafting import discard, merge_part, put_back, save_part, start
from sipgrants.changes.commands.proposing import Asked, attach, propose, revise
from sipgrants.changes.commands.signing import enter_into_force, sign

__all__ = [
    "Asked",
    "Fate",
    "approve",
    "attach",
    "discard",
    "enter_into_force",
    "merge_part",
    "propose",
    "put_back",
    "refuse",
    "return_",
    "revise",
    "save_part",
    "settle_assets",
    "sign",
    "start",
    "withdraw",
]
