"""Keep a few processes together: whichever ends first, or a signal, ends all of them; nothing survives us.

They are forked, not started anew: what this process has imported need not be imported again, which halves the time of a
start. So it must not have touched the database or the files, whose connections and threads a fork does not carry over.
"""

import ctypes
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.context import ForkProcess
from types import FrameType

PATIENCE = 10.0  # seconds between asking a process to end and ending it
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


def supervise(parts: Mapping[str, Callable[[], None]], *, tell: Callable[[str], None]) -> int:
    """Run the parts, by name, until a signal asks to stop (returns 0) or one of them ends (returns 1)."""
    with _signals() as asked:
        processes = {name: _start(part) for name, part in parts.items()}
        try:
            while not asked and all(process.is_alive() for process in processes.values()):
                time.sleep(0.1)
            ended = {name: process.exitcode for name, process in processes.items() if not process.is_alive()}
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

    before = {number: signal.signal(number, note) for number in _ENDING}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(part: Callable[[], None]) -> ForkProcess:
    supervisor = os.getpid()
    prctl = ctypes.CDLL(None).prctl

    def run() -> None:
        os.setsid()  # Ctrl-C reaches the supervisor alone, which then asks each once
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:  # it died before the line above
            os._exit(1)
        part()

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process


def _stop(processes: list[ForkProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
    for process in processes:
        if process.pid:
            with suppress(ProcessLookupError):  # its children too, where it left any
                os.killpg(process.pid, signal.SIGKILL)
        process.join()
