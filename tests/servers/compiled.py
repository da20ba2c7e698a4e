"""Statements are compiled once for all databases of the tests' process, not once for every test's own copy."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import plugins
from sqlalchemy.engine import URL, CreateEnginePlugin, Dialect
from sqlalchemy.util import LRUCache

NAME = "compiled-once"
MOST = 5000  # statements kept: more than the whole application has
_SHARED: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}


class CompiledOnce(CreateEnginePlugin):
    """Gives every engine of a kind the first one's dialect and compiled statements: the key of a statement names both."""

    def __init__(self, url: URL, kwargs: dict[str, Any]) -> None:
        super().__init__(url, kwargs)

    def update_url(self, url: URL) -> URL:
        return url.difference_update_query(["plugin"])

    def engine_created(self, engine: Engine) -> None:
        dialect, compiled = _SHARED.setdefault(engine.dialect.name, (engine.dialect, LRUCache(MOST)))
        engine.dialect, engine._compiled_cache = dialect, compiled


def once(url: URL) -> str:
    """Return the address of a database whose engines share what they compiled."""
    return url.update_query_dict({"plugin": NAME}).render_as_string(hide_password=False)


plugins.register(NAME, __name__, "CompiledOnce")
