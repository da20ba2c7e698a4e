"""The one way to change a state: right, then state, then the new state, then the entry in the history."""

from typing import Any
from uuid import uuid4

from sipgrants.core import audit
from sipgrants.core.db import Subject
from sipgrants.core.errors import Conflict
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import labels, process, rights, told
from sipgrants.lifecycle.actor import Actor


def check(subject: Subject, action: str, *, by: Actor) -> str:
    """Return the state that the move `action` leads to; Forbidden or Conflict with the reason, and nothing moves."""
    rights.demand(by, action, subject)
    new = process.target(subject.subject_type, action.partition(".")[2], subject.state)
    if new is None:
        raise Conflict(_wrong_state(subject, action, by))
    return new


def move(subject: Subject, action: str, *, by: Actor, **data: Any) -> None:
    """Make the move `action` ("application.submit") on `subject`, inside a command.

    Raises Forbidden where `by` has not the right and Conflict where the present state does not permit it. `data` goes into
    the history.
    """
    new = check(subject, action, by=by)
    old, subject.state = subject.state, new
    audit.record(action, subject, by, **{"from": old, "to": new}, **data)


def begin(subject: Subject, action: str, *, by: Actor, **data: Any) -> None:
    """Bring a new `subject` into being by a move without sources; its first state is the move's target."""
    rights.demand(by, action, subject)
    row = next(row for row in process.PROCESSES[subject.subject_type].rows(action.partition(".")[2]))
    if not subject.state:
        subject.state = row.target or ""
    if not getattr(subject, "id", None):
        subject.id = uuid4()  # the history names it before it is written
    audit.record(action, subject, by, to=subject.state, **data)


def possible(subject: Subject, action: str, by: Actor) -> bool:
    """Tell whether right and state both allow `action` now: what a page asks before it draws the button."""
    verb = action.partition(".")[2]
    return process.target(subject.subject_type, verb, subject.state) is not None and rights.can(
        by, action, subject
    )


def refusal(subject: Any, action: str, by: Actor) -> Message | None:
    """Return why the present state does not permit the move `action`, before anybody tries; None where it does, or where
    no move of such a record is called so.
    """
    kind, _, verb = action.partition(".")
    if kind != getattr(subject, "subject_type", None) or kind not in process.PROCESSES:
        return None
    moves = any(row.sources for row in process.PROCESSES[kind].rows(verb))
    allowed = not moves or process.target(kind, verb, subject.state) is not None
    return None if allowed else _wrong_state(subject, action, by)


def _wrong_state(subject: Subject, action: str, by: Actor) -> Message:
    shown = told.state(by, subject) if subject.subject_type == "application" else subject.state
    return msg(
        "%(action)s is not possible now: the state is “%(state)s”.",
        action=labels.action(action),
        state=labels.state(subject.subject_type, shown),
    )
