"""Terms, seats and Co-Chairs. A seat and its Co-Chair's office take two people; the role follows the seat."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from sipgrants.accounts.commands import people
from sipgrants.accounts.models import Person, RoleAssignment
from sipgrants.board import hooks, queries
from sipgrants.board.commands import orientation
from sipgrants.board.models import Seat, Term
from sipgrants.board.seating import election_problems, seat_problems
from sipgrants.core import audit, clock, db
from sipgrants.core.db import command, session
from sipgrants.core.errors import Conflict, Problem, require
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import countersign, rights
from sipgrants.lifecycle.actor import BOARD, Actor, RoleName
from sipgrants.lifecycle.countersign import Proposal, countersigned
from sipgrants.parties.models import Party


@command
def add_term(*, by: Actor, name: str, from_day: date, until_day: date | None = None) -> Term:
    """Begin a term of the Board; an earlier one without an end, and its seats, end the day before."""
    rights.demand(by, "board.add_term")
    require(_term_problems(name, from_day, until_day))
    for earlier in queries.terms():
        if earlier.from_day < from_day and (earlier.until_day is None or earlier.until_day >= from_day):
            earlier.until_day = from_day - timedelta(days=1)
            for one in earlier.seats:
                _end(one, earlier.until_day, msg("The term ended."), by)
    made = Term(name=name.strip(), from_day=from_day, until_day=until_day)
    session().add(made)
    session().flush()
    audit.record("board.add_term", made, by, name=made.name, from_day=from_day, until_day=until_day)
    return made


def _term_problems(name: str, from_day: date, until_day: date | None) -> list[Problem]:
    found = [] if name.strip() else [Problem("name", msg("Name the term, for example 2025-2027."))]
    if until_day and until_day < from_day:
        found.append(Problem("until_day", msg("The term would end before it begins.")))
    if any(one.from_day >= from_day for one in queries.terms()):
        found.append(Problem("from_day", msg("A later term exists already.")))
    return found


@command
def nominate(*, by: Actor, email: str, name: str, locale: str = "en", zone: str = "Europe/Zurich") -> Person:
    """Find the nominee by mail address, or note a new person; the invitation goes out with the seat."""
    rights.demand(by, "board.seat")
    return people.find_or_make(email, name, locale, zone)


@command
def seat(
    person: Person,
    *,
    by: Actor,
    term_id: UUID,
    country_id: str,
    from_day: date,
    replaces_id: UUID | None = None,
) -> Proposal:
    """Ask a second person to seat `person`, nominated by a country; `replaces_id`: whose seat it is mid-term."""
    rights.demand(by, "board.seat", person)
    _check_seat(person, term_id, country_id, from_day, replaces_id)
    return countersign.ask(
        person,
        "board.seat",
        by=by,
        term_id=term_id,
        country_id=country_id,
        from_day=from_day,
        replaces_id=replaces_id,
    )


@countersigned("board.seat")
def seated(
    person: Person,
    *,
    by: Actor,
    second: Actor,
    term_id: str,
    country_id: str,
    from_day: str,
    replaces_id: str | None = None,
) -> Seat:
    """Seat the member: seat and role begin on the same day, and end whom they replace."""
    if second.person_id == person.id:
        raise Conflict(msg("Nobody confirms their own seat."))
    begins, replaced = date.fromisoformat(from_day), UUID(replaces_id) if replaces_id else None
    term, country = _check_seat(person, UUID(term_id), country_id, begins, replaced)
    if replaced:
        left = db.find(Seat, replaced)
        _end(left, begins - timedelta(days=1), msg("Replaced."), by)
    made = Seat(
        term=term,
        region=country.region,
        country_id=country_id,
        person_id=person.id,
        from_day=begins,
        until_day=term.until_day,
        replaces_id=replaced,
        asked_by=by.person_id,
        seconded_by=second.person_id,
    )
    session().add(made)
    session().flush()
    _give(made, RoleName.BOARD_MEMBER, begins)
    audit.record("board.seat", made, by, second=second.person_id, person=person.id, country=country_id)
    people.welcome(person, RoleName.BOARD_MEMBER, country_id)
    orientation.point_to(person, begins)
    _changed(made)
    return made


def _check_seat(
    person: Person, term_id: UUID, country_id: str, from_day: date, replaces_id: UUID | None
) -> tuple[Term, Party]:
    term, country = db.find(Term, term_id), db.find(Party, country_id)
    taken = [one for one in queries.standing_on(from_day) if one.id != replaces_id]
    found = seat_problems(queries.places(taken), person.id, country.region)
    if from_day < term.from_day or (term.until_day and from_day > term.until_day):
        found.append(Problem("from_day", msg("This day is not in the term.")))
    replaced = db.find(Seat, replaces_id) if replaces_id else None
    if replaced and from_day <= replaced.from_day:
        found.append(Problem("from_day", msg("The successor begins after the member who is replaced.")))
    require(found)
    return term, country


@command
def unseat(seat: Seat, *, by: Actor, until_day: date, reason: str) -> None:
    """End a seat with a reason: the role ends on the same day, handed-in sheets stand, drafts go."""
    rights.demand(by, "board.unseat", seat)
    found = [] if reason.strip() else [Problem("reason", msg("Give the reason."))]
    if until_day < seat.from_day:
        found.append(Problem("until_day", msg("The seat would end before it begins.")))
    require(found)
    _end(seat, until_day, reason.strip(), by)


@command
def elect(seat: Seat, *, by: Actor) -> Proposal:
    """Ask a second person to record that the Board elected this member a Co-Chair for the term."""
    require(election_problems(queries.places(queries.sitting()), seat.person_id))
    return countersign.ask(seat, "board.elect", by=by)


@countersigned("board.elect")
def elected(seat: Seat, *, by: Actor, second: Actor) -> None:
    """Record the election: the member is a Co-Chair from today on."""
    if second.person_id == seat.person_id:
        raise Conflict(msg("Nobody confirms their own election."))
    require(election_problems(queries.places(queries.sitting()), seat.person_id))
    seat.is_co_chair = True
    _give(seat, RoleName.CO_CHAIR, max(clock.today(), seat.from_day), (by.person_id, second.person_id))
    audit.record("board.elect", seat, by, second=second.person_id, person=seat.person_id)
    _changed(seat)


@command
def step_down(seat: Seat, *, by: Actor, reason: str) -> None:
    """End a Co-Chair's office with a reason; the seat stays."""
    rights.demand(by, "board.step_down", seat)
    if not seat.is_co_chair:
        raise Conflict(msg("This member is not a Co-Chair."))
    require([] if reason.strip() else [Problem("reason", msg("Give the reason."))])
    seat.is_co_chair = False
    _end_roles(seat, clock.today() - timedelta(days=1), reason.strip(), (RoleName.CO_CHAIR,))
    audit.record("board.step_down", seat, by, person=seat.person_id, reason=reason.strip())
    _changed(seat)


