"""The queue: huey over SQLite, Redis or PostgreSQL. It carries identifiers only; the rows of the outbox are the truth."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from sipgrants.config import Config

Carry = Callable[[str, UUID], None]


def make(config: Config) -> Huey:
    """Return the queue at `config.queue_url`; messages are signed with the installation's secret."""
    options: dict[str, Any] = {"serializer": SignedSerializer(secret=config.secret_key), "results": False}
    scheme = urlsplit(config.queue_url).scheme
    if scheme in ("redis", "rediss"):
        return RedisHuey("sipgrants", url=config.queue_url, **options)
    if scheme.startswith("postgresql"):
        return PostgresHuey("sipgrants", dsn=config.queue_url.replace("+psycopg", ""), **options)
    return SqliteHuey("sipgrants", filename=config.queue_url.removeprefix("sqlite:///"), **options)


class Queue:
    """The queue with its one task; opened at first use, since a connection does not survive a fork."""

    def __init__(self, config: Config, carry: Carry | None = None) -> None:
        self._config = config
        self._carry = carry

    @cached_property
    def _opened(self) -> tuple[Huey, Any]:
        def carry_out(kind: str, identifier: str) -> None:
            if self._carry is not None:
                self._carry(kind, UUID(identifier))

        huey = make(self._config)
        return huey, huey.task(name="carry_out")(carry_out)

    @property
    def huey(self) -> Huey:
        """Return the queue itself, its task known."""
        return self._opened[0]

    def put(self, kind: str, identifier: UUID) -> None:
        """Tell the worker of one piece of work ("mail" or "job")."""
        self._opened[1](kind, str(identifier))

    def length(self) -> int:
        """Return how many messages wait; raises where the queue cannot be reached (for readiness)."""
        return int(self.huey.pending_count())
