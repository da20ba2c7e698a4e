"""Statements and addresses are compiled once for all databases and applications of a test process, not for each test."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import plugins
from sqlalchemy.engine import URL, CreateEnginePlugin, Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

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


# --- addresses: each test has an application of its own, and werkzeug compiles a function for every route of it ---

_compile = Rule._compile_builder
_builders: dict[tuple[Any, ...], Any] = {}


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """What builds an address depends on the rule's own parts alone, where the rule has no defaults."""
    if rule.defaults:
        return _compile(rule, append_unknown)
    key = (rule.rule, tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _compile(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _compile_once  # type: ignore[method-assign]
