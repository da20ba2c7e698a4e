"""The migrations make what the models say, on both databases, and can be taken back with rows in place."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from sipgrants.config import ROOT
from sipgrants.core.db import Database
from sipgrants.schema import metadata
from tests.servers import databases

TRIGGERS = {
    "sqlite": "select name, sql from sqlite_master where type = 'trigger' order by name",
    "postgresql": "select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by tgname",
}


def settings(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two addresses: an empty database, and one made from the models."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path / 'made.sqlite'}"
        databases.make_tables(made)
        yield f"sqlite:///{tmp_path / 'migrated.sqlite'}", made
        return
    server = request.getfixturevalue("postgres")
    with (
        databases.postgres_template(server, f"made_{tmp_path.name[-20:]}") as made_name,
        databases.postgres_template(server, f"migrated_{tmp_path.name[-20:]}") as migrated_name,
    ):
        engine = create_engine(databases.at(server, migrated_name))
        with engine.begin() as connection:
            connection.execute(text("drop schema public cascade"))
            connection.execute(text("create schema public"))
        engine.dispose()
        yield databases.at(server, migrated_name), databases.at(server, made_name)


def shape(url: str) -> dict[str, Any]:
    """Return what a database says of itself: columns, keys, checks, indexes, triggers."""
    engine = create_engine(url)
    found: dict[str, Any] = {}
    with engine.connect() as connection:
        look = inspect(connection)
        for table in sorted(set(look.get_table_names()) - {"alembic_version"}):
            found[table] = {
                "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
                "keys": sorted((k["name"], k["referred_table"]) for k in look.get_foreign_keys(table)),
                "unique": sorted(
                    (u["name"], tuple(u["column_names"])) for u in look.get_unique_constraints(table)
                ),
                "checks": sorted((c["name"], plain(c["sqltext"])) for c in look.get_check_constraints(table)),
                "indexes": sorted(
                    (i["name"], tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(table)
                ),
            }
        found["triggers"] = [(name, plain(sql)) for name, sql in triggers(connection)]
    engine.dispose()
    return found


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip().lower()


def triggers(connection: Connection) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(text(TRIGGERS[connection.dialect.name]))]


def test_there_is_one_head_and_one_line_of_migrations() -> None:
    script = ScriptDirectory.from_config(settings("sqlite://"))
    assert len(script.get_heads()) == 1
    assert [step.down_revision for step in script.walk_revisions()].count(None) == 1


def test_the_migrations_make_what_the_models_say(pair: tuple[str, str]) -> None:
    migrated, made = pair
    command.upgrade(settings(migrated), "head")
    assert shape(migrated) == shape(made)


def test_they_can_be_taken_back_and_made_again_with_rows_in_place(pair: tuple[str, str]) -> None:
    migrated, _made = pair
    command.upgrade(settings(migrated), "head")
    database = Database(migrated)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "insert into audit_entry (seq, at, actor, action, subject_type, subject_id, data, previous, hash)"
                " values (1, '2026-01-01 00:00:00', 'system', 'x', 'y', 'z', '{}', '0', '1')"
            )
        )
    database.engine.dispose()
    command.downgrade(settings(migrated), "base")
    assert set(shape(migrated)) == {"triggers"}
    command.upgrade(settings(migrated), "head")
    assert set(metadata.tables) - set(shape(migrated)) == set()
