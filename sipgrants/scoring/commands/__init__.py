"""What changes scores: a member's own sheet, the seal, and what follows from a bar that comes or goes."""

from sipgrants.scoring.commands.packing import ask_for_pack, finish_pack, keep_part
from sipgrants.scoring.commands.saving import save
from sipgrants.scoring.commands.seals import open_seal
from sipgrants.scoring.commands.settling import annul, restore, settle
from sipgrants.scoring.commands.sheets import edit, hand_in, revise, start
from sipgrants.scoring.commands.taking_over import take_over
from sipgrants.scoring.filled import Filled

__all__ = [
    "Filled",
    "annul",
    "ask_for_pack",
    "edit",
    "finish_pack",
    "hand_in",
    "keep_part",
    "open_seal",
    "restore",
    "revise",
    "save",
    "settle",
    "start",
    "take_over",
]
