"""What the clock does for awards: reminders by the ladder."""

from sipgrants.awards import commands
from sipgrants.core import outbox


@outbox.clockwork("awards.remind")
def remind() -> None:
    """Remind whoever is missing, on the days of the ladder."""
    commands.climb()
