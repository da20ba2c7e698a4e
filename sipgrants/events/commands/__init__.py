"""What may be done with events of awards: planned, changed, cancelled, written up; their files and action points."""

from sipgrants.events.commands.happening import add, cancel, change
from sipgrants.events.commands.points import Task, add_point, edit_point, finish_point
from sipgrants.events.commands.recording import attach, record, remove_file

__all__ = [
    "Task", "add", "add_point", "attach", "cancel", "change", "edit_point", "finish_point", "record", "remove_file",
]  # fmt: skip
