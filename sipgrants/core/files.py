"""The one store of files: kept under their hash, never changed, served only through a policy.

`keep` puts bytes into the store and belongs outside a transaction; `record` notes the file inside the command that uses
it. Bytes that no row names are harmless.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import obstore
from obstore.store import from_url
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core import outbox
from sipgrants.core.audit import Acting
from sipgrants.core.db import Record, session


class StoredFile(Record):
    """A file somebody brought or the system made; its bytes lie in the store under `sha256`."""

    __tablename__ = "stored_file"
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[UUID | None]


@dataclass(frozen=True)
class Blob:
    """Bytes that are in the store: their SHA-256 (hex) and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Upload:
    """A file that somebody brought, kept already but not yet noted: what an edge hands to a command."""

    name: str
    media_type: str
    blob: Blob


@dataclass(frozen=True)
class Lying:
    """Something in the store: in its place under its hash (""), put aside, or parts on their way (`name`: of which upload);
    its size in bytes and since when it lies there.
    """

    place: str
    name: str
    size: int
    since: datetime


ASIDE, PARTS = "aside", "parts"


class Store:
    """Where the bytes lie: a folder (`file:///...`), an S3 bucket (`s3://...`) or memory (`memory:///`)."""

    def __init__(self, url: str, scanner: str = "") -> None:
        self.url = url
        self.scanner = scanner  # the address of the daemon that looks for viruses; none where it is empty

    @cached_property
    def _store(self) -> Any:
        # Opened at first use: opened before a fork, its threads would hang the child.
        if self.url.startswith("file://"):
            Path(self.url.removeprefix("file://")).mkdir(parents=True, exist_ok=True)
        return from_url(self.url)

    def put(self, data: bytes) -> Blob:
        """Keep `data`; the same bytes are kept once, and are as new as when they last came."""
        digest = hashlib.sha256(data).hexdigest()
        obstore.put(self._store, _path(digest), data)
        return Blob(digest, len(data))

    def get(self, sha256: str) -> bytes:
        """Return the bytes with that hash, also those that were put aside; FileNotFoundError where there are none."""
        try:
            return bytes(obstore.get(self._store, _path(sha256)).bytes())
        except FileNotFoundError:
            self.bring_back(sha256)
            return bytes(obstore.get(self._store, _path(sha256)).bytes())

    def lying(self) -> Iterator[Lying]:
        """Yield everything that lies in the store, in no order."""
        for found in obstore.list(self._store):
            for one in found:
                yield Lying(*_place_of(one["path"]), one["size"], one["last_modified"])

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes with that hash are in their place."""
        try:
            obstore.head(self._store, _path(sha256))
        except FileNotFoundError:
            return False
        return True

    def put_aside(self, sha256: str) -> None:
        """Take bytes that nothing names out of the way; whoever asks for them after all still gets them."""
        self._move(_path(sha256), f"{ASIDE}/{sha256}")

    def bring_back(self, sha256: str) -> None:
        """Undo `put_aside`; FileNotFoundError where nothing of that hash was put aside."""
        self._move(f"{ASIDE}/{sha256}", _path(sha256))

    def _move(self, old: str, new: str) -> None:
        # Written anew: a folder's own way of moving keeps the age, and it is counted from here on.
        obstore.put(self._store, new, bytes(obstore.get(self._store, old).bytes()))
        obstore.delete(self._store, [old])

    def drop_aside(self, sha256: str) -> None:
        """Delete for good what was put aside."""
        obstore.delete(self._store, [f"{ASIDE}/{sha256}"])

    def put_part(self, of: UUID, name: str, data: bytes) -> None:
        """Keep a part of a file that is on its way."""
        obstore.put(self._store, f"{PARTS}/{of}/{name}", data)

    def part(self, of: UUID, name: str) -> bytes:
        """Return a part; FileNotFoundError where it is gone."""
        return bytes(obstore.get(self._store, f"{PARTS}/{of}/{name}").bytes())

    def drop_parts(self, of: UUID) -> None:
        """Delete all parts of a file that was on its way."""
        for found in obstore.list(self._store, prefix=f"{PARTS}/{of}"):
            obstore.delete(self._store, [one["path"] for one in found])

    def check(self) -> None:
        """Raise where the store cannot be reached (for readiness)."""
        next(iter(obstore.list(self._store, chunk_size=1)), None)


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _place_of(path: str) -> tuple[str, str]:
    place, *rest = path.split("/")
    return (place, rest[0]) if place in (ASIDE, PARTS) else ("", path.rpartition("/")[2])


_store: ContextVar[Store | None] = ContextVar("store", default=None)


@contextmanager
def using(store: Store) -> Iterator[Store]:
    """Make `store` the one of this context."""
    token = _store.set(store)
    try:
        yield store
    finally:
        _store.reset(token)


def current() -> Store:
    """Return this context's store; RuntimeError outside `using`."""
    found = _store.get()
    if found is None:
        raise RuntimeError("no store: enter files.using() first")
    return found


def scanner() -> str | None:
    """Return the address of the scanner, or None where there is none."""
    found = _store.get()
    return found.scanner or None if found else None


def keep(data: bytes) -> Blob:
    """Put `data` into the store. Call it outside a transaction."""
    return current().put(data)


def record(blob: Blob, *, name: str, media_type: str, by: Acting) -> StoredFile:
    """Note a kept blob as a file, inside the command that uses it."""
    row = StoredFile(
        name=name[:200], media_type=media_type, size=blob.size, sha256=blob.sha256, person_id=by.person_id
    )
    session().add(row)
    session().flush()
    if by.person_id is not None and scanner():
        outbox.job("file.scan", sha256=blob.sha256)
    return row


def record_upload(upload: Upload | None, *, by: Acting) -> StoredFile | None:
    """Note an upload inside the command that uses it; nothing where there is none."""
    if upload is None:
        return None
    return record(upload.blob, name=upload.name, media_type=upload.media_type, by=by)


def read(stored: StoredFile) -> bytes:
    """Return the bytes of `stored`."""
    return current().get(stored.sha256)
