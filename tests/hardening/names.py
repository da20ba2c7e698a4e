"""What the parts of the world share: its Parties, its present, how a part tells what it made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from sipgrants.core.db import session

PARTY, OTHER, PARTNER = "ZM", "PE", "SN"
NOW = datetime(2027, 4, 15, 9, tzinfo=UTC)  # a round is open, an award is in its second year
Found = Iterator[tuple[str, Any]]


def first(kind: Any, *conditions: Any) -> Any:
    """The first row of `kind` that meets the conditions."""
    return session().scalars(select(kind).where(*conditions)).first()
