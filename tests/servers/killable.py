"""A server process that a test kills at any moment, and starts again on the same files and the same address.

The listening socket belongs to the test: whoever calls while no server is there waits. A nursery process loads the
application once and forks every server from there, so that many starts cost little.
"""

import multiprocessing
import os
import signal
import socket
import threading
from datetime import timedelta
from typing import Any

from werkzeug.serving import make_server

from sipgrants.app import create_app
from sipgrants.config import Config
from sipgrants.core import clock
from tests.servers import compiled  # noqa: F401 - the address of the database names it

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.servers.killable"])


class Killable:
    """The server; `ahead` is how many seconds its clock runs before the true time."""

    def __init__(self, config: Config, listening: socket.socket) -> None:
        self.ahead = _processes.Value("d", 0.0, lock=False)
        self.orders, theirs = _processes.Pipe()
        told = (config, listening, self.ahead, theirs)
        self.nursery = _processes.Process(target=_nurse, args=told, daemon=True)
        self.nursery.start()
        self.pid = 0

    def start(self) -> None:
        """Serve from now on."""
        self.orders.send("start")
        self.pid = self.orders.recv()

    def kill(self) -> None:
        """End the server as a power cut would: nothing in it is asked."""
        os.kill(self.pid, signal.SIGKILL)
        self.orders.send("bury")
        self.orders.recv()

    def close(self) -> None:
        """End the server and its nursery."""
        self.kill()
        self.orders.send("end")
        self.nursery.join()


def _nurse(config: Config, listening: socket.socket, ahead: Any, orders: Any) -> None:
    app, server = create_app(config), 0
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    while (order := orders.recv()) != "end":
        if order == "start":
            server = os.fork()
            if server == 0:
                _serve(app, listening, ahead)
        else:
            os.waitpid(server, 0)
        orders.send(server)


def _serve(app: Any, listening: socket.socket, ahead: Any) -> None:
    host, port = listening.getsockname()[:2]
    with clock.running_ahead() as move_on:
        app.wsgi_app = _Followed(app.wsgi_app, ahead, move_on)
        make_server(host, port, app, threaded=True, fd=listening.fileno()).serve_forever()


class _Followed:
    """Sets this process's clock by the test's before every request."""

    def __init__(self, inner: Any, ahead: Any, move_on: Any) -> None:
        self.inner, self.ahead, self.move_on = inner, ahead, move_on
        self.moved, self.lock = 0.0, threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self.lock:
            by = self.ahead.value - self.moved
            self.move_on(timedelta(seconds=by))
            self.moved += by
        return self.inner(environ, start_response)
