"""Every night: what lies in the store of files and is used by nothing goes after the days that the settings say."""

from datetime import timedelta

from sipgrants.core import storekeeping
from sipgrants.fund import queries


def nightly() -> None:
    """Compare the store with the rows, log what is gone, and take away what nothing uses."""
    storekeeping.sweep(timedelta(days=queries.setting("unused_file_days")))
