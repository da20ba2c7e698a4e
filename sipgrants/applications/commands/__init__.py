"""What may be done to an application: one function per move, named like it."""

from sipgrants.applications.commands import commenting, digest
from sipgrants.applications.commands.drafting import (
    create,
    edit,
    is_open,
    merge_part,
    save_part,
    save_section,
    section_of_part,
    set_language,
    sign,
)
from sipgrants.applications.commands.filing import attach, detach, upload
from sipgrants.applications.commands.freezing import mark
from sipgrants.applications.commands.partners import confirm, invite, refuse, remove
from sipgrants.applications.commands.receiving import Attachment, receive, received
from sipgrants.applications.commands.submitting import replace, resubmit, submit
from sipgrants.applications.commands.taking_over import take_over
from sipgrants.applications.commands.uploading import demand_room
from sipgrants.applications.commands.withdrawing import withdraw

__all__ = [
    "Attachment",
    "attach",
    "commenting",
    "confirm",
    "create",
    "demand_room",
    "detach",
    "digest",
    "edit",
    "invite",
    "is_open",
    "mark",
    "merge_part",
    "receive",
    "received",
    "refuse",
    "remove",
    "replace",
    "resubmit",
    "save_part",
    "save_section",
    "section_of_part",
    "set_language",
    "sign",
    "submit",
    "take_over",
    "upload",
    "withdraw",
]
