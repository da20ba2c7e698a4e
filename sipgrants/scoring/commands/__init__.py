"""What changes scores: a member's own sheet, the seal, and what follows from a bar that comes or goes."""

from sipgrants.scoring.commands.saving import save
from sipgrants.scoring.commands.seals import open_seal
from sipgrants.scoring.commands.settling import annul, restore, settle
from sipgrants.scoring.commands.sheets import edit, hand_in, revise, start
from sipgrants.scoring.filled import Filled

__all__ = [
    "Filled",
    "annul",
    "edit",
    "hand_in",
    "open_seal",
    "restore",
    "revise",
    "save",
    "settle",
    "start",
]
