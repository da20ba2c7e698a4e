"""Triggers by which the database itself refuses to change or delete the rows of a table."""

from typing import Any

from sqlalchemy import Table, event

_GUARDED: dict[str, tuple[str, ...]] = {}


def guard(table: Table, *, unique: tuple[str, ...] = ("id",)) -> None:
    """Let the rows of `table` be written once; `unique` names its unique columns (SQLite's REPLACE goes by them)."""
    _GUARDED[table.name] = unique
    event.listen(table, "after_create", _after_create)


def tables() -> tuple[str, ...]:
    """Return the names of the guarded tables, in the order of their registration."""
    return tuple(_GUARDED)


def statements(table: str, dialect: str) -> list[str]:
    """Return the statements that make the triggers of `table` on `dialect`."""
    return _sqlite(table, _GUARDED[table]) if dialect == "sqlite" else _postgres(table)


def drop_statements(table: str, dialect: str) -> list[str]:
    """Return the statements that take them away again."""
    if dialect == "sqlite":
        return [f"drop trigger {table}_{name}" for name in ("no_update", "no_delete", "no_replace")]
    return [f"drop function {table}_refuse() cascade"]


def _sqlite(table: str, unique: tuple[str, ...]) -> list[str]:
    refuse = f"begin select raise(abort, '{table} is append-only'); end"
    same = " or ".join(f"{column} = new.{column}" for column in unique)
    # REPLACE deletes a row without firing the trigger on delete.
    replaces = f"exists (select 1 from {table} where {same})"  # noqa: S608 - names of our own tables
    return [
        f"create trigger {table}_no_update before update on {table} {refuse}",
        f"create trigger {table}_no_delete before delete on {table} {refuse}",
        f"create trigger {table}_no_replace before insert on {table} when {replaces} {refuse}",
    ]


def _postgres(table: str) -> list[str]:
    body = f"$$ begin raise exception '{table} is append-only'; end $$"
    when = f"before update or delete or truncate on {table} for each statement"
    return [
        f"create function {table}_refuse() returns trigger language plpgsql as {body}",
        f"create trigger {table}_no_change {when} execute function {table}_refuse()",
    ]


def _after_create(table: Any, connection: Any, **_options: Any) -> None:
    for statement in statements(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)
