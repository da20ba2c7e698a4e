"""`flask up`: migrate, load the demonstration where it is wanted, then serve with the worker beside."""

import os
import socket
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from sipgrants.cli.demo import greet, is_there, load
from sipgrants.cli.migrate import upgrade
from sipgrants.cli.supervisor import supervise
from sipgrants.config import ROOT, Config
from sipgrants.web.loopback import is_own


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@with_appcontext
def up(host: str, port: int) -> None:
    """Start everything: the database is migrated, then web server and worker run until Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    config: Config = app.extensions["config"]
    _refuse_taken_port(host, port)
    upgrade(config)
    if config.demo:
        load(app)
    if is_there(app):
        _demonstrate(host, config)
    os.environ.setdefault("SIPGRANTS_BASE_URL", f"http://{host}:{port}")
    click.echo(f"Serving on http://{host}:{port} (Ctrl-C ends it)")
    sys.exit(supervise(_commands(host, port), cwd=str(ROOT), tell=lambda line: click.echo(line, err=True)))


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


def _commands(host: str, port: int) -> dict[str, list[str]]:
    python = sys.executable
    settings = "python:sipgrants.cli.serving"
    return {
        "web server": [
            python,
            "-m",
            "gunicorn",
            "--config",
            settings,
            "--bind",
            f"{host}:{port}",
            "wsgi:app",
        ],
        "worker": [python, str(Path(python).with_name("flask")), "worker"],
    }
