"""Which events hold a content, and who is told where a virus was found in it."""

from collections.abc import Iterator

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.core import scanning
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.core.scanning import Holding
from sipgrants.events.models import AwardEvent, AwardEventFile
from sipgrants.lifecycle.actor import OFFICER


@scanning.holder
def holding(sha256: str) -> Iterator[Holding]:
    """Yield the events that hold a content; officers bring these files, so they are told."""
    held = (
        select(AwardEventFile.event_id)
        .join(StoredFile, StoredFile.id == AwardEventFile.file_id)
        .where(StoredFile.sha256 == sha256)
    )
    for one in session().scalars(select(AwardEvent).where(AwardEvent.id.in_(held))):
        yield Holding(one, one.title, f"/events/{one.id}", frozenset(people.recipients(OFFICER)))
