"""Plain SQLAlchemy: an engine, a session per context, and one transaction per command.

A command is one function decorated with `command`. The outermost one refuses a dirty session, ends the read, takes the
write lock, locks its subject, runs, runs what waits for the end of the transaction (the audit chain), commits, then runs
what waits for the commit. Inner commands join it. Reads use a deferred transaction and never wait for a writer.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Dialect, Engine, MetaData, create_engine, event, inspect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import DateTime, TypeDecorator

from sipgrants.core import clock
from sipgrants.core.errors import Conflict, NotFound, Stale
from sipgrants.core.i18n import msg

log = logging.getLogger(__name__)
R = TypeVar("R")

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


class Record(Base):
    """A row with an identifier that never tells anything, and the moment it was made."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=-9)


class Subject(Record):
    """A record with a state that moves, and a version by which a stale write is told."""

    __abstract__ = True
    subject_type: ClassVar[str]
    state: Mapped[str] = mapped_column(sort_order=-8)
    version: Mapped[int] = mapped_column(default=1, sort_order=-7)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__dict__.get("version", cls.version)}


class Database:
    """An engine with its sessionmaker; on SQLite also the file by which writers queue up."""

    def __init__(self, url: str, *, echo: bool = False) -> None:
        self.engine = _engine(url, echo)
        self.sessions = sessionmaker(self.engine)
        # Who is told of new work in the outbox, after the commit: the queue, where there is one.
        self.announce: Callable[[str, UUID], None] = lambda _kind, _identifier: None
        name = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        self._lock_file = Path(name + ".lock") if name and name != ":memory:" else None

    @contextmanager
    def scope(self) -> Iterator[Session]:
        """Give this context a session; it is closed at the end of the block."""
        opened = self.sessions()
        opened.info["database"] = self
        token = _session.set(opened)
        try:
            yield opened
        finally:
            _session.reset(token)
            opened.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A writing transaction runs inside: SQLite's wait in the order of a file lock, busy waiting starves some."""
        if self._lock_file is None:
            yield
            return
        with self._lock_file.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


_session: ContextVar[Session | None] = ContextVar("session", default=None)


def _engine(url: str, echo: bool) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, echo=echo, pool_pre_ping=True)
    engine = create_engine(url, echo=echo, connect_args={"timeout": 10})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: lost updates
    for pragma in ("journal_mode=wal", "foreign_keys=on", "busy_timeout=10000", "synchronous=normal"):
        connection.execute("pragma " + pragma)


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def session() -> Session:
    """Return this context's session; RuntimeError outside `Database.scope`."""
    current = _session.get()
    if current is None:
        raise RuntimeError("no session: enter Database.scope() first")
    return current


@dataclass
class _Running:
    """What a running command has gathered: work for the end of the transaction and for after the commit."""

    at_end: list[Callable[[], None]] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)


def in_command() -> bool:
    """Tell whether a command is running in this context."""
    return "command" in session().info


def _running() -> _Running:
    running: _Running | None = session().info.get("command")
    if running is None:
        raise RuntimeError("only a command may change anything")
    return running


def at_end(work: Callable[[], None]) -> None:
    """Run `work` once, as the last statements before the commit."""
    gathered = _running().at_end
    if work not in gathered:
        gathered.append(work)


def after_commit(work: Callable[[], None]) -> None:
    """Run `work` after the commit; nothing runs where the command fails."""
    _running().after.append(work)


def step(keep: tuple[type, ...] = ()) -> None:
    """Do now what waits for the end, and read lists of related rows anew (but of `keep`): for telling what many did."""
    ending, _running().at_end = _running().at_end, []
    session().flush()
    for last in ending:
        last()
    for row in session().identity_map.values():
        related = [name for name in inspect(type(row)).relationships if name in row.__dict__]
        if related and not isinstance(row, keep):
            session().expire(row, related)


_on_lock: list[Callable[[], None]] = []


def on_lock(work: Callable[[], None]) -> None:
    """Register `work` to run in every command once its subject is locked (facts are read again then)."""
    _on_lock.append(work)


def command(function: Callable[..., R]) -> Callable[..., R]:
    """Make `function` one transaction. A `seen=` argument (the version a person saw) is checked and taken out.

    The type is open (`...`) since every command takes `seen=` beside its own arguments, which types cannot say.
    """

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> R:
        seen = kwargs.pop("seen", None)
        if in_command():
            return function(*args, **kwargs)
        return _outermost(lambda: function(*args, **kwargs), args[0] if args else None, seen)

    return run


def _outermost(work: Callable[[], R], subject: object, seen: Any) -> R:
    current = session()
    if current.new or current.dirty or current.deleted:
        raise RuntimeError("a command begins with a clean session: only commands change anything")
    current.rollback()
    running = _Running()
    database: Database = current.info["database"]
    with database.writing():
        try:
            current.connection(execution_options={"writes": True})
            current.info["command"] = running
            _lock(current, subject, seen)
            result = work()
            current.flush()
            for last in running.at_end:
                last()
            current.commit()
        except BaseException as error:
            current.rollback()
            readable = _readable(error)
            if readable is error:
                raise
            raise readable from error
        finally:
            current.info.pop("command", None)
            current.info.pop("audit", None)
    for later in running.after:
        try:
            later()
        except Exception as error:  # the change stands; the worker's sweep makes good what follows it
            log.warning("after commit", exc_info=error)
    return result


def _lock(current: Session, subject: object, seen: Any) -> None:
    for work in _on_lock:
        work()
    if not isinstance(subject, Base) or subject not in current:
        return
    lock(subject)
    if seen is not None and int(seen) != getattr(subject, "version", int(seen)):
        raise Stale()


def lock(row: Base) -> None:
    """Lock a row for this command and read it again; what is joined to it is read, not locked (PostgreSQL refuses that)."""
    session().refresh(row, with_for_update={"of": type(row)})


def _readable(error: BaseException) -> BaseException:
    """Turn what the database says when somebody was faster into a refusal."""
    if isinstance(error, StaleDataError):
        return Stale()
    if isinstance(error, IntegrityError) and _is_unique(error):
        return Conflict(msg("This exists already: somebody was faster, or the button was pressed twice."))
    if isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") in ("40P01", "40001"):
        return Stale()
    return error


def _is_unique(error: IntegrityError) -> bool:
    return getattr(error.orig, "sqlstate", "") == "23505" or "UNIQUE constraint failed" in str(error.orig)


def find(kind: type[R], identifier: UUID | str | int) -> R:
    """Return the row of `kind` with that identifier; NotFound where there is none."""
    row = session().get(kind, identifier)
    if row is None:
        raise NotFound()
    return row


def subjects() -> dict[str, type[Subject]]:
    """Return every class of subjects by its `subject_type`."""
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return {kind.subject_type: kind for kind in found if issubclass(kind, Subject)}
