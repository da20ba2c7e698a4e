"""Declarations of interest: every member for themselves; only a wrong one is lifted, by an officer, with a reason."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from sipgrants.board import hooks, queries
from sipgrants.board.bars import refuse_lift
from sipgrants.board.declared import Answer
from sipgrants.board.items import Dossier
from sipgrants.board.models import Declaration, Seat
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Forbidden, Problem, require, too_long
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import machine, rights
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.states import DeclarationState

LONGEST_REASON = 4_000  # characters


@command
def declare(round_id: UUID, *, by: Actor, answers: Mapping[UUID, Answer]) -> int:
    """Declare on several applications at once; all problems are told at once. Returns how many were recorded."""
    seat, items = _seat(by), {item.id: item for item in queries.dossiers(round_id)}
    require(_problems(seat, items, answers))
    for application_id, answer in answers.items():
        if answer.has_interest:
            declare_interest(round_id, application_id, by=by, reason=answer.reason)
        else:
            declare_none(round_id, application_id, by=by)
    return len(answers)


@command
def declare_none(round_id: UUID, application_id: UUID, *, by: Actor) -> Declaration:
    """Declare no interest in an application: its dossier opens. What was declared before stays."""
    found = _own(application_id, by)
    if found is None:
        return _begin("declaration.declare_none", round_id, application_id, by)
    if found.state == DeclarationState.INTEREST:
        raise Conflict(msg("You declared an interest. Where that was wrong, an officer lifts it."))
    return found


@command
def declare_interest(round_id: UUID, application_id: UUID, *, by: Actor, reason: str) -> Declaration:
    """Declare an interest with its reason: from now on the member is barred, and a sheet begun is annulled."""
    field = f"reason.{application_id}"
    require([] if reason.strip() else [Problem(field, msg("Say which interest it is."))])
    require(too_long(field, reason, LONGEST_REASON))
    found = _own(application_id, by)
    if found is None:
        found = _begin("declaration.declare_interest", round_id, application_id, by, reason.strip())
    elif found.state != DeclarationState.INTEREST:
        machine.move(found, "declaration.declare_interest", by=by, application=application_id)
        found.reason = reason.strip()
    session().flush()
    rights.forget()
    hooks.bars_changed(round_id)
    return found


@command
def lift(declaration: Declaration, *, by: Actor, reason: str) -> None:
    """Lift a wrong declaration: the member may score again, while the seal is closed. A bar by country stays."""
    item = next(
        (one for one in queries.dossiers(declaration.round_id) if one.id == declaration.application_id), None
    )
    seat = session().scalar(
        select(Seat).where(Seat.person_id == declaration.person_id).order_by(Seat.from_day.desc())
    )
    machine.move(declaration, "declaration.lift", by=by, reason=reason.strip())
    refused = refuse_lift(seat.country_id, item.item, DeclarationState.INTEREST) if item and seat else None
    if refused:
        raise Conflict(refused)
    require([] if reason.strip() else [Problem("reason", msg("Say why the declaration was wrong."))])
    declaration.lift_reason, declaration.lifted_by = reason.strip(), by.person_id
    session().flush()
    rights.forget()
    hooks.bars_changed(declaration.round_id)


def _begin(action: str, round_id: UUID, application_id: UUID, by: Actor, reason: str = "") -> Declaration:
    _seat(by)
    if application_id not in {item.id for item in queries.dossiers(round_id)}:
        raise Conflict(msg("This application is not before the Board."))
    made = Declaration(
        person_id=by.person_id, application_id=application_id, round_id=round_id, reason=reason
    )
    machine.begin(made, action, by=by, application=application_id)
    session().add(made)
    session().flush()
    rights.forget("declared_by")
    return made


def _own(application_id: UUID, by: Actor) -> Declaration | None:
    return session().scalar(
        select(Declaration).where(
            Declaration.person_id == by.person_id, Declaration.application_id == application_id
        )
    )


def _seat(by: Actor) -> Seat:
    seat = queries.seat_of(by.person_id)
    if seat is None:
        raise Forbidden(msg("Members who sit on the Board today declare their interests."))
    return seat


def _problems(seat: Seat, items: Mapping[UUID, Dossier], answers: Mapping[UUID, Answer]) -> list[Problem]:
    found = []
    for identifier, answer in answers.items():
        if identifier not in items:
            found.append(Problem(f"interest.{identifier}", msg("This application is not before the Board.")))
        elif answer.has_interest and not answer.reason.strip():
            found.append(Problem(f"reason.{identifier}", msg("Say which interest it is.")))
        found += too_long(f"reason.{identifier}", answer.reason, LONGEST_REASON)
    return found
