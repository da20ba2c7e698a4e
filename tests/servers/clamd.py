"""A stand-in for the ClamAV daemon on loopback: speaks INSTREAM, finds the word VIRUS, and can be told to misbehave."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Daemon:
    """Where it listens, what it got, and what it says: an `answer` of its own, or `silent`."""

    url: str
    answer: bytes | None = None
    silent: bool = False
    scanned: list[bytes] = field(default_factory=list)


@contextmanager
def clamd() -> Iterator[Daemon]:
    """The daemon while the block runs."""
    listening = socket.create_server(("127.0.0.1", 0))
    daemon = Daemon(f"tcp://127.0.0.1:{listening.getsockname()[1]}")
    ended = threading.Event()
    thread = threading.Thread(target=_serve, args=(listening, daemon, ended))
    thread.start()
    try:
        yield daemon
    finally:
        ended.set()
        socket.create_connection(listening.getsockname()).close()
        thread.join()
        listening.close()


def _serve(listening: socket.socket, daemon: Daemon, ended: threading.Event) -> None:
    while not ended.is_set():
        connection, _where = listening.accept()
        with connection, connection.makefile("rwb") as stream:
            if ended.is_set() or stream.read(10) != b"zINSTREAM\x00":
                continue
            data = b""
            while size := int.from_bytes(stream.read(4), "big"):
                data += stream.read(size)
            daemon.scanned.append(data)
            if daemon.silent:
                stream.read(1)  # until the other side has had enough
                continue
            found = b"stream: Eicar-Test-Signature FOUND\x00" if b"VIRUS" in data else b"stream: OK\x00"
            stream.write(daemon.answer if daemon.answer is not None else found)
