"""What lies in a test's database and store at one moment, to be put back into another one with the same tables."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

WRITES = re.compile(r'\s*(?:insert into|update|delete from)\s+"?(\w+)', re.IGNORECASE)
PAGE = 4096
_pages: dict[bytes, bytes] = {}
_written: dict[str, list[str]] = {}


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    name = connection.engine.url.database
    if name in _written and (found := WRITES.match(statement)):
        _written[name].append(found[1])


def follow(engine: Engine) -> None:
    """Note from now on which tables of this database are written to, by whatever engine of this process."""
    _written[str(engine.url.database)] = []


def let_go(engine: Engine) -> None:
    """Note nothing of this database any more."""
    del _written[str(engine.url.database)]


def written(engine: Engine) -> list[str]:
    """Return the tables written to since `follow`, one for each statement; empty where nobody follows."""
    return _written.get(str(engine.url.database), [])


@dataclass(frozen=True)
class Photograph:
    """Rows and files; `tables` are those to put back: what was written to since the database was as it must be then."""

    rows: Any
    tables: frozenset[str]
    files: dict[Path, bytes]


def take(engine: Engine, tables: frozenset[str], folder: Path) -> Photograph:
    """Photograph what is committed; `folder` is where the store keeps its files."""
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    raw = engine.raw_connection()
    try:
        rows = _sqlite(raw.driver_connection) if _is_sqlite(engine) else _postgres(raw, tables)
    finally:
        raw.close()
    return Photograph(rows, tables, files)


def put_back(photograph: Photograph, engine: Engine, folder: Path) -> None:
    """Make the database and the store what they were."""
    for path, data in photograph.files.items():
        if not (folder / path).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    raw = engine.raw_connection()
    try:
        if _is_sqlite(engine):
            _back_into_sqlite(raw.driver_connection, photograph.rows)
        else:
            _back_into_postgres(raw, photograph.rows)
    finally:
        raw.close()
    _written[str(engine.url.database)].extend(photograph.tables)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _sqlite(connection: Any) -> list[bytes]:
    """The pages of the file; most are those of other photographs, and are kept once."""
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.backup(copy)
        whole = copy.serialize()
    cut = (whole[at : at + PAGE] for at in range(0, len(whole), PAGE))
    return [_pages.setdefault(one, one) for one in cut]


def _back_into_sqlite(connection: Any, pages: list[bytes]) -> None:
    whole = bytearray().join(pages)
    whole[18:20] = b"\x01\x01"  # no log is written beside a database in memory: its header must say so
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(bytes(whole))
        copy.backup(connection)


def _postgres(raw: Any, tables: frozenset[str]) -> dict[str, bytes]:
    rows = {}
    with raw.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'copy "{table}" to stdout (format binary)') as copying:
                rows[table] = b"".join(bytes(part) for part in copying)
    raw.rollback()
    return rows


def _back_into_postgres(raw: Any, rows: dict[str, bytes]) -> None:
    """As a replica takes rows: neither triggers nor references are asked, since all was asked when they were made."""
    with raw.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for table, data in rows.items():
            cursor.execute(f'delete from "{table}"')
            with cursor.copy(f'copy "{table}" from stdin (format binary)') as copying:
                copying.write(data)
    raw.commit()
