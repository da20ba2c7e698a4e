"""What a context needs to work: database and files, entered together by web, worker, command line and tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sipgrants.core import files, garbage
from sipgrants.core.db import Database


@dataclass(frozen=True)
class Runtime:
    """The services of one running system."""

    database: Database
    store: files.Store

    @contextmanager
    def scope(self) -> Iterator[Session]:
        """Give this context a session and the store."""
        with garbage.looked_for_after(), files.using(self.store), self.database.scope() as session:
            yield session
