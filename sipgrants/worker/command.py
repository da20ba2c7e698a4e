"""`flask worker`: the consumer of the queue and its clock, until a signal ends it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey.consumer import Consumer

from sipgrants.worker import clockwork, storekeeping
from sipgrants.worker.carrying import carry
from sipgrants.worker.queue import Queue


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Carry out mails and jobs, and what is due by the clock."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    scoped = in_scope_of(app)

    def carry_out(kind: str, identifier: UUID) -> None:
        scoped(lambda: carry(kind, identifier))

    queue = Queue(app.extensions["config"], carry_out)
    clockwork.schedule(queue.huey, scoped)
    scoped(clockwork.sweep)
    scoped(clockwork.tick)
    Consumer(queue.huey, workers=2, periodic=True, max_delay=2.0, graceful_signal="TERM").run()


def in_scope_of(app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """Return a function that runs another with the application's context, session and store."""

    def run(work: Callable[[], Any]) -> Any:
        base = app.extensions["config"].base_url
        with app.app_context(), app.test_request_context(base_url=base), app.extensions["runtime"].scope():
            return work()

    return run


@click.command("work-off")
@with_appcontext
def work_off() -> None:
    """Carry out everything that waits, once, and end: for small installations without a running worker."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    scoped = in_scope_of(app)
    scoped(clockwork.tick)
    scoped(storekeeping.nightly)
    count = scoped(clockwork.sweep)
    click.echo(f"{count} done")
