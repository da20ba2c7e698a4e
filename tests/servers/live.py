"""The application on a free port of 127.0.0.1, in a thread, for tests that speak HTTP."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import make_server


def free_socket() -> socket.socket:
    """Listens on a port that the system chooses, so that the address is known early."""
    return socket.create_server(("127.0.0.1", 0))


def address_of(listening: socket.socket) -> str:
    """The address without a closing slash."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def serving(app: Flask, listening: socket.socket) -> Iterator[str]:
    """Serves on the socket while the block runs; yields the address."""
    host, port = listening.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, name="live server")
    thread.start()
    try:
        yield address_of(listening)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
