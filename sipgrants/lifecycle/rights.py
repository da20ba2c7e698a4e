"""What binds the table of rights to the records: predicates and facts that the stages register.

A **right** is a predicate: (actor, subject) -> None where it is given, else the reason why not. A **fact** is what a later
stage knows of a person, a Party or a round (`barred_from`): loaded once per request and, in a command, again after the
lock. This registry is the only way to look downstream.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from sipgrants.core import db
from sipgrants.core.errors import Conflict, Forbidden
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import TEAM, Actor
from sipgrants.lifecycle.facts import FACTS
from sipgrants.lifecycle.grants import Action, Grant
from sipgrants.lifecycle.policy import POLICY

Predicate = Callable[[Actor, Any], Message | None]
Lock = Callable[[str, Any], Message | None]
_predicates: dict[str, Predicate] = {}
_locks: list[Lock] = []
_facts: dict[str, Callable[..., Any]] = {}
_known: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("facts", default=None)


class Unbound(RuntimeError):
    """The table of rights names something that nobody registered: the application must not start."""


def right(name: str) -> Callable[[Predicate], Predicate]:
    """Register a predicate under the name by which the table of rights calls it."""

    def register(predicate: Predicate) -> Predicate:
        _predicates[name] = predicate
        return predicate

    return register


def lock(given: Lock) -> Lock:
    """Register what shuts records for good, whoever asks: (action, subject) -> None where it is open, else the reason."""
    _locks.append(given)
    return given


def fact(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a loader of what a later stage knows; its arguments are hashable."""

    def register(loader: Callable[..., Any]) -> Callable[..., Any]:
        _facts[name] = loader
        return loader

    return register


def known(name: str, *about: Any) -> Any:
    """Return a fact, loaded once per request or command."""
    cache = _known.get()
    if cache is None:
        return _facts[name](*about)
    key = (name, *about)
    if key not in cache:
        cache[key] = _facts[name](*about)
    return cache[key]


def fresh() -> None:
    """Begin a request: facts are loaded once from here on."""
    _known.set({})


def forget(*names: str) -> None:
    """Forget all facts, or those of these names: after the lock of a command they are read again."""
    cache = _known.get()
    if cache is None:
        return
    for key in [key for key in cache if not names or key[0] in names]:
        del cache[key]


db.on_lock(forget)


def check_bindings() -> None:
    """Raise Unbound where the table of rights names a predicate or fact that nobody registered."""
    wanted = {need for action in POLICY.values() for grant in action.grants for need in grant.needs}
    missing = sorted((wanted - _predicates.keys()) | (FACTS - _facts.keys()))
    if missing:
        raise Unbound(f"nobody registered: {', '.join(missing)}")


def refusal(actor: Actor, action: str, subject: Any = None) -> Message | None:
    """Return why `actor` may not do `action` (to `subject`), or None where the right is there.

    Without a subject only the roles are asked: whether the page may be opened at all.
    """
    row = POLICY[action]
    if actor.is_system:
        return None if row.system else msg("The system does not do this by itself.")
    reasons = [_refused_by(grant, row, actor, subject) for grant in row.grants]
    if None in reasons:
        return None
    # The reason that comes from a role of the person's own says more than one that any signed-in person gets.
    ranked = sorted(zip(reasons, row.grants, strict=True), key=lambda pair: pair[1].roles is None)
    spoken = [reason for reason, _ in ranked if reason and reason is not _NO_ROLE]
    return spoken[0] if spoken else _NO_ROLE


_NO_ROLE = msg("Your role does not include this.")
_OTHER_PARTY = msg("This belongs to another Party.")


def _refused_by(grant: Grant, row: Action, actor: Actor, subject: Any) -> Message | None:
    if grant.roles is not None and not actor.has(grant.roles):
        return _NO_ROLE
    if grant.signed_in and actor.person_id is None:
        return _NO_ROLE
    if subject is None:
        return None
    if not _of_party(grant, actor, subject):
        return _OTHER_PARTY
    for need in grant.needs:
        reason = _predicates[need](actor, subject)
        if reason is not None:
            return reason
    return None


def _of_party(grant: Grant, actor: Actor, subject: Any) -> bool:
    """A Party's role counts for records of that Party only; records without a Party ask no Party."""
    if grant.roles is None or not grant.roles <= TEAM:
        return True
    party = getattr(subject, "party_id", None)
    return party is None or party in actor.parties(grant.roles)


def can(actor: Actor, action: str, subject: Any = None) -> bool:
    """Tell whether the right is there (not whether the state allows it: see `machine.possible`)."""
    return refusal(actor, action, subject) is None and _shut(action, subject) is None


def demand(actor: Actor, action: str, subject: Any = None) -> None:
    """Raise Forbidden with the reason where the right is not there, Conflict where the record is shut for everybody."""
    reason = refusal(actor, action, subject)
    if reason is not None:
        raise Forbidden(reason)
    shut = _shut(action, subject)
    if shut is not None:
        raise Conflict(shut)


def _shut(action: str, subject: Any) -> Message | None:
    if subject is None:
        return None
    return next((reason for one in _locks if (reason := one(action, subject)) is not None), None)
