"""New installations for tests of the command line: a folder, and the application on an empty SQLite in it."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from sipgrants.app import create_app
from sipgrants.config import ROOT, Config


def new_app(folder: Path, **settings: object) -> Flask:
    """The application of a new installation; nothing was migrated yet. Passwords are hashed cheaply."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / "cache").symlink_to(ROOT / ".cache")  # static files are prepared once, not for each test
    config = Config(
        instance=folder,
        database_url=f"sqlite:///{folder / 'sipgrants.sqlite'}",
        files_url=f"file://{folder / 'files'}",
        queue_url=f"sqlite:///{folder / 'queue.sqlite'}",
        secret_key="for-tests-only-" * 4,
        base_url="http://localhost",
        argon2_memory_kib=8,
        argon2_rounds=1,
    )
    return create_app(replace(config, **settings))
