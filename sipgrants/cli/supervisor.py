"""Keep a few processes together: whichever ends first, or a signal, ends all of them; nothing survives us."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE = 10.0  # seconds between asking a process to end and ending it
_PR_SET_PDEATHSIG = 1


def supervise(commands: Mapping[str, Sequence[str]], *, cwd: str, tell: Callable[[str], None]) -> int:
    """Run the commands, by name, until a signal asks to stop (returns 0) or one of them ends (returns 1)."""
    with _signals() as asked:
        processes = {name: _start(command, cwd) for name, command in commands.items()}
        try:
            while not asked and all(process.poll() is None for process in processes.values()):
                time.sleep(0.1)
            ended = {
                name: process.poll() for name, process in processes.items() if process.poll() is not None
            }
        finally:
            _stop(list(processes.values()))
    if asked:
        return 0
    for name, code in ended.items():
        tell(f"The {name} ended unexpectedly (exit code {code}); everything was stopped.")
    return 1


@contextmanager
def _signals() -> Iterator[list[int]]:
    """Gather SIGINT, SIGTERM and SIGHUP in a list while the block runs."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {
        number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(command: Sequence[str], cwd: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the supervisor alone, which then asks each once.
    supervisor = os.getpid()
    prctl = ctypes.CDLL(None).prctl

    def die_with_parent() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:  # it died before the line above
            os._exit(1)

    return subprocess.Popen(command, cwd=cwd, start_new_session=True, preexec_fn=die_with_parent)  # noqa: S603, PLW1509


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    for process in processes:
        with suppress(ProcessLookupError):  # its children too, where it left any
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
