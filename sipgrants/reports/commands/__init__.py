"""What may be done to a report: one function per move, named like it."""

from sipgrants.reports.commands.opening import create, follow_award, open_near
from sipgrants.reports.commands.restoring import put_back
from sipgrants.reports.commands.reviewing import accept, accept_figures, reopen, return_, waive
from sipgrants.reports.commands.submitting import submit
from sipgrants.reports.commands.taking_over import take_over
from sipgrants.reports.commands.writing import add_file, remove_file, save_rows, save_section

__all__ = [
    "accept",
    "accept_figures",
    "add_file",
    "create",
    "follow_award",
    "open_near",
    "put_back",
    "remove_file",
    "reopen",
    "return_",
    "save_rows",
    "save_section",
    "submit",
    "take_over",
    "waive",
]
