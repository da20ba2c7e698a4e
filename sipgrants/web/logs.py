"""Logs: one JSON line per event with the request's identifier, readable lines outside production."""

import logging
import sys
from typing import Any

import structlog

from sipgrants.config import Config


def init(config: Config) -> None:
    """Configure the logs of this process."""
    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not config.production and sys.stderr.isatty():
        last = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
