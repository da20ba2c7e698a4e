"""What every test may ask for.

- `db`: a session on a SQLite of the test's own; `both`: the same test on SQLite and on PostgreSQL
- `app`, `client`: the application on that database; `live_server`: its address
- `page`: a Chromium to visit it; `mailbox`: a mail server on loopback
"""

import functools
import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import ConsoleMessage, Locator, Page, Response
from sqlalchemy.orm import Session
from xdist.scheduler import LoadScopeScheduling

from sipgrants.app import create_app
from sipgrants.config import ROOT, Config
from sipgrants.core import sealing
from sipgrants.core.db import Database
from sipgrants.core.files import Store
from sipgrants.core.runtime import Runtime
from tests.builders import remembering
from tests.servers import compiled, databases
from tests.servers.live import address_of, free_socket, serving
from tests.servers.mail import Mailbox, mail_server
from tests.servers.postgres import postgres_server

sealing.equip("for-tests-only-" * 4)  # as `create_app` does with the secret of `config`
# The headless shell first: the same Chromium without the parts that draw a window, a third of the work.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
# What takes long to make, once for all tests there: made by one process alone.
SHARE_A_WORLD = ("tests/hardening", "tests/cli/test_demo.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `both` runs on each database."""
    if "both" in metafunc.fixturenames:
        kinds = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("database", kinds, indirect=True)


class ByWorld(LoadScopeScheduling):
    """Gives a process one test at a time, but all that share a world to the same one.

    The plugin's own way, a mark, adds to the names of tests, and pytest 9 does not let it.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((one for one in SHARE_A_WORLD if nodeid.startswith(one)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWorld:
    """Called where tests run in several processes."""
    return ByWorld(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser or works on a database carries the mark."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "page" in asked:
            item.add_marker(pytest.mark.browser)
        if "database" in asked:
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """The thousands of collected tests stay to the end: no look for garbage is to walk over them every time."""
    gc.collect()
    gc.freeze()


# --- databases ---


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    databases.make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server; starts one where none is given, fails where that is impossible."""
    with postgres_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a database with all tables, one per test process."""
    name = f"sipgrants_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with databases.postgres_template(postgres, name) as made:
        yield made


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables: SQLite, or what `both` asks for."""
    if getattr(request, "param", "sqlite") == "postgres":
        server = request.getfixturevalue("postgres")
        copy = databases.postgres_copy(server, request.getfixturevalue("postgres_template"))
    else:
        copy = databases.sqlite_copy(
            request.getfixturevalue("sqlite_template"), tmp_path / "sipgrants.sqlite"
        )
    # What a test has put in the place of our own code, builders may come through: what they make is not for others.
    is_plain = "monkeypatch" not in request.fixturenames
    with copy as made, remembering.in_use(made.engine) if is_plain else nullcontext():
        yield made


@pytest.fixture
def runtime(database: Database, tmp_path: Path) -> Runtime:
    """The database and a store of files, as web, worker and command line have them."""
    return Runtime(database, Store(f"file://{tmp_path / 'files'}"))


@pytest.fixture
def session(runtime: Runtime) -> Iterator[Session]:
    """This test's session; commands may be called while it is open."""
    with runtime.scope() as opened:
        yield opened


@pytest.fixture
def db(session: Session) -> Session:
    """The session on SQLite: for tests whose answer no database can change."""
    return session


@pytest.fixture
def both(session: Session) -> Session:
    """The session, once on SQLite and once on PostgreSQL: for money, rights, deadlines, seals, audit."""
    return session


# --- the application ---


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """The socket on which `live_server` answers."""
    with free_socket() as opened:
        yield opened


@pytest.fixture
def config(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Config:
    """Settings of an installation in the test's folder. Passwords are hashed cheaply."""
    base_url = "http://localhost"
    if "live_server" in request.fixturenames:
        base_url = address_of(request.getfixturevalue("listening"))
    (ROOT / ".cache").mkdir(exist_ok=True)
    (tmp_path / "cache").symlink_to(ROOT / ".cache")  # static files are prepared once, not for each test
    return Config(
        instance=tmp_path,
        database_url=compiled.once(database.engine.url),
        files_url=f"file://{tmp_path / 'files'}",
        queue_url=f"sqlite:///{tmp_path / 'queue.sqlite'}",
        secret_key="for-tests-only-" * 4,
        base_url=base_url,
        argon2_memory_kib=8,
        argon2_rounds=1,
    )


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The whole application on the test's database."""
    made = create_app(config)
    made.testing = True
    yield made
    made.extensions["runtime"].database.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a window: keeps cookies, follows nothing by itself."""
    return app.test_client()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that keeps what it gets."""
    with mail_server() as opened:
        yield opened


# --- the browser ---


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without an executable Playwright would look for a download of its own."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail("No Chromium: apt-get install -y chromium-headless-shell")
    return {**browser_type_launch_args, "executable_path": found, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session", autouse=True)
def pages_arrive() -> Iterator[None]:
    """A click or a key is over when the page it leads to stands; Playwright's own is over at its first byte."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, name in ((Locator, "click"), (Locator, "press"), (Page, "click"), (Page, "press")):
            patch.setattr(kind, name, arriving(getattr(kind, name)))
        yield


def arriving(act: Callable[..., None]) -> Callable[..., None]:
    """The same act on a page or on a part of it, which then waits for that page."""

    @functools.wraps(act)
    def then_wait(on: Page | Locator, *args: Any, **more: Any) -> None:
        act(on, *args, **more)
        (on if isinstance(on, Page) else on.page).wait_for_load_state()

    return then_wait


@pytest.fixture
def live_server(app: Flask, listening: socket.socket) -> Iterator[str]:
    """The address of the running application."""
    with serving(app, listening) as address:
        yield address


@pytest.fixture
def page(page: Page, live_server: str) -> Iterator[Page]:
    """A page; the test fails where a script failed, or a file of the page was blocked or missing."""
    page.set_default_timeout(10_000)
    wrong: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # A refused page is announced here too; refusals are what some tests are about.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(message.text)

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            wrong.append(f"{response.status} {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", on_response)
    yield page
    assert wrong == []
