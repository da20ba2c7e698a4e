"""Who sits on the Board, who declared what, and who is barred from which application."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import lazyload

from sipgrants.board.bars import Bar, bar
from sipgrants.board.items import BoardRound, Dossier
from sipgrants.board.models import Declaration, Seat, Term
from sipgrants.board.seating import Place
from sipgrants.core import clock
from sipgrants.core.db import session
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.lifecycle.actor import BOARD, Actor
from sipgrants.lifecycle.rights import known
from sipgrants.lifecycle.states import DeclarationState
from sipgrants.lifecycle.waiting import Waiting
from sipgrants.parties.models import Party

Declared = dict[UUID, dict[UUID, DeclarationState]]


def sitting(day: date | None = None) -> list[Seat]:
    """Return the seats held on `day` (today), by region and country."""
    return list(session().scalars(_held_on(day)).unique())


def bare_seats() -> list[Seat]:
    """Return the seats held today in one statement, for rules that ask for person and country alone."""
    return list(session().scalars(_held_on(None).options(lazyload("*"))).unique())


def _held_on(day: date | None) -> Select[Seat]:
    day = day or clock.today()
    held = (Seat.from_day <= day, or_(Seat.until_day.is_(None), Seat.until_day >= day))
    return select(Seat).where(*held).order_by(Seat.region, Seat.country_id, Seat.from_day)


def places(seats: Iterable[Seat]) -> list[Place]:
    """Return seats as the rules of seating see them."""
    return [Place(seat.person_id, seat.region, seat.is_co_chair) for seat in seats]


def standing_on(day: date) -> list[Seat]:
    """Return the seats held on `day` or taken later: what a new seat from `day` on has to fit beside."""
    query = select(Seat).where(or_(Seat.until_day.is_(None), Seat.until_day >= day))
    return list(session().scalars(query).unique())


def seat_of(person_id: UUID | None, day: date | None = None) -> Seat | None:
    """Return the seat that a person holds today."""
    return session().scalars(_held_on(day).where(Seat.person_id == person_id)).unique().first()


def co_chairs(seats: Iterable[Seat]) -> list[UUID]:
    """Return the Co-Chairs among `seats`."""
    return [seat.person_id for seat in seats if seat.is_co_chair]


def line_of(seat: Seat, seats: Mapping[UUID, Seat]) -> list[UUID]:
    """Return the seats that `seat` follows, directly or through others, and itself."""
    found = [seat.id]
    before = seats.get(seat.replaces_id) if seat.replaces_id else None
    while before is not None and before.id not in found:
        found.append(before.id)
        before = seats.get(before.replaces_id) if before.replaces_id else None
    return found


def terms() -> list[Term]:
    """Return all terms, newest first, with their seats."""
    return list(session().scalars(select(Term).order_by(Term.from_day.desc(), Term.created_at.desc())))


def board_round(round_id: UUID) -> BoardRound:
    """Return a round that is or was before the Board; NotFound otherwise."""
    found = next((one for one in rounds() if one.id == round_id), None)
    if found is None:
        raise NotFound()
    return found


def rounds() -> tuple[BoardRound, ...]:
    """Return the rounds from their appraisal on, newest first."""
    found: tuple[BoardRound, ...] = known("board.rounds")
    return found


def dossiers(round_id: UUID) -> tuple[Dossier, ...]:
    """Return what is or was before the Board in a round, by reference."""
    found: tuple[Dossier, ...] = known("round.dossiers", round_id)
    return found


def declarations(round_id: UUID, person_id: UUID | None = None) -> list[Declaration]:
    """Return the declarations of a round (of one member)."""
    query = select(Declaration).where(Declaration.round_id == round_id)
    if person_id is not None:
        query = query.where(Declaration.person_id == person_id)
    return list(session().scalars(query))


def declared(found: Iterable[Declaration]) -> Declared:
    """Return declarations as application > member > what was declared."""
    table: Declared = {}
    for one in found:
        table.setdefault(one.application_id, {})[one.person_id] = DeclarationState(one.state)
    return table


def bars(items: Iterable[Dossier], seats: Iterable[Seat], told: Declared) -> dict[UUID, dict[UUID, Bar]]:
    """Return application > member > bar, for these members; every application has an entry."""
    members = list(seats)
    table: dict[UUID, dict[UUID, Bar]] = {}
    for item in items:
        states = told.get(item.id, {})
        found = {
            seat.person_id: bar(seat.country_id, item.item, states.get(seat.person_id)) for seat in members
        }
        table[item.id] = {person: one for person, one in found.items() if one}
    return table


@dataclass(frozen=True)
class Line:
    """One application on a member's page of declarations."""

    dossier: Dossier
    bar: Bar | None
    declaration: Declaration | None

    @property
    def is_open(self) -> bool:
        """Whether the member still has to declare."""
        return self.bar is None and self.declaration is None


def lines(round_id: UUID, seat: Seat) -> list[Line]:
    """Return a member's page of declarations, by reference."""
    own = {one.application_id: one for one in declarations(round_id, seat.person_id)}
    return [_line(item, seat, own.get(item.id)) for item in dossiers(round_id)]


def _line(item: Dossier, seat: Seat, own: Declaration | None) -> Line:
    state = DeclarationState(own.state) if own else None
    return Line(item, bar(seat.country_id, item.item, state), own)


@dataclass(frozen=True)
class Entry:
    """One member in the register of a round: their lines, and how many are still open."""

    seat: Seat
    lines: list[Line]

    @property
    def open(self) -> int:
        """How many applications this member has not declared on."""
        return sum(line.is_open for line in self.lines)


def register(round_id: UUID) -> list[Entry]:
    """Return who declared what in a round, member by member."""
    told: dict[UUID, dict[UUID, Declaration]] = {}
    for one in declarations(round_id):
        told.setdefault(one.person_id, {})[one.application_id] = one
    items = dossiers(round_id)
    return [
        Entry(seat, [_line(item, seat, told.get(seat.person_id, {}).get(item.id)) for item in items])
        for seat in sitting()
    ]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return the declarations that a member still owes, one line a round."""
    if not actor.has(BOARD):
        return []
    seat = seat_of(actor.person_id)
    asked = [
        one for one in rounds() if one.declarations_asked_at and one.state in ("appraisal", "with_board")
    ]
    found = []
    for one in asked if seat else []:
        missing = sum(line.is_open for line in lines(one.id, seat)) if seat else 0
        if missing:
            found.append(_waiting(one, missing))
    return found


def _waiting(round_: BoardRound, missing: int) -> Waiting:
    what = msg(
        "Declare whether you have an interest in the applications of round %(number)s: %(missing)s are open.",
        number=round_.number,
        missing=missing,
    )
    return Waiting(
        what,
        msg("Declare interests"),
        "board.declare",
        {"round_id": round_.id},
        round_.scores_due_at,
        "declaration.declare_none",
    )


def countries() -> list[Party]:
    """Return the Parties that may nominate: those of a region."""
    return list(session().scalars(select(Party).where(Party.region != "")))
