"""The world of `world.py`, made once; the application on a copy of it; whoever asks, signed in."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from sipgrants.accounts.models import Person
from sipgrants.app import create_app
from sipgrants.config import ROOT, Config
from sipgrants.core import clock
from sipgrants.web.limits import limiter
from tests.builders import people
from tests.hardening import names, world
from tests.servers import compiled


@dataclass
class Place:
    """The application on a copy of the world, and where everything is in it."""

    app: Flask
    template: Path
    ids: dict[str, str]
    file: Path
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, who: str) -> FlaskClient:
        """A browser of `who` ("head", "other.drafter"); "nobody" is not signed in."""
        if who not in self._clients:
            self._clients[who] = self.app.test_client()
            if who != "nobody":
                name = who if "." in who else f"person.{who}"
                with self.app.extensions["runtime"].scope() as session:
                    people.sign_in(self._clients[who], session.get_one(Person, UUID(self.ids[name])))
        return self._clients[who]

    def at(self, address: str) -> str:
        """The address with the identifiers in the place of the names."""
        for name, identifier in self.ids.items():
            address = address.replace("{" + name + "}", identifier)
        return address

    def again(self) -> None:
        """Everything as it was; nobody is signed in."""
        self._clients.clear()
        self.app.extensions["runtime"].database.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.file)


def _config(folder: Path, database_url: str, files: Path) -> Config:
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / "cache").symlink_to(ROOT / ".cache")
    return Config(
        instance=folder,
        database_url=database_url,
        files_url=f"file://{files}",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        secret_key="for-tests-only-" * 4,
        base_url="http://localhost",
        argon2_memory_kib=8,
        argon2_rounds=1,
    )


@pytest.fixture(scope="session")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the world: database, files and identifiers."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copyfile(sqlite_template, folder / "world.sqlite")
    app = create_app(_config(folder, f"sqlite:///{folder / 'world.sqlite'}", folder / "files"))
    runtime = app.extensions["runtime"]
    # As the worker works: papers are printed there, in the words of the edge.
    with app.app_context(), app.test_request_context(), runtime.scope():
        (folder / "ids.json").write_text(json.dumps(world.build()))
    runtime.database.engine.dispose()
    return folder


@pytest.fixture(scope="module")
def place(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The application on a copy of the world, its clock at `names.NOW`; limits of requests are off."""
    folder = tmp_path_factory.mktemp("place")
    address = compiled.once(make_url(f"sqlite:///{folder / 'sipgrants.sqlite'}"))
    app = create_app(_config(folder, address, made / "files"))
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False  # here the fields are asked, not the token
    found = Place(
        app, made / "world.sqlite", json.loads((made / "ids.json").read_text()), folder / "sipgrants.sqlite"
    )
    found.again()
    limiter.enabled = False
    with clock.set_to(names.NOW):
        yield found
    limiter.enabled = True
    app.extensions["runtime"].database.engine.dispose()
