"""What takes two people: one asks, another confirms, and only then it happens.

A command that needs a second person calls `ask`. The function registered for the same action by `@countersigned` runs when
somebody else, who holds one of the second roles of the table of rights, confirms: `function(subject, *, by, second,
**args)` with `by` the one who asked. Asking changes nothing but the list of what waits.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, select, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from sipgrants.core import audit, clock, db
from sipgrants.core.audit import canonical
from sipgrants.core.db import Base, Record, Subject, command, session
from sipgrants.core.errors import Conflict, NotFound
from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.policy import POLICY

_carried_out: dict[str, Callable[..., Any]] = {}
_OPEN = text("state = 'asked'")


class Proposal(Subject):
    """A step that waits for its second person; `args_json` holds the arguments of the step."""

    __tablename__ = "proposal"
    __table_args__ = (
        # One open question of a kind per subject: a second press finds the first.
        Index(
            "uq_proposal_open",
            "action",
            "about_type",
            "about_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )
    subject_type = "proposal"
    action: Mapped[str] = mapped_column(index=True)
    about_type: Mapped[str]
    about_id: Mapped[str] = mapped_column(index=True)
    args_json: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[UUID] = mapped_column(index=True)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")

    @property
    def args(self) -> dict[str, Any]:
        """Return the arguments of the step."""
        found: dict[str, Any] = json.loads(self.args_json)
        return found


def countersigned(action: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register what happens when `action` is confirmed."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _carried_out[action] = function
        return function

    return register


@command
def ask(about: Record | Base, action: str, *, by: Actor, reason: str = "", **args: Any) -> Proposal:
    """Ask for a second person for `action` on `about`; `args` (JSON) are given to the step when it is confirmed."""
    rights.demand(by, action, about)
    if by.person_id is None:
        raise Conflict(msg("The system cannot ask for a second person."))
    proposal = Proposal(
        action=action,
        about_type=kind_of(about),
        about_id=str(getattr(about, "id", "")),
        args_json=canonical(args),
        reason=reason,
        asked_by=by.person_id,
    )
    proposal.state = "asked"
    session().add(proposal)
    session().flush()
    audit.record("proposal.ask", about, by, step=action, proposal=proposal.id, reason=reason)
    return proposal


@command
def confirm(proposal: Proposal, *, by: Actor) -> Any:
    """Confirm: the step is carried out now, in the name of the one who asked, with `by` as second."""
    about = subject_of(proposal)
    machine.move(proposal, "proposal.confirm", by=by, step=proposal.action)
    _answered(proposal, by)
    asker: Actor = rights.known("actor_of", proposal.asked_by)
    rights.demand(asker, proposal.action, about)
    if isinstance(about, Record):
        db.lock(about)
    return _carried_out[proposal.action](about, by=asker, second=by, **proposal.args)


@command
def refuse(proposal: Proposal, *, by: Actor, reason: str) -> None:
    """Refuse to confirm: the step does not happen, and the one who asked is told why."""
    machine.move(proposal, "proposal.refuse", by=by, step=proposal.action, reason=reason)
    _answered(proposal, by, reason)


@command
def withdraw(proposal: Proposal, *, by: Actor) -> None:
    """Take the question back."""
    machine.move(proposal, "proposal.withdraw", by=by, step=proposal.action)
    _answered(proposal, by)


def _answered(proposal: Proposal, by: Actor, answer: str = "") -> None:
    proposal.answered_by, proposal.answered_at, proposal.answer = by.person_id, clock.now(), answer


def kind_of(record: object) -> str:
    """Return the word by which a record is named in the history and here."""
    return str(getattr(record, "subject_type", None) or getattr(record, "__tablename__", ""))


def subject_of(proposal: Proposal) -> Any:
    """Return the record that the proposal is about."""
    return record(proposal.about_type, proposal.about_id)


def record(kind: str, identifier: str) -> Any:
    """Return the record that the history calls `kind`, by its identifier; NotFound where there is none."""
    mapper = _mapper_of(kind)
    return db.find(mapper.class_, mapper.primary_key[0].type.python_type(identifier))


def subjects_of(proposals: Iterable[Proposal]) -> dict[str, Any]:
    """Return the records that proposals are about, by their identifiers: one statement for each kind of record."""
    asked: dict[str, set[str]] = {}
    for proposal in proposals:
        asked.setdefault(proposal.about_type, set()).add(proposal.about_id)
    found: list[Any] = []
    for kind, identifiers in asked.items():
        mapper = _mapper_of(kind)
        key = mapper.primary_key[0]
        of = [key.type.python_type(one) for one in identifiers]
        found += session().scalars(select(mapper.class_).where(key.in_(of)))
    return {str(one.id): one for one in found}


def _mapper_of(kind: str) -> Mapper[Any]:
    for mapper in Base.registry.mappers:
        if kind_of(mapper.class_) == kind:
            return mapper
    raise NotFound()


def waiting(actor: Actor) -> list[Proposal]:
    """Return what `actor` may confirm, oldest first: one statement."""
    mine = [name for name, row in POLICY.items() if row.second and actor.has(row.second)]
    return list(
        session().scalars(
            select(Proposal)
            .where(Proposal.state == "asked", Proposal.action.in_(mine), Proposal.asked_by != actor.person_id)
            .order_by(Proposal.created_at)
        )
    )


def asked_about(record: object) -> list[Proposal]:
    """Return what waits for a second person about one record."""
    return list(
        session().scalars(
            select(Proposal).where(
                Proposal.state == "asked",
                Proposal.about_type == kind_of(record),
                Proposal.about_id == str(getattr(record, "id", "")),
            )
        )
    )


@rights.right("proposal.second_person")
def _is_second(actor: Actor, proposal: Proposal) -> Message | None:
    if actor.person_id == proposal.asked_by:
        return msg("A second person confirms: not the one who asked.")
    if not actor.has(POLICY[proposal.action].second):
        return msg("Your role does not confirm this.")
    return None


@rights.right("proposal.own")
def _is_own(actor: Actor, proposal: Proposal) -> Message | None:
    return None if actor.person_id == proposal.asked_by else msg("Only the one who asked takes it back.")
