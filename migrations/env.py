"""How Alembic reaches the database.

On SQLite a table is changed by building it anew: with foreign keys enforced that would delete the rows that point to
it, so they are off during the migrations and checked at the end. Each run is one transaction on both databases.
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event

from sipgrants.config import load
from sipgrants.core.db import Database, UtcDateTime
from sipgrants.schema import metadata


def _leave_foreign_keys_alone(connection: Any, _record: object) -> None:
    connection.execute("pragma foreign_keys=off")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves rows that point nowhere: {broken[:5]}")


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our type of moments as what the database makes of it: a migration outlives our classes."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Bring the database to the version asked for, or leave it as it was."""
    url = context.config.get_main_option("sqlalchemy.url") or load().database_url
    engine = Database(url).engine
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _leave_foreign_keys_alone)
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection,
            target_metadata=metadata,
            render_as_batch=sqlite,
            render_item=_render,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite:
                _check_foreign_keys(connection)
    engine.dispose()


run()
