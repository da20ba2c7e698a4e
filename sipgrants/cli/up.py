"""`flask up`: migrate, load the demonstration where it is wanted, then serve with the worker beside."""

import os
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from gunicorn.app.wsgiapp import run as run_gunicorn
from gunicorn.util import import_app

from sipgrants.cli.demo import greet, is_there, load
from sipgrants.cli.migrate import upgrade
from sipgrants.cli.supervisor import supervise
from sipgrants.config import ROOT, Config
from sipgrants.web.loopback import is_own

_APPLICATION = "sipgrants.app:create_app()"  # made anew in each process: its settings are known by then


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@with_appcontext
def up(host: str, port: int) -> None:
    """Start everything: the database is migrated, then web server and worker run until Ctrl-C."""
    config: Config = current_app.extensions["config"]
    _refuse_taken_port(host, port)
    # Aside: what is forked from this process must not inherit open connections and threads.
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as aside:
        demonstrates = aside.submit(_prepare).result()
    if demonstrates:
        _demonstrate(host, config)
    os.environ.setdefault("SIPGRANTS_BASE_URL", f"http://{host}:{port}")
    os.chdir(ROOT)
    click.echo(f"Serving on http://{host}:{port} (Ctrl-C ends it)")
    parts: dict[str, Callable[[], None]] = {
        "web server": partial(_serve, f"{host}:{port}"),
        "worker": _work,
    }
    sys.exit(supervise(parts, tell=lambda line: click.echo(line, err=True)))


def _prepare() -> bool:
    """Migrate, and load the demonstration where it is wanted; tells whether the database holds one."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    config: Config = app.extensions["config"]
    upgrade(config)
    if config.demo:
        load(app)
    return is_there(app)


def _serve(address: str) -> None:
    sys.argv = ["gunicorn", "--config", "python:sipgrants.cli.serving", "--bind", address, _APPLICATION]
    run_gunicorn()


def _work() -> None:
    app: Flask = import_app(_APPLICATION)
    app.cli.main(["worker"], obj=ScriptInfo(create_app=lambda: app))


def _demonstrate(host: str, config: Config) -> None:
    """Everybody knows the passwords of a demonstration: it is never served to other machines, whatever the settings."""
    if config.production or not is_own(host):
        raise click.ClickException(
            "This database holds the demonstration, which is served on 127.0.0.1 alone. Name another database by "
            "SIPGRANTS_DATABASE_URL or SIPGRANTS_INSTANCE, and begin it with `flask init`."
        )
    os.environ["SIPGRANTS_DEMO"] = "1"  # web server and worker are to know it, too
    greet()


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port}: {error.strerror}. Try --port."
            ) from error
