"""Writing a plan part by part, copying it, freezing it."""

from sipgrants.plans.commands.copying import copy, freeze, snapshot, start
from sipgrants.plans.commands.measuring import set_measures
from sipgrants.plans.commands.restoring import put_back
from sipgrants.plans.commands.saving import PartSaved, merge_part, save_part

__all__ = [
    "PartSaved",
    "copy",
    "freeze",
    "merge_part",
    "put_back",
    "save_part",
    "set_measures",
    "snapshot",
    "start",
]