def _give(
    seat: Seat, role: RoleName, from_day: date, people: tuple[UUID | None, UUID | None] | None = None
) -> None:
    asked, second = people or (seat.asked_by, seat.seconded_by)
    session().add(
        RoleAssignment(
            person_id=seat.person_id,
            role=role,
            party_id=seat.country_id,
            from_day=from_day,
            until_day=seat.until_day,
            granted_by=asked,
            seconded_by=second,
        )
    )


def _end(seat: Seat, day: date, reason: object, by: Actor) -> None:
    if seat.until_day is not None and seat.until_day <= day:
        return
    seat.until_day = max(day, seat.from_day)
    _end_roles(seat, day, str(reason), tuple(BOARD))
    audit.record("board.unseat", seat, by, person=seat.person_id, until=day, reason=str(reason))
    _changed(seat)


def _end_roles(seat: Seat, day: date, reason: str, names: tuple[RoleName, ...]) -> None:
    """A role that would end before it began is taken out whole: it never counted."""
    held = select(RoleAssignment).where(
        RoleAssignment.person_id == seat.person_id,
        RoleAssignment.party_id == seat.country_id,
        RoleAssignment.role.in_(names),
        or_(RoleAssignment.until_day.is_(None), RoleAssignment.until_day > day),
    )
    for one in session().scalars(held):
        if one.from_day > day:
            session().delete(one)
        else:
            one.until_day, one.end_reason = day, reason


def _changed(seat: Seat) -> None:
    session().flush()
    session().expire(seat.person, ["roles"])
    rights.forget()
    hooks.seat_changed(seat)
