"""Files of applications as the scanner sees them: who holds a content, and in which present files something was found."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from sipgrants.accounts import queries as people
from sipgrants.applications.models import Application, ApplicationFile
from sipgrants.core import scanning
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.core.scanning import Holding
from sipgrants.lifecycle.actor import OFFICER, TEAM


@scanning.holder
def holding(sha256: str) -> Iterator[Holding]:
    """Yield the applications that hold a content. A draft is private: the Secretariat hears of what was handed in."""
    held = (
        select(ApplicationFile.application_id)
        .join(StoredFile, StoredFile.id == ApplicationFile.file_id)
        .where(StoredFile.sha256 == sha256)
    )
    for one in session().scalars(select(Application).where(Application.id.in_(held))).unique():
        told = set(people.recipients(TEAM, one.party_id))
        if one.submitted_version or one.by_mail:
            told |= set(people.recipients(OFFICER))
        yield Holding(one, one.reference, f"/applications/{one.id}", frozenset(told))


def infected(files: Iterable[ApplicationFile]) -> frozenset[str]:
    """Return the contents of these files in which a virus was found."""
    found = scanning.states(one.file for one in files)
    return frozenset(sha256 for sha256, state in found.items() if state == "infected")
