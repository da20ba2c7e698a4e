"""What the system does by itself: reports are opened when their day is near."""

from sipgrants.core import outbox
from sipgrants.reports import commands


@outbox.clockwork("reports")
def open_reports() -> None:
    """Open the reports that are due within sixty days."""
    commands.open_near()
