"""Processes that belong together end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from sipgrants.cli import supervisor
supervisor.PATIENCE = float(sys.argv[1])
parts = {name: lambda code=code: exec(code) for name, code in zip(sys.argv[2::2], sys.argv[3::2])}
sys.exit(supervisor.supervise(parts, tell=lambda line: print(line, flush=True)))
"""
STAYS = "import os, time; open('{name}', 'w').write(str(os.getpid())); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STAYS

Running = tuple[subprocess.Popen[str], dict[str, int]]


def start(folder: Path, patience: float = 10, **codes: str) -> "subprocess.Popen[str]":
    """Starts a supervisor over Python snippets; each writes its process number into a file of its name."""
    arguments = [word for name, code in codes.items() for word in (name, code.format(name=folder / name))]
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(patience), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def number_of(path: Path) -> int:
    deadline = time.monotonic() + 10
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, f"{path.name} did not start"
        time.sleep(0.02)
    return int(path.read_text())


def is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(number: int) -> bool:
    deadline = time.monotonic() + 10
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(number)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with start(tmp_path, web=STAYS, worker=STAYS) as supervisor:
        yield supervisor, {name: number_of(tmp_path / name) for name in ("web", "worker")}
        supervisor.kill()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_all_and_is_no_error(running: Running, asked: signal.Signals) -> None:
    supervisor, numbers = running
    supervisor.send_signal(asked)
    output, _ = supervisor.communicate(timeout=10)
    assert (supervisor.returncode, output) == (0, "")
    assert {name: is_running(number) for name, number in numbers.items()} == {"web": False, "worker": False}


@pytest.mark.parametrize(("killed", "other"), [("web", "worker"), ("worker", "web")])
def test_one_that_dies_takes_the_other_along_with_an_error(running: Running, killed: str, other: str) -> None:
    supervisor, numbers = running
    os.kill(numbers[killed], signal.SIGKILL)
    output, _ = supervisor.communicate(timeout=10)
    assert supervisor.returncode == 1
    assert output == f"The {killed} ended unexpectedly (exit code -9); everything was stopped.\n"
    assert is_running(numbers[other]) is False


def test_nothing_survives_a_killed_supervisor(
    running: Running,
) -> None:
    supervisor, numbers = running
    supervisor.kill()
    supervisor.communicate(timeout=10)
    assert {name: wait_until_gone(number) for name, number in numbers.items()} == {
        "web": True,
        "worker": True,
    }


def test_one_that_will_not_end_is_ended(tmp_path: Path) -> None:
    with start(tmp_path, patience=0.5, worker=STUBBORN) as supervisor:
        number = number_of(tmp_path / "worker")
        supervisor.terminate()
        supervisor.communicate(timeout=10)
    assert (supervisor.returncode, is_running(number)) == (0, False)
