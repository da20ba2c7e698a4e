"""A virus was found in a file: whoever brought it, the team and the Secretariat are told, the record's history says so."""

from uuid import UUID

from sqlalchemy import select

from sipgrants.accounts import queries
from sipgrants.core import audit, outbox, scanning
from sipgrants.core.db import session
from sipgrants.core.files import StoredFile
from sipgrants.lifecycle.actor import OFFICER, SYSTEM


@scanning.on_infected
def tell(sha256: str, finding: str) -> None:
    """Note it in the history of each record that holds the file, and write to everybody concerned once."""
    found = scanning.holdings(sha256)
    for one in found:
        audit.record("file.find_infected", one.about, SYSTEM, sha256=sha256, finding=finding)
    brought = session().execute(
        select(StoredFile.person_id, StoredFile.name)
        .where(StoredFile.sha256 == sha256, StoredFile.person_id.is_not(None))
        .order_by(StoredFile.created_at)
    )
    names: dict[UUID, str] = {row.person_id: row.name for row in brought}
    others = {person for one in found for person in one.people}
    # A letter or another file of no record is the Secretariat's matter; a draft is not, until it is handed in.
    others |= set() if found else set(queries.recipients(OFFICER))
    places = [{"reference": one.reference, "path": one.path} for one in found]
    for person_id in sorted(others | set(names), key=str):
        name = names.get(person_id) or next(iter(names.values()), "")
        outbox.mail("file_infected", person_id=person_id, name=name, finding=finding, places=places)
