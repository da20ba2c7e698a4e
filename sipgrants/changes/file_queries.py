"""Which changes hold a content, and who is told where a virus was found in it."""

from collections.abc import Iterator

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.changes.models import Change, ChangeFile
from sipgrants.core import scanning
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.core.scanning import Holding
from sipgrants.lifecycle.actor import OFFICER, TEAM


@scanning.holder
def holding(sha256: str) -> Iterator[Holding]:
    """Yield the changes whose evidence or signed copy is that content."""
    held = select(StoredFile.id).where(StoredFile.sha256 == sha256)
    query = select(Change).join(Change.files).where(ChangeFile.file_id.in_(held))
    for one in session().scalars(query).unique():
        told = {*people.recipients(TEAM, one.party_id), *people.recipients(OFFICER)}
        yield Holding(one, one.reference, f"/changes/{one.id}", frozenset(told))
