"""What may be done to an award: one function per move, named like it."""

from sipgrants.awards.commands.agreement import (
    clear_signatures,
    confirm_vendor,
    edit,
    meet_condition,
    plan_instalments,
    sign,
)
from sipgrants.awards.commands.amending import amend
from sipgrants.awards.commands.dues import make_dues, meet, unmeet
from sipgrants.awards.commands.letters import issue_agreement
from sipgrants.awards.commands.life import activate, close, complete, resume, suspend, terminate
from sipgrants.awards.commands.money import book_spending, check_later_entries, commit, take_back_spending
from sipgrants.awards.commands.offering import accept, decline, lapse, next_number, offer, proposed_type, put
from sipgrants.awards.commands.planning import (
    approve_plan,
    merge_plan,
    put_back,
    return_plan,
    revise_plan,
    save_plan,
)
from sipgrants.awards.commands.telling import tell
from sipgrants.awards.terms import SIDES, TYPES, Part, Terms

__all__ = [
    "SIDES",
    "TYPES",
    "Part",
    "Terms",
    "accept",
    "activate",
    "amend",
    "approve_plan",
    "book_spending",
    "check_later_entries",
    "clear_signatures",
    "close",
    "commit",
    "complete",
    "confirm_vendor",
    "decline",
    "edit",
    "issue_agreement",
    "lapse",
    "make_dues",
    "meet",
    "meet_condition",
    "merge_plan",
    "next_number",
    "offer",
    "plan_instalments",
    "proposed_type",
    "put",
    "put_back",
    "resume",
    "return_plan",
    "revise_plan",
    "save_plan",
    "sign",
    "suspend",
    "take_back_spending",
    "tell",
    "terminate",
    "unmeet",
]
