"""What the worker does by the clock: it finds work that was lost on its way, and does what is due."""

from collections.abc import Callable

import structlog
from huey import Huey, crontab

from sipgrants.core import outbox
from sipgrants.core.db import session
from sipgrants.core.outbox import Job, Mail
from sipgrants.worker.carrying import carry

log = structlog.get_logger("worker")


def sweep() -> int:
    """Carry out everything that is due and not done; returns how many pieces there were."""
    mails, jobs = outbox.waiting(Mail), outbox.waiting(Job)
    for identifier in mails:
        carry("mail", identifier)
    for identifier in jobs:
        carry("job", identifier)
    return len(mails) + len(jobs)


def tick() -> None:
    """Do everything whose time has come; one that fails does not keep the others from it."""
    for name, look_after in outbox.CLOCKWORK.items():
        try:
            look_after()
        except Exception as error:
            log.error("clockwork failed", name=name, exc_info=error)
            session().rollback()


def schedule(huey: Huey, in_scope: Callable[[Callable[[], object]], object]) -> None:
    """Let `huey` sweep every minute and tick every five."""
    huey.periodic_task(crontab(minute="*"), name="sweep")(lambda: in_scope(sweep))
    huey.periodic_task(crontab(minute="*/5"), name="tick")(lambda: in_scope(tick))
