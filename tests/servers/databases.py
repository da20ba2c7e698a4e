"""Databases for the tests: the tables are made once, each test gets a copy of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from sipgrants.core.db import Database
from sipgrants.schema import metadata
from tests.servers import compiled

_numbers = count(1)


def make_tables(url: str) -> None:
    """Makes all tables and triggers as the models say; the migrations are compared with them elsewhere."""
    database = Database(url)
    metadata.create_all(database.engine)
    database.engine.dispose()  # SQLite: the last one to leave brings its log into the file


@contextmanager
def sqlite_copy(template: Path, target: Path) -> Iterator[Database]:
    """A copy of the template file."""
    shutil.copyfile(template, target)
    database = Database(compiled.once(make_url(f"sqlite:///{target}")))
    try:
        yield database
    finally:
        database.engine.dispose()


@cache
def _administrator(server: str) -> Engine:
    """Asks the server once what it is, and holds no connection: a database is copied only while nobody is in it."""
    return create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _administer(server: str, statement: str) -> None:
    with _administrator(server).connect() as connection:
        connection.execute(text(statement))


def at(server: str, name: str) -> str:
    """The address of one database of that server."""
    return compiled.once(make_url(server).set(database=name))


@contextmanager
def postgres_template(server: str, name: str) -> Iterator[str]:
    """A database with all tables, to copy from; yields its name."""
    _administer(server, f'DROP DATABASE IF EXISTS "{name}"')
    _administer(server, f'CREATE DATABASE "{name}"')
    make_tables(at(server, name))
    try:
        yield name
    finally:
        _administer(server, f'DROP DATABASE "{name}"')


@contextmanager
def postgres_copy(server: str, template: str) -> Iterator[Database]:
    """A copy of the template database, dropped at the end with whoever is still connected."""
    name = f"{template}_{next(_numbers)}"
    _administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    # Copying files takes half the time of writing them through the log (from PostgreSQL 15 on).
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    database = Database(at(server, name))
    try:
        yield database
    finally:
        database.engine.dispose()
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')
