"""How migrations run: against the application's database, in one transaction, with SQLite's foreign keys off meanwhile."""

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from sipgrants import config as configuration
from sipgrants import schema
from sipgrants.core.db import UtcDateTime


def _url() -> str:
    return context.config.get_main_option("sqlalchemy.url") or configuration.load().database_url


def _render(kind: str, item: object, autogen: object) -> str | bool:
    """Write our own types as what the database sees: a migration must not change with the application."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _run(connection: Connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # a rebuilt table would delete its children by cascade
        connection.execute(text("pragma foreign_keys=off"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=schema.metadata,
        render_as_batch=is_sqlite,
        render_item=_render,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite:
            broken = connection.execute(text("pragma foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"rows without their parent: {broken[:5]}")


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with create_engine(_url(), poolclass=pool.NullPool).connect() as made:
        _run(made)
