"""Settings of gunicorn (`gunicorn --config python:sipgrants.cli.serving wsgi:app`).

The application is loaded once, before the workers part from it: that saves a third of the memory. Nothing may
touch the database or the files before, since their threads and connections do not survive the parting.
"""

import faulthandler
import gc
import os
from typing import Any

bind = os.environ.get("SIPGRANTS_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("SIPGRANTS_WEB_WORKERS", "2"))
threads = int(os.environ.get("SIPGRANTS_WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 20_000  # a leak, should there be one, stays small
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a slow disk must not kill workers
control_socket_disable = True
loglevel = "warning"


def post_fork(server: Any, worker: Any) -> None:
    """Give each worker connections of its own; what is there before the first request stays, and is never looked at."""
    faulthandler.enable()  # should a worker die, the log says where
    gc.freeze()
    worker.app.callable.extensions["runtime"].database.engine.dispose(close=False)
