"""An instance as `flask init` makes it, a mail server, and people to walk through it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import Browser

from sipgrants.app import create_app
from sipgrants.cli.init import begin
from sipgrants.config import Config
from sipgrants.core import clock
from sipgrants.worker import clockwork
from sipgrants.worker.command import in_scope_of
from tests.journeys.walkers import World
from tests.servers.mail import Mailbox


@pytest.fixture
def config(config: Config, mailbox: Mailbox) -> Config:
    """Mails go to the test's own server."""
    return replace(config, mail_url=f"smtp://{mailbox.host}:{mailbox.port}")


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The whole application, new as `flask init` leaves it."""
    made = create_app(config)
    with made.extensions["runtime"].scope():
        begin("admin@secretariat.example", "Administrator")
    yield made
    made.extensions["runtime"].database.engine.dispose()


@pytest.fixture
def letter(tmp_path: Path) -> str:
    """The path of a Government's letter, as PDF."""
    path = tmp_path / "letter.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    return str(path)


@pytest.fixture
def world(app: Flask, live_server: str, browser: Browser, mailbox: Mailbox, letter: str) -> Iterator[World]:
    """Everything the walkers share."""
    scoped = in_scope_of(app)

    def work_off() -> None:
        scoped(clockwork.tick)
        while scoped(clockwork.sweep):
            pass

    with clock.running_ahead() as move_on:
        made = World(live_server, browser, mailbox, work_off, move_on, letter)
        yield made
        for context in browser.contexts:
            context.close()
        assert made.wrong == []
