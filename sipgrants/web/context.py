"""What surrounds a request: session and store, an identifier, a line in the log."""

import time
from contextlib import ExitStack
from uuid import uuid4

import structlog
from flask import Flask, Response, current_app, g, request

from sipgrants.core import clock
from sipgrants.core.runtime import Runtime

log = structlog.get_logger("web")


def init(app: Flask, runtime: Runtime) -> None:
    """Open the runtime's scope around every request of `app`."""
    app.extensions["runtime"] = runtime
    app.before_request(_open)
    app.after_request(_note)
    app.teardown_request(_close)


def _open() -> None:
    g.started = time.perf_counter()
    g.arrived_at = clock.now()  # what counts for a deadline is when the request reached the server
    g.request_id = uuid4().hex[:16]
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    if request.endpoint == "static":
        return
    stack = ExitStack()
    stack.enter_context(current_app.extensions["runtime"].scope())
    g.stack = stack


def _note(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    spent = time.perf_counter() - g.get("started", time.perf_counter())
    log.info(
        "request",
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round(spent * 1000, 1),
    )
    return response


def _close(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("stack", None)
    if stack is not None:
        stack.close()
