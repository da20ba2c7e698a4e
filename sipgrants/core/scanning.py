"""Whether what people brought is free of viruses: one verdict per content, told by ClamAV where it is configured.

Fail closed: where a scanner is named, a file without a verdict is being checked, whatever the reason, and only who
brought it may open it. It counts as attached all the same: who hands in at 23:59 is not to miss a deadline because a daemon
is slow. The version that is frozen names the content by its hash, so nothing else can take its place later. A file in which
something was found is open to nobody. What the system itself made is not scanned.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import clamd, files, outbox
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, command, session
from sipgrants.core.errors import Conflict
from sipgrants.core.files import StoredFile
from sipgrants.core.i18n import msg

log = structlog.get_logger("scanning")
State = Literal["clean", "waiting", "infected"]
LONGEST = 45.0  # seconds of one look after what waits


class FileVerdict(Record):
    """What the scanner said of a content: the name of what it found, or nothing."""

    __tablename__ = "file_verdict"
    sha256: Mapped[str] = mapped_column(unique=True)
    finding: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class _System:
    person_id: UUID | None = None


@dataclass(frozen=True)
class Holding:
    """A record that holds a content: `about` has the entry in its history, `people` are told, `path` is its page."""

    about: Any
    reference: str
    path: str
    people: frozenset[UUID]


Hook = Callable[[str, str], object]
_hooks: list[Hook] = []
_holders: list[Callable[[str], Iterable[Holding]]] = []


def on_infected(hook: Hook) -> Hook:
    """Register `hook(sha256, finding)`: it runs in the transaction that notes the finding."""
    if hook not in _hooks:
        _hooks.append(hook)
    return hook


def holder(find: Callable[[str], Iterable[Holding]]) -> Callable[[str], Iterable[Holding]]:
    """Register a room's answer to which of its records hold a content."""
    if find not in _holders:
        _holders.append(find)
    return find


def holdings(sha256: str) -> list[Holding]:
    """Return every record that holds a content, of all rooms."""
    return [one for find in _holders for one in find(sha256)]


def states(stored: Iterable[StoredFile]) -> dict[str, State]:
    """Return by content how it stands with these files, in one statement."""
    rows = list(stored)
    query = select(FileVerdict.sha256, FileVerdict.finding).where(
        FileVerdict.sha256.in_({one.sha256 for one in rows})
    )
    said = {row.sha256: row.finding for row in session().execute(query)} if rows else {}
    return {one.sha256: state_of(one, said.get(one.sha256)) for one in rows}


def state_of(one: StoredFile, finding: str | None) -> State:
    """Return how it stands with a file of which the scanner said `finding` ("": nothing found; None: nothing said)."""
    if finding:
        return "infected"
    return "waiting" if finding is None and one.person_id and files.scanner() else "clean"


def demand_readable(stored: StoredFile, reader: Acting) -> None:
    """Raise Conflict with the reason where this person may not open the file now."""
    found = states([stored])[stored.sha256]
    if found == "infected":
        raise Conflict(
            msg("A virus was found in this file: nobody can open it. Ask for a clean copy of the document.")
        )
    if found == "waiting" and reader.person_id != stored.person_id:
        raise Conflict(msg("This file is being checked for viruses: try again in a few minutes."))


@command
def judge(sha256: str, finding: str, *, by: Acting) -> None:
    """Note what the scanner said of a content, once; where something was found, whoever holds the file is told."""
    if session().scalar(select(FileVerdict.id).where(FileVerdict.sha256 == sha256)) is not None:
        return
    session().add(FileVerdict(sha256=sha256, finding=finding[:200]))
    session().flush()
    if finding:
        for hook in _hooks:
            hook(sha256, finding)


@outbox.task("file.scan")
def scan(sha256: str) -> None:
    """Have one content scanned; NotScanned where nobody can say now: the outbox tries again."""
    scanner = files.scanner()
    if scanner is None or sha256 not in _waiting([sha256]):
        return
    session().rollback()  # no transaction is held while the scanner works
    judge(sha256, clamd.scan(scanner, files.current().get(sha256)), by=_System())


@outbox.clockwork("file.scan")
def scan_waiting() -> None:
    """Have scanned what still waits: what came before the scanner was named, and what was tried in vain."""
    began, scanner = time.monotonic(), files.scanner()
    for sha256 in _waiting() if scanner else ():
        if time.monotonic() - began > LONGEST:
            return
        try:
            scan(sha256)
        except FileNotFoundError:
            log.error("no such content", sha256=sha256)
        except clamd.NotScanned as error:
            log.warning("scanner does not answer", reason=str(error))
            return


def _waiting(these: list[str] | None = None) -> list[str]:
    said = select(FileVerdict.id).where(FileVerdict.sha256 == StoredFile.sha256).exists()
    query = select(StoredFile.sha256).where(StoredFile.person_id.is_not(None), ~said)
    query = query if these is None else query.where(StoredFile.sha256.in_(these))
    return list(session().scalars(query.distinct().limit(2_000)))
