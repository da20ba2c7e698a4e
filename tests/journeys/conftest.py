"""An instance as `flask init` makes it, a mail server, and people to walk through it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from tests.journeys.drivers import Chromium
from tests.journeys.plain import Forms
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


@contextmanager
def world_of(
    app: Flask, address: str, mailbox: Mailbox, letter: str, driver: Callable[[Any], Any]
) -> Iterator[World]:
    """Everything the walkers share; at the end nothing went wrong in any page's scripts."""
    scoped = in_scope_of(app)

    def work_off() -> None:
        scoped(clockwork.tick)
        while scoped(clockwork.sweep):
            pass

    with clock.running_ahead() as move_on:
        made = World(address, driver, mailbox, work_off, move_on, letter)
        yield made
        assert made.wrong == []


@pytest.fixture
def world(app: Flask, live_server: str, browser: Browser, mailbox: Mailbox, letter: str) -> Iterator[World]:
    """A world of people with Chromium."""
    with world_of(app, live_server, mailbox, letter, lambda heard: Chromium(browser, heard)) as made:
        yield made
        for context in browser.contexts:
            context.close()


@pytest.fixture
def plain_world(app: Flask, live_server: str, mailbox: Mailbox, letter: str) -> Iterator[World]:
    """The same with plain forms: for steps that many people repeat."""
    with world_of(app, live_server, mailbox, letter, lambda _heard: Forms()) as made:
        yield made
