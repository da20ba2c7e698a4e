"""What the worker does by the clock: it finds work that was lost on its way, and does what is due."""

import time
from collections.abc import Callable
from uuid import UUID

import structlog
from huey import Huey, crontab

from sipgrants.core import garbage, outbox
from sipgrants.core.db import session
from sipgrants.core.outbox import Job, Mail
from sipgrants.worker import storekeeping
from sipgrants.worker.carrying import carry

log = structlog.get_logger("worker")
SWEEP = 50.0  # seconds: the next one begins a minute after this one did


def sweep(seconds: float = SWEEP) -> int:
    """Carry out everything that is due and not done, for about `seconds`; returns how many pieces there were.

    What fails is due later only: the same piece is not taken up again in one sweep.
    """
    began, done = time.monotonic(), 0
    while found := _due():
        for kind, identifier in found:
            if time.monotonic() - began > seconds:
                return done
            carry(kind, identifier)
            garbage.look()
            done += 1
    return done


def _due() -> list[tuple[str, UUID]]:
    mails = [("mail", identifier) for identifier in outbox.waiting(Mail)]
    return mails + [("job", identifier) for identifier in outbox.waiting(Job)]


def tick() -> None:
    """Do everything whose time has come; one that fails does not keep the others from it."""
    for name, look_after in outbox.CLOCKWORK.items():
        try:
            look_after()
        except Exception as error:
            log.error("clockwork failed", name=name, exc_info=error)
            session().rollback()


def schedule(huey: Huey, in_scope: Callable[[Callable[[], object]], object]) -> None:
    """Let `huey` sweep every minute, tick every five, and look through the store of files every night."""
    huey.periodic_task(crontab(minute="*"), name="sweep")(lambda: in_scope(sweep))
    huey.periodic_task(crontab(minute="*/5"), name="tick")(lambda: in_scope(tick))
    huey.periodic_task(crontab(hour="2", minute="20"), name="nightly")(lambda: in_scope(storekeeping.nightly))
