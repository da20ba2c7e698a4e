"""What the Board's decisions ask about awards by name."""

from sqlalchemy import select

from sipgrants.awards.models import Award
from sipgrants.core.db import session
from sipgrants.lifecycle.rights import fact
from sipgrants.meetings.portfolio import Granted


@fact("awards.granted")
def granted() -> tuple[Granted, ...]:
    """Return every award with its application, Party and state."""
    rows = session().execute(select(Award.application_id, Award.party_id, Award.state))
    return tuple(Granted(*row) for row in rows)
