"""Whether the store of files and the rows agree: bytes that no row names, and rows whose bytes are gone.

What no row names goes once it is old enough, in two steps. It is put aside, and deleted for good a day later only where
there is still no row: a file that came in again at that very moment, its row not yet committed, loses nothing. Whoever asks
for what was put aside gets it.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select

from sipgrants.core import clock, files
from sipgrants.core.db import session
from sipgrants.core.files import ASIDE, PARTS, Lying, StoredFile
from sipgrants.core.partial import PartialUpload

log = structlog.get_logger("files")
LEAST = timedelta(days=1)  # no transaction is open for so long


@dataclass(frozen=True)
class Found:
    """What does not agree: `unnamed` lies in the store and no row names it; `missing`: hashes of rows without bytes;
    `named_aside`: what was put aside, though a row names it.
    """

    unnamed: tuple[Lying, ...]
    missing: tuple[str, ...]
    named_aside: tuple[str, ...]


def compare() -> Found:
    """Compare the whole store with the rows; nothing is changed. The store is read first: what comes then has a row."""
    lying = list(files.current().lying())
    named = set(session().scalars(select(StoredFile.sha256).distinct()))
    uploads = {str(one) for one in session().scalars(select(PartialUpload.id))}
    unnamed = (one for one in lying if one.name not in (uploads if one.place == PARTS else named))
    missing = (one for one in named - {one.name for one in lying} if not files.current().has(one))
    aside = (one.name for one in lying if one.place == ASIDE and one.name in named)
    return Found(tuple(unnamed), tuple(sorted(missing)), tuple(aside))


def sweep(kept: timedelta) -> int:
    """Put aside what no row names for longer than `kept` (a day at least), delete what was put aside a day ago, bring back
    what has a row after all; returns how many were deleted.
    """
    found, kept, deleted = compare(), max(kept, LEAST), 0
    for sha256 in found.missing:
        log.error("bytes of a file are gone", sha256=sha256)
    for sha256 in found.named_aside:
        files.current().bring_back(sha256)
    for one in found.unnamed:
        if one.since < clock.now() - (LEAST if one.place == ASIDE else kept):
            deleted += _away(one)
    if deleted:
        log.info("files without a row deleted", count=deleted)
    return deleted


def _away(one: Lying) -> bool:
    """Take it one step further; tells whether it is deleted."""
    store = files.current()
    if one.place == ASIDE:
        store.drop_aside(one.name)
    elif one.place == PARTS:
        store.drop_parts(UUID(one.name))
    else:
        store.put_aside(one.name)
    return bool(one.place)
