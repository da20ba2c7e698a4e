"""More of the same: a row and whatever hangs on it, many times over, written straight into a SQLite file."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Table, UniqueConstraint, create_engine, select, text

from sipgrants.schema import metadata

Row = dict[str, Any]


def multiply(file: Path, roots: list[tuple[str, str]], numbers: range) -> None:
    """Write a copy of each root (table, identifier) and of all that hangs on it, for each number (never used)."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for (trigger,) in connection.execute(
            text("select name from sqlite_master where type = 'trigger'")
        ).all():
            connection.execute(text(f'drop trigger "{trigger}"'))
        for table, identifier in roots:
            _copy(connection, metadata.tables[table], UUID(identifier), numbers)
    engine.dispose()


def _copy(connection: Connection, table: Table, identifier: UUID, numbers: range) -> None:
    family = _family(connection, table, identifier)
    written: dict[str, list[Row]] = defaultdict(list)
    for copy in numbers:
        new = {row["id"]: uuid4() for _, row in family if isinstance(row.get("id"), UUID)}
        for of, row in family:
            written[of.name].append(_changed(of, row, new, copy))
    for of in metadata.sorted_tables:
        if written[of.name]:
            connection.execute(of.insert(), written[of.name])


def _family(connection: Connection, table: Table, identifier: UUID) -> list[tuple[Table, Row]]:
    """The row, what its unique references name, and every row that refers to one of them."""
    found: list[tuple[Table, Row]] = []
    seen: set[tuple[str, Any]] = set()
    waiting = [(table, row) for row in _rows(connection, table, table.c.id == identifier)]
    while waiting:
        of, row = waiting.pop()
        key = (of.name, row.get("id") or tuple(row.values()))
        if key in seen:
            continue
        seen.add(key)
        found.append((of, row))
        for column in _unique_references(of):
            (target,) = column.foreign_keys
            parents = _rows(connection, target.column.table, target.column == row[column.name])
            waiting += [(target.column.table, one) for one in parents]
        for child in metadata.sorted_tables:
            for column in child.columns:
                if any(key.column.table is of for key in column.foreign_keys) and child is not of:
                    (target,) = column.foreign_keys
                    waiting += [
                        (child, one) for one in _rows(connection, child, column == row[target.column.name])
                    ]
    return found


def _rows(connection: Connection, table: Table, condition: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table).where(condition)).mappings()]


def _uniques(table: Table) -> Iterator[list[Column[Any]]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield list(constraint.columns)
    for index in table.indexes:
        if index.unique:
            yield list(index.columns)


def _unique_references(table: Table) -> list[Column[Any]]:
    return [columns[0] for columns in _uniques(table) if len(columns) == 1 and columns[0].foreign_keys]


def _changed(table: Table, row: Row, new: dict[UUID, UUID], copy: int) -> Row:
    made = {name: new.get(value, value) if isinstance(value, UUID) else value for name, value in row.items()}
    for columns in _uniques(table):
        if all(made[column.name] == row[column.name] for column in columns):
            for column in columns:
                value = made[column.name]
                if isinstance(value, str) and not column.foreign_keys:
                    made[column.name] = f"{value}-{copy}"
                    break
                if isinstance(value, int) and not isinstance(value, bool):
                    made[column.name] = value + 10_000 * copy
                    break
    return made
