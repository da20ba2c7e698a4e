"""What is done in the appraisal: one function per move, named like it."""

from sipgrants.appraisal.commands.asking import answer, ask
from sipgrants.appraisal.commands.experts import (
    comment,
    declare_interest,
    declare_none,
    invite,
    withdraw_invitation,
)
from sipgrants.appraisal.commands.forwarding import forward, forward_all, recall
from sipgrants.appraisal.commands.writing import edit, finish, put_back, reopen

__all__ = [
    "answer",
    "ask",
    "comment",
    "declare_interest",
    "declare_none",
    "edit",
    "finish",
    "forward",
    "forward_all",
    "invite",
    "put_back",
    "recall",
    "reopen",
    "withdraw_invitation",
]
